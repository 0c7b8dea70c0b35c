package org.fovea.fleet.table;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at one step of a clip's work: a row of the table. {@code docs/fleet.md} describes the columns that follow
 * from it.
 *
 * @param schema version of the row, {@link #SCHEMA}
 * @param subject the clip
 * @param work what was to be done
 * @param run how that went
 * @param made what came of it; empty where the attempt failed
 */
public record Attempt(int schema, Subject subject, Work work, Run run, Optional<Made> made) {
    /**
     * Version of the rows that are written. Columns may be added under the same version; one that goes or changes its
     * meaning needs another.
     */
    public static final int SCHEMA = 1;

    /** Longest error that is kept, in characters. */
    private static final int MAX_ERROR = 2000;

    /** How an attempt ended. */
    public enum Outcome {
        /** All that was asked for is there. */
        DONE,

        /** The program said what is wrong, in one line. */
        FAILED,

        /** The program was ended from outside, or crashed. */
        KILLED,

        /** It took longer than it may. */
        TIMEOUT;

        /** As the table has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A clip as it was at that time.
     *
     * @param clip its id
     * @param uri where it is
     * @param bytes its size; 0 where it could not be read
     * @param modified when it was last changed, in milliseconds since 1970; 0 where it could not be read
     * @param sha256 of its content; empty where it could not be read
     * @param columns what its list says about it besides
     */
    public record Subject(
            String clip, String uri, long bytes, long modified, String sha256, Map<String, String> columns) {
        public Subject {
            columns = Map.copyOf(columns);
        }
    }

    /**
     * What was to be done.
     *
     * @param step word of the step, as in the fleet's file
     * @param key name of this work: a hash of clip, networks, profile and program; empty where the clip could not be
     *     read
     * @param evaluators as they were named
     * @param evaluatorsSha256 their identity
     * @param profile as it was named; empty for steps without one
     * @param profileSha256 hash of its settings; empty for steps without one
     * @param program identity of the program
     */
    public record Work(
            String step,
            String key,
            String evaluators,
            String evaluatorsSha256,
            String profile,
            String profileSha256,
            String program) {}

    /**
     * How it went.
     *
     * @param number of the attempt at this work, from 1
     * @param outcome how it ended
     * @param error one line; empty where it is done
     * @param exitCode of the process; empty where none was started
     * @param started when
     * @param seconds by the clock
     * @param cpuSeconds of the process and those that it started
     * @param peakBytes most memory of these processes together, sampled; 0 where the system does not tell
     * @param cores that it might use
     * @param host name of the machine
     * @param machine what it computes with
     * @param versions of Fovea, Java and libraries
     */
    public record Run(
            int number,
            Outcome outcome,
            Optional<String> error,
            Optional<Integer> exitCode,
            Instant started,
            double seconds,
            double cpuSeconds,
            long peakBytes,
            int cores,
            String host,
            String machine,
            Map<String, String> versions) {
        public Run {
            error = error.map(line -> line.length() <= MAX_ERROR ? line : line.substring(0, MAX_ERROR));
            versions = Map.copyOf(versions);
        }
    }

    /**
     * What came of it.
     *
     * @param archiveBytes size of the archive, or of the file that another step wrote
     * @param archiveSha256 of the same
     * @param sections bytes of each section; {@code structure} is what belongs to none
     * @param score of the archive, where there is one
     * @param figures every number of the score's document but those of single pairs, by its path: terms, means,
     *     accountings, what classes lost
     * @param pairs that were scored
     * @param videoSeconds length of the clip; 0 where its frame rate is not known
     * @param stageSeconds of each stage of an encode, in their order of names
     * @param base that the archive needs
     */
    public record Made(
            long archiveBytes,
            String archiveSha256,
            Map<String, Long> sections,
            Optional<Double> score,
            Map<String, Double> figures,
            int pairs,
            double videoSeconds,
            Map<String, Double> stageSeconds,
            Optional<Base> base) {
        public Made {
            sections = Map.copyOf(sections);
            figures = Map.copyOf(figures);
            stageSeconds = Map.copyOf(stageSeconds);
        }

        /**
         * Of a step that writes a file and has no score.
         *
         * @param bytes of the file
         * @param sha256 of the file
         * @param videoSeconds length of the clip; 0 where its frame rate is not known
         */
        public static Made file(long bytes, String sha256, double videoSeconds) {
            return new Made(
                    bytes, sha256, Map.of(), Optional.empty(), Map.of(), 0, videoSeconds, Map.of(), Optional.empty());
        }

        /** The same of an archive that needs a base, or of none. */
        public Made on(Optional<Base> other) {
            return new Made(
                    archiveBytes, archiveSha256, sections, score, figures, pairs, videoSeconds, stageSeconds, other);
        }
    }

    /**
     * Weights that archives of other clips need as well.
     *
     * @param bytes of its file
     * @param sha256 of its file
     */
    public record Base(long bytes, String sha256) {}

    public boolean done() {
        return run.outcome() == Outcome.DONE;
    }
}
