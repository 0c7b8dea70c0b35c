package org.fovea.challenge.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ZipReader;

/** Checks a submission directory of any kind against the challenge's rules. */
public final class SubmissionCheck {
    private static final Set<String> EVALUATED = Set.of(SubmissionFiles.ARCHIVE, "archive", "inflated");
    private static final int JUDGE_CORES = 4;

    private final IsolatedInflation inflation;
    private final int pairs;
    private final FrameSize size;

    /**
     * A check.
     *
     * @param inflation that runs {@code inflate.sh}
     * @param pairs of the clip
     * @param size of the clip's frames
     */
    public SubmissionCheck(IsolatedInflation inflation, int pairs, FrameSize size) {
        this.inflation = inflation;
        this.pairs = pairs;
        this.size = size;
    }

    /** How a rule stands. */
    public enum State {
        /** The submission keeps it. */
        OK,
        /** The submission breaks it. */
        BROKEN,
        /** For people to judge. */
        NOTE
    }

    /**
     * What was found of a rule.
     *
     * @param rule in a word or two
     * @param state how it stands
     * @param found what is there, for people
     */
    public record Finding(String rule, State state, String found) {}

    /**
     * Checks.
     *
     * @param submission the directory; it is copied, not changed
     * @param progress called with the number of pairs that {@code inflate.sh} has written
     * @return a line for each rule, as far as it could be checked
     */
    public List<Finding> run(Path submission, IntConsumer progress) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean complete = archive(submission, findings) & script(submission, findings);
        others(submission, findings);
        if (complete) {
            inflate(submission, progress, findings);
        }
        return findings;
    }

    private static boolean archive(Path submission, List<Finding> findings) throws IOException {
        Path file = submission.resolve(SubmissionFiles.ARCHIVE);
        if (!Files.isRegularFile(file)) {
            findings.add(new Finding(SubmissionFiles.ARCHIVE, State.BROKEN, "missing; the rate is its size"));
            return false;
        }
        try {
            int members = ZipReader.open(Files.readAllBytes(file)).members().size();
            findings.add(new Finding(
                    SubmissionFiles.ARCHIVE,
                    State.OK,
                    String.format(
                            Locale.ROOT,
                            "%,d bytes are charged; %d member%s",
                            Files.size(file),
                            members,
                            members == 1 ? "" : "s")));
            return true;
        } catch (FormatException e) {
            findings.add(new Finding(
                    SubmissionFiles.ARCHIVE, State.BROKEN, "not a ZIP file that can be unpacked: " + e.reason()));
            return false;
        }
    }

    private static boolean script(Path submission, List<Finding> findings) {
        boolean there = Files.isRegularFile(submission.resolve(SubmissionFiles.SCRIPT));
        findings.add(
                there
                        ? new Finding(SubmissionFiles.SCRIPT, State.OK, "present")
                        : new Finding(SubmissionFiles.SCRIPT, State.BROKEN, "missing; the judge calls it with bash"));
        return there;
    }

    /** Files that the judge's program does not charge, although the rules charge those with weights or tables. */
    private static void others(Path submission, List<Finding> findings) throws IOException {
        long count = 0;
        long bytes = 0;
        String largest = "";
        long most = -1;
        try (Stream<Path> files = Files.walk(submission)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path name = submission.relativize(file);
                if (EVALUATED.contains(name.getName(0).toString())) {
                    continue;
                }
                count++;
                bytes += Files.size(file);
                if (Files.size(file) > most) {
                    most = Files.size(file);
                    largest = name.toString();
                }
            }
        }
        findings.add(new Finding(
                "other files",
                State.NOTE,
                String.format(
                        Locale.ROOT,
                        "%d with %,d bytes, the largest is %s; programs are free, weights and tables about the clip "
                                + "must be in archive.zip",
                        count,
                        bytes,
                        largest)));
    }

    private void inflate(Path submission, IntConsumer progress, List<Finding> findings)
            throws IOException, InterruptedException {
        try {
            IsolatedInflation.Frames frames = inflation.frames(submission, pairs, size, progress);
            findings.add(new Finding(
                    "frames",
                    State.OK,
                    String.format(
                            Locale.ROOT, "%d of %s in 0.raw, %,d bytes", 2 * pairs, size, Files.size(frames.raw()))));
            int cores = Runtime.getRuntime().availableProcessors();
            findings.add(new Finding(
                    "time",
                    frames.seconds() > JudgeResult.MAX_MINUTES * 60 ? State.BROKEN : State.OK,
                    String.format(
                            Locale.ROOT,
                            "%d:%02d of %d:00 on %d processors of this machine; the judge has %d, or a T4",
                            (long) frames.seconds() / 60,
                            (long) frames.seconds() % 60,
                            JudgeResult.MAX_MINUTES,
                            cores,
                            JUDGE_CORES)));
            frames.peakBytes()
                    .ifPresent(peak -> findings.add(new Finding(
                            "memory",
                            peak > JudgeResult.MAX_BYTES ? State.BROKEN : State.OK,
                            String.format(Locale.ROOT, "%,d MB at most, of 16,000", peak / 1_000_000))));
        } catch (JudgeFailure e) {
            findings.add(new Finding("frames", State.BROKEN, String.valueOf(e.getMessage())));
        } catch (FormatException e) {
            findings.add(new Finding("frames", State.BROKEN, "archive.zip cannot be unpacked: " + e.reason()));
        }
    }
}
