package org.fovea.challenge.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ZipReader;

/** Checks a submission directory of any kind against the challenge's rules. */
public record SubmissionCheck(IsolatedInflation inflation, int pairs, FrameSize size) {
    private static final int JUDGE_CORES = 4;

    public enum State {
        OK,
        BROKEN,
        /** For people to judge. */
        NOTE
    }

    /** What was found of a rule. */
    public record Finding(String rule, State state, String found) {
        private static Finding of(String rule, State state, String format, Object... values) {
            return new Finding(rule, state, String.format(Locale.ROOT, format, values));
        }
    }

    /**
     * Checks.
     *
     * @param submission the directory; it is copied, not changed
     * @param progress called with the number of pairs that {@code inflate.sh} has written
     * @param findings receives a line for each rule, as far as it could be checked, once it is known
     */
    public void run(Path submission, IntConsumer progress, Consumer<Finding> findings)
            throws IOException, InterruptedException {
        findings.accept(new Finding(
                "isolation",
                State.NOTE,
                inflation.isolation().label() + ": " + inflation.isolation().description()
                        + "; the judge may lack a program that this machine has, such as a Java"));
        boolean complete = archive(submission, findings) & script(submission, findings);
        others(submission, findings);
        if (complete) {
            inflate(submission, progress, findings);
        }
    }

    private static boolean archive(Path submission, Consumer<Finding> findings) throws IOException {
        Path file = submission.resolve(SubmissionFiles.ARCHIVE);
        if (!Files.isRegularFile(file)) {
            findings.accept(new Finding(SubmissionFiles.ARCHIVE, State.BROKEN, "missing; the rate is its size"));
            return false;
        }
        try {
            int members = ZipReader.open(Files.readAllBytes(file)).members().size();
            findings.accept(Finding.of(
                    SubmissionFiles.ARCHIVE,
                    State.OK,
                    "%,d bytes are charged; %d member%s",
                    Files.size(file),
                    members,
                    members == 1 ? "" : "s"));
            return true;
        } catch (FormatException e) {
            findings.accept(new Finding(
                    SubmissionFiles.ARCHIVE, State.BROKEN, "not a ZIP file that can be unpacked: " + e.reason()));
            return false;
        }
    }

    private static boolean script(Path submission, Consumer<Finding> findings) {
        Path script = submission.resolve(SubmissionFiles.SCRIPT);
        boolean there = Files.isRegularFile(script);
        findings.accept(
                there
                        ? new Finding(
                                SubmissionFiles.SCRIPT,
                                State.OK,
                                Files.isExecutable(script)
                                        ? "present"
                                        : "present, not executable: the judge calls it with bash, so it works there; "
                                                + "chmod +x inflate.sh lets others start it")
                        : new Finding(SubmissionFiles.SCRIPT, State.BROKEN, "missing; the judge calls it with bash"));
        return there;
    }

    /** Files that the judge's program does not charge, although the rules charge those with weights or tables. */
    private static void others(Path submission, Consumer<Finding> findings) throws IOException {
        long count = 0;
        long bytes = 0;
        long runtime = 0;
        String largest = "none";
        long most = -1;
        try (Stream<Path> files = Files.walk(submission)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path name = submission.relativize(file);
                String top = name.getName(0).toString();
                if (top.equals(SubmissionFiles.ARCHIVE) || IsolatedInflation.MADE_BY_JUDGE.contains(top)) {
                    continue;
                }
                count++;
                bytes += Files.size(file);
                if (name.startsWith(SubmissionFiles.RUNTIME)) {
                    runtime += Files.size(file);
                } else if (Files.size(file) > most) {
                    most = Files.size(file);
                    largest = name.toString();
                }
            }
        }
        findings.accept(Finding.of(
                "other files",
                State.NOTE,
                "%d with %,d bytes%s, the largest is %s; programs are free, weights and tables about the clip "
                        + "must be in archive.zip",
                count,
                bytes,
                runtime == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", of these %,d in %s, where fovea package puts Java; of the others",
                                runtime,
                                SubmissionFiles.RUNTIME),
                largest));
    }

    private void inflate(Path submission, IntConsumer progress, Consumer<Finding> findings)
            throws IOException, InterruptedException {
        try {
            IsolatedInflation.Frames frames = inflation.frames(submission, pairs, size, progress);
            findings.accept(Finding.of(
                    "frames", State.OK, "%d of %s in 0.raw, %,d bytes", 2 * pairs, size, Files.size(frames.raw())));
            findings.accept(time(
                    frames.seconds(),
                    frames.use().processorSeconds(),
                    frames.use().load(),
                    Runtime.getRuntime().availableProcessors()));
            frames.use()
                    .peak()
                    .ifPresent(peak -> findings.accept(Finding.of(
                            "memory",
                            peak > JudgeResult.MAX_BYTES ? State.BROKEN : State.OK,
                            "%,d MB at most, of 16,000",
                            peak / 1_000_000)));
        } catch (JudgeFailure e) {
            findings.accept(new Finding("frames", State.BROKEN, String.valueOf(e.getMessage())));
        } catch (FormatException e) {
            findings.accept(new Finding("frames", State.BROKEN, "archive.zip cannot be unpacked: " + e.reason()));
        }
    }

    /**
     * Judges the time. On a machine with other work the clock says little: there a submission is too slow for certain
     * only on a free one, and fast enough if one processor would do it in time.
     *
     * @param processorSeconds of all its processes
     * @param load of the machine meanwhile, its own included
     */
    static Finding time(double seconds, double processorSeconds, double load, int cores) {
        int most = JudgeResult.MAX_MINUTES * 60;
        boolean busy = load > cores + 1;
        State state = State.OK;
        if (seconds > most && !(busy && processorSeconds > 0 && processorSeconds <= most)) {
            state = busy ? State.NOTE : State.BROKEN;
        }
        return Finding.of(
                "time",
                state,
                "%s of %d:00 by the clock, %s of processor time, on %d processors with load %.1f%s; the judge "
                        + "has %d, or a T4",
                clock(seconds),
                JudgeResult.MAX_MINUTES,
                clock(processorSeconds),
                cores,
                load,
                !busy ? "" : state == State.NOTE ? " (busy: try it on a free machine)" : " (busy)",
                JUDGE_CORES);
    }

    private static String clock(double seconds) {
        return String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60);
    }
}
