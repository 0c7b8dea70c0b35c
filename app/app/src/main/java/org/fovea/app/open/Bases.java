package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.WeightBase;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.truth.GroundTruthCache;

/**
 * Bases that are at hand: files that a command was given, then those of a folder, found by size and hash, or of an
 * address, from which they are fetched by their hash.
 */
public final class Bases {
    /** The variable of the environment that names the folder or address. */
    public static final String FOLDER = "FOVEA_BASES";

    private static final int SHOWN_DIGITS = 16;
    private static final String SUFFIX = ".base";

    private final List<Path> given;
    private final Optional<String> place;
    private final Path cache;

    Bases(List<Path> given, Optional<String> place, Path cache) {
        this.given = List.copyOf(given);
        this.place = place.filter(text -> !text.isBlank());
        this.cache = cache;
    }

    /**
     * A base that a clip is encoded with.
     *
     * @param files of which the one that suits best is taken, if it suits at all: paths, folders of them, or the hash
     *     of one that is at hand
     * @param clips whose archives share it, 1 or more
     */
    public record Shared(List<Path> files, int clips) {
        public Shared {
            files = List.copyOf(files);
        }

        public Bases bases() {
            return Bases.of(files);
        }
    }

    /** Those of the place that {@value #FOLDER} names. */
    public static Bases usual() {
        return of(List.of());
    }

    /** Files, then those of the place that {@value #FOLDER} names. */
    public static Bases of(List<Path> files) {
        return new Bases(files, Optional.ofNullable(System.getenv(FOLDER)), GroundTruthCache.directory());
    }

    /** The same without fetching any: of an address, those that were fetched before. */
    public Bases local() {
        Optional<String> here = place.map(text ->
                        BaseAddress.isAddress(text) ? BaseAddress.keptIn(cache).toString() : text)
                .filter(folder -> Files.isDirectory(Path.of(folder)));
        return new Bases(given, here, cache);
    }

    /** The same place for a process that works in another folder. */
    public static String absolute(String place) {
        return BaseAddress.isAddress(place)
                ? place
                : Path.of(place).toAbsolutePath().toString();
    }

    public static boolean isHash(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    public static BaseFile read(Path file) throws IOException {
        try {
            return BaseFile.parse(Opened.read(file));
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** The base that an archive needs; nothing of a file that is no archive, or too damaged to tell. */
    public static Optional<WeightBase.Reference> needed(Path archive) throws IOException {
        try {
            return ArchiveFile.find(Opened.read(archive)).flatMap(ArchiveFile::base);
        } catch (FormatException | AppException e) {
            return Optional.empty(); // a clip is its own archive; rendering a damaged one says what is wrong
        }
    }

    public static CountedFile counted(WeightBase.Reference base) {
        return new CountedFile("base " + base.sha256().substring(0, SHOWN_DIGITS) + "…", base.bytes());
    }

    /** The bases of a folder, in alphabetical order. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The bases of the folder that {@value #FOLDER} names.
     *
     * @throws AppException where it names none, or an address, which cannot be listed
     */
    public List<Path> listed() throws IOException {
        if (place.isEmpty() || BaseAddress.isAddress(place.get())) {
            throw AppException.usage("the nearest base is looked for in a folder; name it by the variable " + FOLDER
                    + place.map(address -> ", which names the address " + address + " now")
                            .orElse(""));
        }
        return in(folder());
    }

    private Path folder() {
        Path folder = Path.of(place.orElseThrow());
        if (!Files.isDirectory(folder)) {
            throw AppException.badInput(FOLDER + ": " + folder + " is no folder");
        }
        return folder;
    }

    /**
     * Reads what was given: files, all bases of folders, and those that hashes name. One of each hash.
     *
     * @throws AppException where a folder has none, or one that a hash names is not at hand
     */
    public List<BaseFile> all() throws IOException {
        List<BaseFile> all = new ArrayList<>();
        for (Path each : given) {
            String name = String.valueOf(each.getFileName());
            if (Files.isDirectory(each)) {
                List<Path> files = in(each);
                if (files.isEmpty()) {
                    throw AppException.badInput(each + ": holds no file of the ending " + SUFFIX);
                }
                for (Path file : files) {
                    all.add(read(file));
                }
            } else if (isHash(name) && !Files.exists(each)) {
                all.add(read(find(name, OptionalLong.empty())
                        .orElseThrow(() -> AppException.badInput("no base of sha256 " + name
                                + " is at hand; name its file, or its folder or address by " + FOLDER))));
            } else {
                all.add(read(each));
            }
        }
        Map<WeightBase.Reference, BaseFile> different = new LinkedHashMap<>();
        all.forEach(base -> different.putIfAbsent(base.weights().reference(), base));
        return List.copyOf(different.values());
    }

    /** An archive with its base, where it needs one and it is at hand. */
    ArchiveFile with(ArchiveFile archive) throws IOException {
        Optional<WeightBase.Reference> wanted = archive.base();
        if (wanted.isEmpty()) {
            return archive;
        }
        Optional<Path> file = find(wanted.get());
        return file.isPresent() ? archive.with(read(file.get()).weights()) : archive;
    }

    /**
     * The file of a base, where it is at hand. One that is at an address is fetched once.
     *
     * @throws AppException where the address does not have it, or another file in its place
     */
    public Optional<Path> find(WeightBase.Reference wanted) throws IOException {
        return find(wanted.sha256(), OptionalLong.of(wanted.bytes()));
    }

    private Optional<Path> find(String sha256, OptionalLong bytes) throws IOException {
        List<Path> named = new ArrayList<>();
        for (Path each : given) {
            if (!Files.exists(each) && !isHash(String.valueOf(each.getFileName()))) {
                throw new NoSuchFileException(each.toString());
            }
            named.addAll(Files.isDirectory(each) ? in(each) : List.of(each));
        }
        Optional<Path> found = among(named, sha256, bytes);
        if (found.isPresent() || place.isEmpty()) {
            return found;
        }
        return BaseAddress.isAddress(place.get())
                ? Optional.of(BaseAddress.of(place.get(), cache).fetch(sha256, bytes))
                : among(in(folder()), sha256, bytes);
    }

    private static Optional<Path> among(List<Path> files, String sha256, OptionalLong bytes) throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file)
                    && (bytes.isEmpty() || Files.size(file) == bytes.getAsLong())
                    && Sha256.of(file).equals(sha256)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
