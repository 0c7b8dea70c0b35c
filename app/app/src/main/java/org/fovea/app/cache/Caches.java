package org.fovea.app.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.app.score.CacheDirectory;
import org.fovea.codec.io.Folders;
import org.fovea.evaluate.arithmetic.Arithmetic;
import org.fovea.evaluate.truth.GroundTruthCache;

/**
 * The caches of {@code docs/start.md}: ground truth, what makes starts faster, native libraries; each with what killed
 * processes left in it.
 */
public final class Caches {
    private static final Pattern GROUND_TRUTH = Pattern.compile("(?!" + CacheDirectory.ISOLATED + "$).*");
    private static final Pattern ISOLATED = Pattern.compile(".*");
    private static final Pattern START = Pattern.compile("fovea-.*\\.aot(\\..*)?");
    private static final Pattern NATIVES = Pattern.compile("(javacpp|ffmpeg|pytorch|openblas|mkl)-.*\\.jar");
    private static final Pattern KNOWN_ANSWERS = Pattern.compile("[0-9a-f]{16}\\.txt");
    private static final Pattern START_FOLDER = Pattern.compile("start-.*");

    private final GroundTruthCache truths;
    private final List<Kept> kept;

    /**
     * A place with things of one kind.
     *
     * @param name what they are, for people
     * @param folder that they are in; need not exist
     * @param bytes of them
     */
    public record Place(String name, Path folder, long bytes) {}

    /** A place, and the names of what Fovea has put there. */
    private record Kept(Place place, Pattern own) {}

    private Caches(GroundTruthCache truths, List<Kept> kept) {
        this.truths = truths;
        this.kept = List.copyOf(kept);
    }

    /** Those of this process. */
    public static Caches ofProcess() throws IOException {
        return of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.cachedir"))
                        .map(Path::of),
                Optional.ofNullable(System.getProperty("fovea.home")).map(Path::of));
    }

    /**
     * Those of some process.
     *
     * @param natives where native libraries are unpacked, where that was chosen
     * @param program folder of the program or the checkout
     */
    static Caches of(Map<String, String> environment, Path home, Optional<Path> natives, Optional<Path> program)
            throws IOException {
        GroundTruthCache truths = new GroundTruthCache(GroundTruthCache.directory(environment, home));
        List<Kept> places = new ArrayList<>();
        add(places, "ground truth", truths.folder(), GROUND_TRUTH);
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path shared = (xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg)).resolve("fovea");
        for (Path folder : children(shared, START_FOLDER)) {
            add(places, "faster starts", folder, START);
        }
        if (program.isPresent()) {
            add(places, "faster starts", program.get().resolve("app/cli/target/dist"), START);
            add(places, "faster starts", program.get(), START);
        }
        add(places, "native libraries", natives.orElseGet(() -> home.resolve(".javacpp/cache")), NATIVES);
        Path answers = Arithmetic.folder(GroundTruthCache.directory(environment, home));
        add(places, "known answers", answers, KNOWN_ANSWERS);
        add(places, "isolated runs", truths.folder().resolve(CacheDirectory.ISOLATED), ISOLATED);
        places.removeIf(each -> each.place().bytes() == 0
                && !each.own().equals(GROUND_TRUTH)
                && !each.own().equals(NATIVES));
        return new Caches(truths, places);
    }

    private static void add(List<Kept> places, String name, Path folder, Pattern own) throws IOException {
        long bytes = 0;
        for (Path child : children(folder, own)) {
            bytes += size(child);
        }
        places.add(new Kept(new Place(name, folder, bytes), own));
    }

    /** What is there, in a fixed order. */
    public List<Place> places() {
        return kept.stream().map(Kept::place).toList();
    }

    /** The ground truth in detail. */
    public GroundTruthCache truths() {
        return truths;
    }

    /**
     * Removes everything that Fovea has put into these places, and nothing else. Programs that run keep what they have
     * open.
     *
     * @return bytes that were freed
     */
    public long clear() throws IOException {
        long bytes = truths.clear();
        for (Kept each : kept) {
            if (!each.own().equals(GROUND_TRUTH)) {
                for (Path child : children(each.place().folder(), each.own())) {
                    bytes += size(child);
                    Folders.remove(child);
                }
            }
        }
        return bytes;
    }

    private static List<Path> children(Path folder, Pattern own) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            child -> own.matcher(child.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Links are not followed. */
    private static long size(Path file) throws IOException {
        long[] bytes = new long[1];
        Files.walkFileTree(file, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }
}
