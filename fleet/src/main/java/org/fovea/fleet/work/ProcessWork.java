package org.fovea.fleet.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.app.score.Machine;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.DurableFiles;
import org.fovea.codec.io.Folders;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.plan.SweepOrder;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.Attempt.Outcome;
import org.fovea.fleet.table.History;
import org.fovea.video.clip.Clip;

/**
 * Does a clip's work in a process of this program: {@code fovea compress} as a person would start it, in a run directory in the fleet's folder, so that any later attempt goes on from its last
 * checkpoint, on another machine too. The archive is moved into place, then the row is kept, then the run directory goes: whoever is killed between two of these does the last one again.
 */
public final class ProcessWork implements ClipWork {
    /** Exit code of a program whose machine lacks something; many of them in a row end a run. */
    private static final int ENVIRONMENT = 4;

    /** Folder of a sweep's points, from which a later attempt goes on. */
    private static final String SWEEP = "sweep";

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
            Optional<Unread> unread = trial.read(true);
            if (unread.isPresent()) {
                return Optional.of(trial.keep(unread.get()));
            }
            if (before.filter(entry -> entry.done() && entry.key().equals(trial.key))
                            .isPresent()
                    && folder.isThere(task.step(), task.clip().id())) {
                return Optional.empty();
            }
            unread = trial.fetch();
            return Optional.of(unread.isPresent() ? trial.keep(unread.get()) : trial.run());
        }
    }

    /**
     * Keeps a row of an attempt that whoever worked on it can tell nothing of any more, because its machine went away.
     *
     * @param error one line
     */
    public Attempt lost(ClipTask task, Optional<History.Entry> before, String error)
            throws IOException, InterruptedException {
        try (Trial trial = new Trial(task, before)) {
            Optional<Unread> unread = trial.read(false);
            return unread.isPresent()
                    ? trial.keep(unread.get())
                    : trial.keep(Outcome.KILLED, Optional.of(error), Optional.of(NOT_STARTED), Optional.empty());
        }
    }

    /**
     * Why a clip cannot be worked on.
     *
     * @param line for people
     * @param passes whether it may be otherwise next time
     */
    private record Unread(String line, boolean passes) {}

    /** One attempt. */
    private final class Trial implements AutoCloseable {
        private final ClipTask task;
        private final FleetClip clip;
        private final Optional<History.Entry> before;
        private final Instant started = Instant.now();
        private History.Content content;
        private String key = "";
        private Optional<ClipCopies.Copy> copy = Optional.empty();

        private Trial(ClipTask task, Optional<History.Entry> before) {
            this.task = task;
            this.clip = task.clip();
            this.before = before;
            this.content = new History.Content(clip.uri(), 0, 0, "");
        }

        /**
         * Reads what the key is made of; gives a line where that is not possible.
         *
         * @param copying whether a clip with an address may be copied, where its hash is not known; without, there is no key then
         */
        private Optional<Unread> read(boolean copying) throws InterruptedException {
            if (task.start().filter(from -> from.sha256().isEmpty()).isPresent()) {
                return Optional.of(new Unread(
                        task.start().get().archive()
                                + ": is not there, so that nothing can begin with it; see startFrom in the fleet's file",
                        false));
            }
            return trying(() -> {
                Optional<History.Content> known = before.map(History.Entry::content);
                content = isAddress() ? reached(known, copying) : content(clip, known);
                if (!isAddress() || !content.sha256().isEmpty() || !needsClip()) {
                    setKey();
                }
            });
        }

        /** Has the clip here where its step needs it, and it is elsewhere. What came is what counts: it may have been changed since its hash was taken. */
        private Optional<Unread> fetch() throws InterruptedException {
            if (!isAddress() || copy.isPresent() || !needsClip()) {
                return Optional.empty();
            }
            return trying(() -> {
                content = reached(Optional.empty(), true);
                setKey();
            });
        }

        private boolean isAddress() {
            return RemoteFiles.isAddress(clip.uri());
        }

        /** Repacked and inflated is the archive alone. */
        private boolean needsClip() {
            return task.step() == Step.SCORE || !task.step().ofArchive();
        }

        private void setKey() throws IOException {
            key = task.key(task.step()
                    .content(content.sha256(), task.step().ofArchive() ? Sha256.of(folder.archive(clip.id())) : ""));
        }

        /** Facts and hash of a clip with an address; copies it where nobody knows the hash. */
        private History.Content reached(Optional<History.Content> known, boolean copying)
                throws IOException, InterruptedException {
            RemoteFiles.Facts facts = copies.facts(clip.uri());
            content = new History.Content(clip.uri(), facts.bytes(), facts.modified(), "");
            Optional<String> hash = hash(known, content);
            if (hash.isEmpty() && copying && needsClip()) {
                copy = Optional.of(copies.fetch(clip.uri(), facts));
                hash = copy.map(ClipCopies.Copy::sha256);
            }
            return new History.Content(clip.uri(), facts.bytes(), facts.modified(), hash.orElse(""));
        }

        /** Something that reads the clip. */
        @FunctionalInterface
        private interface Reading {
            void read() throws IOException, InterruptedException;
        }

        /** What kept from reading, as a line. */
        private Optional<Unread> trying(Reading reading) throws InterruptedException {
            try {
                reading.read();
                return Optional.empty();
            } catch (NoSuchFileException e) {
                String file = String.valueOf(e.getFile());
                return Optional.of(new Unread(
                        file + ": no such file; check the " + (RemoteFiles.isAddress(file) ? "address" : "path"),
                        false));
            } catch (FileSystemException e) {
                String reason = e.getReason() == null ? e.getMessage() : e.getReason();
                return Optional.of(new Unread(clip.uri() + ": cannot be read: " + reason, false));
            } catch (InterruptedIOException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                return Optional.of(new Unread(clip.uri() + ": cannot be read: " + e.getMessage(), isAddress()));
            } catch (IOException e) {
                return Optional.of(new Unread(clip.uri() + ": cannot be read: " + e.getMessage(), isAddress()));
            }
        }

        /** The clip, or its copy. */
        private Path original() {
            return copy.map(ClipCopies.Copy::file)
                    .orElseGet(() -> Path.of(clip.uri()).toAbsolutePath());
        }

        @Override
        public void close() throws IOException {
            if (copy.isPresent()) {
                copy.get().close();
            }
        }

        private Attempt run() throws IOException, InterruptedException {
            Path work = folder.work(clip.id(), key);
            Files.createDirectories(work);
            Path log = work.resolve("log.txt");
            Path result = work.resolve("result.json");
            Files.deleteIfExists(result);
            Worker.Ended ended = Worker.run(
                    program.command(limits.heapMegabytes(), work.resolve("crash.txt"), arguments(work, result)),
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
            Path output = output(work);
            boolean tells = task.step() == Step.COMPRESS || task.step() == Step.SCORE;
            Attempt.Made made = tells
                    ? new WorkerResult(result).made(videoSeconds())
                    : Attempt.Made.file(Files.size(output), Sha256.of(output), videoSeconds());
            if (task.step() == Step.SWEEP) {
                made = new WorkerResult(output).swept(made);
                DurableFiles.move(work.resolve(SWEEP).resolve("best.yaml"), folder.sweptProfile(clip.id()));
            }
            Optional<Path> place = folder.output(task.step(), clip.id());
            if (place.isPresent()) {
                DurableFiles.move(output, place.get()); // the table says next that it is there
            }
            Attempt attempt = keep(Outcome.DONE, Optional.empty(), Optional.of(ended), Optional.of(made));
            removeRuns(clip.id());
            return attempt;
        }

        private List<String> arguments(Path work, Path result) {
            String original = original().toString();
            String archive = folder.archive(clip.id()).toString();
            String output = output(work).toString();
            List<String> evaluators = List.of("--evaluators", task.evaluators().name());
            List<String> told = List.of("--json", result.toString(), "--no-cache");
            List<String> arguments = new ArrayList<>();
            switch (task.step()) {
                case COMPRESS -> {
                    arguments.addAll(List.of("compress", original, "-o", output));
                    arguments.addAll(List.of("--profile", task.profile().name(), "--resume"));
                    task.start()
                            .ifPresent(from -> arguments.addAll(
                                    List.of("--start-from", from.archive().toString())));
                    arguments.addAll(evaluators);
                    arguments.addAll(told);
                }
                case SCORE -> {
                    arguments.addAll(List.of("score", "--original", original, "--candidate", archive));
                    arguments.addAll(evaluators);
                    arguments.addAll(told);
                }
                case REPACK -> arguments.addAll(List.of("repack", archive, "-o", output, "--effort", "max", "--force"));
                case INFLATE -> arguments.addAll(List.of("inflate", archive, "-o", output, "--force"));
                case LOOK -> {
                    arguments.addAll(List.of("mask", "look", original, "-o", output, "--places", "--force"));
                    arguments.addAll(evaluators);
                }
                case SWEEP -> {
                    SweepOrder order = task.sweep().orElseThrow();
                    arguments.addAll(List.of("robust", "sweep", original));
                    arguments.addAll(List.of("-o", work.resolve(SWEEP).toString()));
                    arguments.addAll(List.of("--profile", order.profile()));
                    order.vary().forEach(each -> arguments.addAll(List.of("--vary", each)));
                    if (order.random() > 0) {
                        arguments.addAll(List.of("--random", Integer.toString(order.random())));
                    }
                    arguments.addAll(List.of("--finalists", Integer.toString(order.finalists())));
                    arguments.addAll(evaluators);
                }
                case MASKS -> {
                    arguments.addAll(List.of("mask", "look", original, "-o", output, "--force"));
                    arguments.addAll(evaluators);
                }
            }
            arguments.addAll(List.of("--threads", Integer.toString(limits.cores()), "--quiet"));
            return arguments;
        }

        /** What the program writes; an ending tells it of what kind. */
        private Path output(Path work) {
            if (task.step() == Step.SWEEP) {
                return work.resolve(SWEEP).resolve("sweep.json");
            }
            String name = task.step().output("archive").orElse("archive");
            return work.resolve(name.substring(name.lastIndexOf('/') + 1));
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

        private double videoSeconds() throws IOException {
            if (isAddress() && copy.isEmpty()) {
                return 0; // the step needs the archive alone
            }
            try {
                var facts = Clip.open(original()).facts();
                return facts.frameRate().isKnown()
                        ? facts.count().frames() / facts.frameRate().perSecond()
                        : 0;
            } catch (FormatException e) {
                return 0; // a folder that holds the clip, or a clip that was replaced meanwhile
            }
        }

        private Attempt keep(Unread unread) throws IOException {
            return keep(
                    Outcome.FAILED,
                    Optional.of(unread.line()),
                    unread.passes() ? Optional.of(NOT_STARTED) : Optional.empty(),
                    Optional.empty());
        }

        private Attempt keep(
                Outcome outcome, Optional<String> error, Optional<Worker.Ended> ended, Optional<Attempt.Made> made)
                throws IOException {
            int earlier = before.filter(entry -> entry.key().equals(key))
                    .map(History.Entry::attempts)
                    .orElse(0);
            Attempt attempt = new Attempt(
                    Attempt.SCHEMA,
                    new Attempt.Subject(
                            clip.id(),
                            clip.uri(),
                            content.bytes(),
                            content.modified(),
                            content.sha256(),
                            clip.columns()),
                    new Attempt.Work(
                            task.step().word(),
                            key,
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

    /** A clip's file and its hash, which is taken over where the file is as it was. */
    static History.Content content(FleetClip clip, Optional<History.Content> known) throws IOException {
        Path path = Path.of(clip.uri());
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FileSystemException(clip.uri(), null, "is no file"); // a device has no end
        }
        History.Content now = new History.Content(
                clip.uri(), Files.size(path), Files.getLastModifiedTime(path).toMillis(), "");
        Optional<String> hash = hash(known, now);
        return new History.Content(
                clip.uri(), now.bytes(), now.modified(), hash.isPresent() ? hash.get() : Sha256.of(path));
    }

    /** The hash that was taken of a file that is as it was. */
    private static Optional<String> hash(Optional<History.Content> known, History.Content now) {
        return known.filter(was -> was.uri().equals(now.uri())
                        && was.bytes() == now.bytes()
                        && was.modified() == now.modified()
                        && !was.sha256().isEmpty())
                .map(History.Content::sha256);
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
        Pattern own = Pattern.compile(Pattern.quote(clip) + "\\.[0-9a-f]{16}");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                folder.path().resolve("runs"),
                each -> own.matcher(each.getFileName().toString()).matches())) {
            for (Path each : all) {
                Folders.remove(each);
            }
        }
    }
}
