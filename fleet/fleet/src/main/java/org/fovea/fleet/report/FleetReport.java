package org.fovea.fleet.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.site.plot.Histogram;

/**
 * What a fleet came to, from its table alone: {@code report.json}.
 *
 * @param version of this document, 1
 * @param results folder of the fleet
 * @param made when
 * @param clips with a row
 * @param done clips whose archive is there
 * @param failed clips whose newest row of a step is not done
 * @param attempts rows of the table
 * @param cost of it
 * @param bases that archives need, each with the clips of a profile; beside them clips of these profiles without one;
 *     empty where no archive needs one
 * @param distributions of each measure that is known of any clip
 * @param failures of clips that are not done, by what went wrong, the most frequent first
 * @param listed clips that failed, then the highest scores; at most 200
 */
public record FleetReport(
        int version,
        String results,
        Instant made,
        int clips,
        int done,
        int failed,
        long attempts,
        Cost cost,
        List<BaseUse> bases,
        List<Distribution> distributions,
        List<Failure> failures,
        List<Listed> listed) {
    public static final int VERSION = 1;

    public FleetReport {
        bases = List.copyOf(bases);
        distributions = List.copyOf(distributions);
        failures = List.copyOf(failures);
        listed = List.copyOf(listed);
    }

    /**
     * A clip of the list.
     *
     * @param clip its id
     * @param status {@code done}, or what its newest attempt said
     * @param bytes of the archive; absent where there is none
     * @param charged the same with its share of the base; absent where no archive of the fleet needs one
     * @param score of the archive
     */
    public record Listed(
            String clip, String status, Optional<Long> bytes, Optional<Long> charged, Optional<Double> score) {}

    /**
     * Clips whose archives need a base, or need none.
     *
     * @param profile of these clips
     * @param sha256 of the base; empty where they need none
     * @param bytes of the base, 0 without
     * @param share of it that each clip bears
     * @param clips how many are done
     * @param archiveBytes of all of them
     * @param trial median of what the base lost before any training, as a share of what random weights lost; absent
     *     where no base was tried
     * @param measures of these clips
     */
    public record BaseUse(
            String profile,
            String sha256,
            long bytes,
            long share,
            int clips,
            long archiveBytes,
            Optional<Double> trial,
            Map<Measure, Summary> measures) {
        public BaseUse {
            measures = Map.copyOf(measures);
        }
    }

    /**
     * What it took.
     *
     * @param cpuHours of all attempts, those that failed and those of earlier settings too
     * @param lostCpuHours of the attempts that are not done
     * @param videoHours of the clips that are done and whose length is known
     * @param cpuHoursPerVideoHour of the newest work of these clips; empty without any
     * @param archiveBytes of all archives
     * @param baseBytes of all bases that they need, 0 without
     * @param originalBytes of the clips that have one
     * @param archiveBytesPerVideoHour of clips whose length is known; empty without any
     * @param chargedBytesPerVideoHour the same with their shares of bases; empty where no archive needs one
     * @param peakBytes most memory of any clip
     */
    public record Cost(
            double cpuHours,
            double lostCpuHours,
            double videoHours,
            Optional<Double> cpuHoursPerVideoHour,
            long archiveBytes,
            long baseBytes,
            long originalBytes,
            Optional<Double> archiveBytesPerVideoHour,
            Optional<Double> chargedBytesPerVideoHour,
            long peakBytes) {}

    /**
     * Of a measure, over all clips that are done.
     *
     * @param measure what is measured
     * @param summary of the values
     * @param histogram of the values
     */
    public record Distribution(Measure measure, Summary summary, Histogram histogram) {}

    /**
     * Clips that failed in the same way.
     *
     * @param step that failed
     * @param outcome of the newest attempts
     * @param error of them, with … for the clip's own names and N for numbers
     * @param clips how many
     * @param examples the first of their ids
     */
    public record Failure(String step, String outcome, String error, int clips, List<String> examples) {
        public Failure {
            examples = List.copyOf(examples);
        }
    }
}
