package org.fovea.fleet.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.open.Bases;
import org.fovea.app.score.Machine;
import org.fovea.codec.io.DurableFiles;
import org.fovea.codec.io.Folders;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.WeightBase;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.Attempt.Outcome;
import org.fovea.fleet.table.History;

/**
 * Does a clip's work in a process of this program: {@code fovea compress} as a person would start it, in a run
 * directory in the fleet's folder, so that any later attempt goes on from its last checkpoint, on another machine too.
 * The archive is moved into place, then the row is kept, then the run directory goes: a process that is killed between
 * two of these does the last one again.
 */
public final class ProcessWork implements ClipWork {
    /** Exit code of a program whose machine lacks something; many of them in a row end a run. */
    private static final int ENVIRONMENT = 4;

    /** Of an attempt that its machine is at fault for, before a process began. */
    private static final Worker.Ended NOT_STARTED = new Worker.Ended(ENVIRONMENT, false, 0, 0, 0);

    private static final int KILLED = 128;
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    private static final int LAST_WORDS_MILLISECONDS = 2000;

    private final Program program;
    private final FleetFolder folder;
    private final Limits limits;
    private final ClipCopies copies;
    private final String host = host();
    private final String machine = Machine.describe();

    /**
     * Work of a fleet.
     *
     * @param program that does it
     * @param folder for results
     * @param limits of a clip
     */
    public ProcessWork(Program program, FleetFolder folder, Limits limits) {
        this(program, folder, limits, ClipCopies.NONE);
    }

    /**
     * Work of a fleet whose clips may have addresses.
     *
     * @param program that does it
     * @param folder for results
     * @param limits of a clip
     * @param copies of clips with an address
     */
    public ProcessWork(Program program, FleetFolder folder, Limits limits, ClipCopies copies) {
        this.program = program;
        this.folder = folder;
        this.limits = limits;
        this.copies = copies;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public Optional<Attempt> attempt(ClipTask task, Optional<History.Entry> before)
            throws IOException, InterruptedException {
        try (Trial trial = new Trial(task, before)) {
            Optional<TaskInput.Unread> unread = trial.input.read(before, true);
            if (unread.isPresent()) {
                return Optional.of(trial.keep(unread.get()));
            }
            if (before.filter(entry -> entry.done() && entry.key().equals(trial.input.key()))
                            .isPresent()
                    && folder.isThere(task.step(), task.clip().id())) {
                return Optional.empty();
            }
            unread = trial.input.fetch();
            return Optional.of(unread.isPresent() ? trial.keep(unread.get()) : trial.run());
        }
    }

    /**
     * Keeps a row of an attempt whose worker can report nothing any more, because its machine went away.
     *
     * @param error one line
     */
    public Attempt lost(ClipTask task, Optional<History.Entry> before, String error)
            throws IOException, InterruptedException {
        try (Trial trial = new Trial(task, before)) {
            Optional<TaskInput.Unread> unread = trial.input.read(before, false);
            return unread.isPresent()
                    ? trial.keep(unread.get())
                    : trial.keep(Outcome.KILLED, Optional.of(error), Optional.of(NOT_STARTED), Optional.empty());
        }
    }

    /** One attempt. */
    private final class Trial implements AutoCloseable {
        private final ClipTask task;
        private final FleetClip clip;
        private final Optional<History.Entry> before;
        private final Instant started = Instant.now();
        private final TaskInput input;

        private Trial(ClipTask task, Optional<History.Entry> before) {
            this.task = task;
            this.clip = task.clip();
            this.before = before;
            this.input = new TaskInput(task, folder, copies);
        }

        @Override
        public void close() throws IOException {
            input.close();
        }

        private Attempt run() throws IOException, InterruptedException {
            Path work = folder.work(clip.id(), input.key());
            Files.createDirectories(work);
            Path log = work.resolve("log.txt");
            Path result = work.resolve("result.json");
            Files.deleteIfExists(result);
            StepCommand command = new StepCommand(task, work);
            Worker.Ended ended = Worker.run(
                    program.command(
                            limits.heapMegabytes(),
                            work.resolve("crash.txt"),
                            command.arguments(input.original(), folder.archive(clip.id()), result, limits.cores())),
                    work,
                    log,
                    Duration.ofSeconds(Math.round(limits.hours() * 3600)));
            if (ended.exitCode() != 0 || ended.late()) {
                Outcome outcome =
                        ended.late() ? Outcome.TIMEOUT : ended.exitCode() > KILLED ? Outcome.KILLED : Outcome.FAILED;
                if (ended.exitCode() == INTERRUPTED || ended.exitCode() == TERMINATED) {
                    // Ctrl-C reaches this process, too: it is about to end, and the attempt counts for nothing.
                    Thread.sleep(LAST_WORDS_MILLISECONDS);
                }
                return keep(outcome, Optional.of(error(outcome, ended, log)), Optional.of(ended), Optional.empty());
            }
            Path output = command.output();
            boolean tells = task.step() == Step.COMPRESS || task.step() == Step.SCORE;
            Attempt.Made made = (tells
                            ? new WorkerResult(result).made(input.videoSeconds())
                            : Attempt.Made.file(Files.size(output), Sha256.of(output), input.videoSeconds()))
                    .on(base(output));
            Optional<Path> place = folder.output(task.step(), clip.id());
            if (place.isPresent()) {
                DurableFiles.move(output, place.get()); // the table says next that it is there
            }
            Attempt attempt = keep(Outcome.DONE, Optional.empty(), Optional.of(ended), Optional.of(made));
            removeRuns(clip.id());
            return attempt;
        }

        /** What the archive needs that the step has made or scored. */
        private Optional<Attempt.Base> base(Path output) throws IOException {
            Optional<WeightBase.Reference> needed = switch (task.step()) {
                case COMPRESS, REPACK -> Bases.needed(output);
                case SCORE -> Bases.needed(folder.archive(clip.id()));
                case INFLATE, MASKS -> Optional.empty();
            };
            return needed.map(base -> new Attempt.Base(base.bytes(), base.sha256()));
        }

        private String error(Outcome outcome, Worker.Ended ended, Path log) throws IOException {
            String last = lastLine(log);
            return switch (outcome) {
                case TIMEOUT -> "not finished after " + limits.hours() + " hours; the next attempt goes on";
                case KILLED ->
                    "ended by signal " + (ended.exitCode() - KILLED)
                            + (last.isEmpty() ? "" : "; its last line: " + last);
                case DONE, FAILED ->
                    last.isEmpty() ? "ended with exit code " + ended.exitCode() + " without a word" : last;
            };
        }

        private Attempt keep(TaskInput.Unread unread) throws IOException {
            return keep(
                    Outcome.FAILED,
                    Optional.of(unread.line()),
                    unread.passes() ? Optional.of(NOT_STARTED) : Optional.empty(),
                    Optional.empty());
        }

        private Attempt keep(
                Outcome outcome, Optional<String> error, Optional<Worker.Ended> ended, Optional<Attempt.Made> made)
                throws IOException {
            int earlier = before.filter(entry -> entry.key().equals(input.key()))
                    .map(History.Entry::attempts)
                    .orElse(0);
            Attempt attempt = new Attempt(
                    Attempt.SCHEMA,
                    new Attempt.Subject(
                            clip.id(),
                            clip.uri(),
                            input.content().bytes(),
                            input.content().modified(),
                            input.content().sha256(),
                            clip.columns()),
                    new Attempt.Work(
                            task.step().word(),
                            input.key(),
                            task.evaluators().name(),
                            task.evaluators().sha256(),
                            task.profile().name(),
                            task.profile().sha256(),
                            task.program()),
                    new Attempt.Run(
                            earlier + 1,
                            outcome,
                            error.map(line -> line.replaceAll("\\s*\\R\\s*", " ")),
                            ended.map(Worker.Ended::exitCode),
                            started,
                            Duration.between(started, Instant.now()).toNanos() / 1e9,
                            ended.map(Worker.Ended::cpuSeconds).orElse(0.0),
                            ended.map(Worker.Ended::peakBytes).orElse(0L),
                            limits.cores(),
                            host,
                            machine,
                            program.versions()),
                    made);
            folder.rows().add(attempt);
            return attempt;
        }
    }

    private static String lastLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("WARNING:"))
                    .reduce((first, second) -> second)
                    .map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .orElse("");
        }
    }

    /** Removes what is left of a clip's runs, those of other settings too. */
    private void removeRuns(String clip) throws IOException {
        for (Path each : folder.runs(clip)) {
            Folders.remove(each);
        }
    }
}
