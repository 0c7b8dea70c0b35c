package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.Attempt.Outcome;
import org.fovea.fleet.table.History;
import org.fovea.fleet.work.ClipTask;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;

/** Work that takes no time: an archive of a few bytes, and a row. */
final class StubWork implements ClipWork {
    /** Size of an archive. */
    static final int BYTES = 40;

    private final FleetFolder folder;
    private final Map<String, Integer> broken = new HashMap<>();
    private final List<String> worked = Collections.synchronizedList(new ArrayList<>());
    private int everythingFails;

    StubWork(FleetFolder folder) {
        this.folder = folder;
    }

    /** A clip fails with an exit code. */
    StubWork broken(String clip, int exitCode) {
        broken.put(clip, exitCode);
        return this;
    }

    /** A clip fails at a step, in vain. */
    StubWork brokenAt(String clip, Step step) {
        return broken(clip + " " + step.word(), 3);
    }

    /** All do. */
    void everythingFails(int exitCode) {
        everythingFails = exitCode;
    }

    /** What was worked on, in the order in which it began. */
    List<String> order() {
        return List.copyOf(worked);
    }

    /** What was worked on, in alphabetical order. */
    List<String> worked() {
        return worked.stream().sorted().toList();
    }

    @Override
    public Optional<Attempt> attempt(ClipTask task, Optional<History.Entry> before) throws IOException {
        String clip = task.clip().id();
        Path path = Path.of(task.clip().uri());
        if (task.clip().uri().contains("://")) {
            return Optional.of(missing(task, "only local and shared paths are reached from here"));
        }
        Attempt.Subject subject;
        try {
            subject = new Attempt.Subject(
                    clip,
                    task.clip().uri(),
                    Files.size(path),
                    Files.getLastModifiedTime(path).toMillis(),
                    Sha256.of(path),
                    task.clip().columns());
        } catch (NoSuchFileException e) {
            return Optional.of(missing(task, "no such file; check the path"));
        }
        boolean encodes = task.step() == Step.COMPRESS;
        String key = task.key(
                task.step().content(subject.sha256(), task.step().ofArchive() ? Sha256.of(folder.archive(clip)) : ""));
        if (before.filter(entry -> entry.done() && entry.key().equals(key)).isPresent()
                && folder.isThere(task.step(), clip)) {
            return Optional.empty();
        }
        worked.add(encodes ? clip : clip + " " + task.step().word());
        int number = before.filter(entry -> entry.key().equals(key))
                        .map(History.Entry::attempts)
                        .orElse(0)
                + 1;
        int exitCode = everythingFails != 0
                ? everythingFails
                : broken.getOrDefault(
                        clip, broken.getOrDefault(clip + " " + task.step().word(), 0));
        if (exitCode != 0) {
            return Optional.of(failed(task, subject, key, number, Optional.of(exitCode), clip + " is broken"));
        }
        byte[] archive = (key + "0".repeat(BYTES))
                .substring(64 - BYTES / 2, 64 + BYTES / 2)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Optional<Path> output = folder.output(task.step(), clip);
        if (output.isPresent()) {
            AtomicFile.write(output.get(), archive, true);
        }
        return Optional.of(kept(
                task,
                subject,
                key,
                number,
                Outcome.DONE,
                Optional.of(0),
                Optional.empty(),
                Optional.of(new Attempt.Made(
                        BYTES,
                        Sha256.of(output.orElse(folder.archive(clip))),
                        Map.of("masks", 30L, "structure", 10L),
                        Optional.of(0.5),
                        Map.of("score", 0.5, "terms.segmentation", 0.25, "terms.pose", 0.15, "terms.rate", 0.1),
                        60,
                        6,
                        Map.of("train", 1.0),
                        Optional.empty()))));
    }

    private Attempt missing(ClipTask task, String why) throws IOException {
        String uri = task.clip().uri();
        Attempt.Subject nothing = new Attempt.Subject(task.clip().id(), uri, 0, 0, "", Map.of());
        return failed(task, nothing, "", 1, Optional.empty(), uri + ": " + why);
    }

    private Attempt failed(
            ClipTask task, Attempt.Subject subject, String key, int number, Optional<Integer> exitCode, String error)
            throws IOException {
        return kept(task, subject, key, number, Outcome.FAILED, exitCode, Optional.of(error), Optional.empty());
    }

    private Attempt kept(
            ClipTask task,
            Attempt.Subject subject,
            String key,
            int number,
            Outcome outcome,
            Optional<Integer> exitCode,
            Optional<String> error,
            Optional<Attempt.Made> made)
            throws IOException {
        Attempt attempt = new Attempt(
                Attempt.SCHEMA,
                subject,
                new Attempt.Work(
                        task.step().word(),
                        key,
                        task.evaluators().name(),
                        task.evaluators().sha256(),
                        task.profile().name(),
                        task.profile().sha256(),
                        task.program()),
                new Attempt.Run(
                        number, outcome, error, exitCode, Instant.now(), 1, 1, 1 << 20, 1, "host", "machine", Map.of()),
                made);
        folder.rows().add(attempt);
        return attempt;
    }
}
