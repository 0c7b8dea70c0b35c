package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.score.CodeVersion;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.CanonicalJson;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.encode.run.RunWatcher;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Encodes stage by stage, each in a run directory whose name is the hash of everything that its result depends on.
 * Candidates that begin alike share these stages: one that changes the last mask search begins with the trained network
 * of the others. The archive is that of one run of {@code fovea compress}, because every stage begins with what the
 * archive of the one before says when it is read back.
 *
 * @param threads for each stage; results do not depend on it
 * @param original all pairs of a clip, with the lab's cache of ground truth
 * @param originalBytes size that the rate is counted against
 */
record StageChain(
        Path folder, int threads, TruthSource original, long originalBytes, Optional<Path> init, Profile profile) {
    private static final String LOOK = "look";

    /** Encodes; what other candidates have computed is taken from them. */
    Path encode(ProgressListener watcher) throws IOException, InterruptedException {
        Optional<Path> archive = init;
        Optional<EncodeRun.Made> made = Optional.empty();
        TruthSource known = original;
        List<String> keys = keys();
        for (int i = 0; i < keys.size(); i++) {
            Path path = folder.resolve(name(keys.get(i)));
            Profile stage = only(i);
            try (RunDirectory directory = open(path, stage.hash(), hash(archive), watcher)) {
                List<FinishedStage> finished = directory.finished();
                if (finished.size() == EncodeRun.steps(stage)
                        && finished.getLast().score().isPresent()) {
                    made = Optional.of(EncodeRun.Made.of(directory, known));
                } else {
                    known = known.truth().isPresent() ? known : truth(watcher);
                    EncodeRun.Inputs inputs = inputs(known, made.isPresent() ? Optional.empty() : archive);
                    made = Optional.of(EncodeRun.chained(directory, stage, inputs, made, quiet(watcher)));
                }
                archive = Optional.of(directory.archive(directory.finished().getLast()));
            }
        }
        return archive.orElseThrow();
    }

    private EncodeRun.Inputs inputs(TruthSource known, Optional<Path> begin) throws IOException {
        return new EncodeRun.Inputs(
                known,
                originalBytes,
                threads,
                begin.isPresent()
                        ? Optional.of(ArchiveFile.open(Files.readAllBytes(begin.get()))
                                .drawable())
                        : Optional.empty());
    }

    /**
     * What the trainings of an encode have said, stages numbered through: the columns of a run directory's
     * {@code metrics.csv}. Empty where nothing of it is left in the folder.
     */
    String curves() throws IOException {
        StringBuilder all = new StringBuilder();
        List<String> keys = keys();
        for (int i = 0; i < keys.size(); i++) {
            Path file = folder.resolve(name(keys.get(i))).resolve("metrics.csv");
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
                    String stage = cells[1].substring(cells[1].indexOf('-'));
                    all.append(String.format(Locale.ROOT, "%s,%02d%s,%s\n", cells[0], i + 2, stage, cells[2]));
                }
            }
        }
        return all.toString();
    }

    /**
     * For each stage the hash of everything that its result depends on; a profile without stages has one, in which
     * nothing is trained.
     */
    private List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        String key = CanonicalJson.hash(List.of(base(), hash(init)));
        for (int i = 0; i < Math.max(1, profile.stages().size()); i++) {
            key = CanonicalJson.hash(List.of(key, only(i).canonical()));
            keys.add(key);
        }
        return keys;
    }

    private String base() throws IOException {
        return CanonicalJson.hash(List.of(
                original.key().clipHash(), original.networks().identity().hash(), originalBytes, CodeVersion.hash()));
    }

    private static String hash(Optional<Path> archive) throws IOException {
        return archive.isPresent() ? Sha256.of(archive.get()) : "none";
    }

    private static String name(String key) {
        return key.substring(0, 32);
    }

    /** The profile with one stage; only the last one packs as the profile says. */
    private Profile only(int index) {
        boolean last = index >= profile.stages().size() - 1;
        return new Profile(
                profile.renderer(),
                profile.stream(),
                profile.stages().isEmpty()
                        ? List.of()
                        : List.of(profile.stages().get(index)),
                !last && profile.pack() == MaskEffort.MAX ? MaskEffort.BEST : profile.pack(),
                1,
                0,
                profile.seed());
    }

    /** One worker at a time computes a stage; others wait for it and take what it made. */
    private RunDirectory open(Path path, String profileHash, String begin, ProgressListener watcher)
            throws IOException, InterruptedException {
        RunIdentity identity = new RunIdentity(
                original.key().clipHash(),
                0,
                original.pairs(),
                originalBytes,
                original.networks().identity().hash(),
                profileHash,
                begin);
        return RunDirectory.await(path, identity, () -> watcher.update("another worker's stage", 0, 0));
    }

    /** The lab's cache keeps it, for other stages and for the score; the directory only makes others wait. */
    private TruthSource truth(ProgressListener watcher) throws IOException, InterruptedException {
        try (RunDirectory _ = open(folder.resolve("look-" + name(base())), LOOK, "none", watcher)) {
            return original.complete(threads, done -> watcher.update(LOOK, done, original.pairs()));
        }
    }

    /** Shows a lab how far an encode is; the rest is in the run directory. */
    private static RunWatcher quiet(ProgressListener watcher) {
        return new RunWatcher() {
            private volatile String stage = "";

            @Override
            public void begins(String label) {
                stage = label.substring(label.indexOf('-') + 1);
            }

            @Override
            public void update(String what, long done, long total) {
                watcher.update(stage.isEmpty() || stage.equals(what) ? what : stage + ", " + what, done, total);
            }
        };
    }
}
