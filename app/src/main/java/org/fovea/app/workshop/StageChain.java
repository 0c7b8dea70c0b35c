package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.fovea.app.score.CodeVersion;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.CanonicalJson;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.lab.queue.Workshop.Watcher;

/**
 * Encodes stage by stage, each in a run directory whose name is the hash of everything that its result depends on.
 * Candidates that begin alike share these stages: one that changes the last mask search begins with the trained network
 * of the others. What comes out is what one run of {@code fovea compress} would make, because every stage begins with
 * what the archive of the one before says when it is read back.
 */
final class StageChain {
    /** Two steps of one process must not take one file lock. */
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final int threads;

    /**
     * Kept in a folder.
     *
     * @param threads for each stage; results do not depend on it
     */
    StageChain(Path folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * What is encoded.
     *
     * @param original all pairs of a clip, with the lab's cache of what the networks say about them
     * @param originalBytes size that the rate is counted against
     * @param init archive to begin with
     */
    record Inputs(TruthSource original, long originalBytes, Optional<Path> init) {
        String clipSha256() {
            return original.key().clipHash();
        }

        EvaluatorPair networks() {
            return original.networks();
        }

        int pairs() {
            return original.pairs();
        }
    }

    /** Encodes; what other candidates have computed is taken from them. */
    Path encode(Inputs inputs, Profile profile, Watcher watcher) throws IOException, InterruptedException {
        String base = base(inputs);
        Optional<Path> archive = inputs.init();
        List<String> keys = keys(inputs, profile);
        for (int i = 0; i < keys.size(); i++) {
            Link work = new Link(inputs, base, link(profile, i), archive, keys.get(i));
            archive = Optional.of(
                    exclusively(folder.resolve(name(keys.get(i))), watcher, path -> run(work, path, watcher)));
        }
        return archive.orElseThrow();
    }

    /**
     * For each stage the hash of everything that its result depends on; a profile without stages has one, in which
     * nothing is trained.
     */
    private static List<String> keys(Inputs inputs, Profile profile) throws IOException {
        List<String> keys = new ArrayList<>();
        String key = CanonicalJson.hash(List.of(base(inputs), initHash(inputs)));
        for (int i = 0; i < Math.max(1, profile.stages().size()); i++) {
            key = CanonicalJson.hash(List.of(key, link(profile, i).canonical()));
            keys.add(key);
        }
        return keys;
    }

    /**
     * What the trainings of an encode have said, stages numbered through: the columns of a run directory's
     * {@code metrics.csv}. Empty where nothing of it is left in the folder.
     */
    String curves(Inputs inputs, Profile profile) throws IOException {
        StringBuilder all = new StringBuilder();
        List<String> keys = keys(inputs, profile);
        for (int i = 0; i < keys.size(); i++) {
            Path file = folder.resolve(name(keys.get(i))).resolve("run/metrics.csv");
            if (!Files.isRegularFile(file)) {
                continue;
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (all.isEmpty() && !lines.isEmpty()) {
                all.append(lines.getFirst()).append('\n');
            }
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                // Each stage is a run of its own, in which it has the number 2.
                String[] cells = line.split(",", 3);
                if (cells.length == 3) {
                    all.append(cells[0])
                            .append(',')
                            .append(String.format(Locale.ROOT, "%02d", i + 2))
                            .append(cells[1].substring(cells[1].indexOf('-')))
                            .append(',')
                            .append(cells[2])
                            .append('\n');
                }
            }
        }
        return all.toString();
    }

    private static String base(Inputs inputs) throws IOException {
        return CanonicalJson.hash(List.of(
                inputs.clipSha256(), inputs.networks().identity().hash(), inputs.originalBytes(), CodeVersion.hash()));
    }

    private static String name(String key) {
        return key.substring(0, 32);
    }

    private record Link(Inputs inputs, String base, Profile profile, Optional<Path> init, String key) {}

    /** One stage of a profile; only the last one packs as the profile says. */
    private static Profile link(Profile profile, int index) {
        boolean last = index >= profile.stages().size() - 1;
        MaskEffort pack = !last && profile.pack() == MaskEffort.MAX ? MaskEffort.BEST : profile.pack();
        return new Profile(
                profile.renderer(),
                profile.stream(),
                profile.stages().isEmpty()
                        ? List.of()
                        : List.of(profile.stages().get(index)),
                pack,
                profile.restartPairs(),
                1,
                profile.seed());
    }

    private Path run(Link link, Path path, Watcher watcher) throws IOException, InterruptedException {
        Path finished = path.resolve("finished.zip");
        if (Files.exists(finished)) {
            return finished;
        }
        Inputs inputs = link.inputs();
        TruthSource truth = truth(link, watcher);
        RunIdentity identity = new RunIdentity(
                inputs.clipSha256(),
                0,
                inputs.pairs(),
                inputs.originalBytes(),
                inputs.networks().identity().hash(),
                link.profile().hash(),
                link.init().isPresent() ? Sha256.of(link.init().get()) : "none");
        Optional<ArchiveContent> content = Optional.empty();
        if (link.init().isPresent()) {
            content = Optional.of(
                    ArchiveFile.open(Files.readAllBytes(link.init().get())).drawable());
        }
        EncodeRun.Inputs encoded = new EncodeRun.Inputs(truth, inputs.originalBytes(), threads, content);
        try (RunDirectory directory = RunDirectory.open(path.resolve("run"), identity, RunDirectory.Start.RESUME)) {
            Path made = new EncodeRun(directory, link.profile(), encoded, new QuietRun(watcher)).run();
            AtomicFile.write(finished, Files.readAllBytes(made));
        }
        return finished;
    }

    /** The lab's cache keeps it, for other stages and for the score; the folder only makes others wait. */
    private TruthSource truth(Link link, Watcher watcher) throws IOException, InterruptedException {
        Path path = folder.resolve("look-" + name(link.base()));
        TruthSource original = link.inputs().original();
        return exclusively(
                path,
                watcher,
                _ -> original.complete(
                        threads, Optional.empty(), (done, total) -> watcher.progress("look", done, total)));
    }

    private static String initHash(Inputs inputs) throws IOException {
        return inputs.init().isPresent() ? Sha256.of(inputs.init().get()) : "none";
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Path directory) throws IOException, InterruptedException;
    }

    /** One worker at a time computes a stage; others wait for it and take what it made. */
    private static <T> T exclusively(Path directory, Watcher watcher, Work<T> work)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        ReentrantLock here = LOCKS.computeIfAbsent(directory.toAbsolutePath(), _ -> new ReentrantLock());
        here.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock(channel, watcher)) {
            return work.in(directory);
        } finally {
            here.unlock();
        }
    }

    /** Asked again and again, because a thread that waits in the system cannot tell that it lives. */
    private static FileLock lock(FileChannel channel, Watcher watcher) throws IOException, InterruptedException {
        FileLock lock = channel.tryLock();
        while (lock == null) {
            watcher.progress("another worker's stage", 0, 0);
            Thread.sleep(200);
            lock = channel.tryLock();
        }
        return lock;
    }
}
