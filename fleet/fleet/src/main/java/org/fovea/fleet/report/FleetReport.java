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
 * @param first when the first attempt began; absent without one
 * @param last when the newest attempt began; absent without one
 * @param cost of it
 * @param bases that archives need, each with the clips of a profile; beside them clips of these profiles without one;
 *     empty where no archive needs one
 * @param distributions of each measure that is known of any clip
 * @param groups by columns
 * @param outliers clips far from the others, the farthest first
 * @param failures of clips that are not done, by what went wrong, the most frequent first
 * @param change against an earlier fleet, where one was given
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
        Optional<Instant> first,
        Optional<Instant> last,
        Cost cost,
        List<BaseUse> bases,
        List<Distribution> distributions,
        List<Grouping> groups,
        List<Outlier> outliers,
        List<Failure> failures,
        Optional<Change> change,
        List<Listed> listed) {
    /** Version of the document. */
    public static final int VERSION = 1;

    public FleetReport {
        bases = List.copyOf(bases);
        distributions = List.copyOf(distributions);
        groups = List.copyOf(groups);
        outliers = List.copyOf(outliers);
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
     * @param originalBytesPerVideoHour of the same clips; empty without any
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
            Optional<Double> originalBytesPerVideoHour,
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
     * Clips by the values of a column.
     *
     * @param column its name
     * @param values that it has, in alphabetical order
     * @param left number of further values, which are rarer
     */
    public record Grouping(String column, List<Group> values, int left) {
        public Grouping {
            values = List.copyOf(values);
        }
    }

    /**
     * Clips with a value in common.
     *
     * @param value of the column; empty for clips without one
     * @param clips that have it
     * @param failed how many of them failed
     * @param measures of those that are done
     */
    public record Group(String value, int clips, int failed, Map<Measure, Summary> measures) {
        public Group {
            measures = Map.copyOf(measures);
        }
    }

    /**
     * A clip far from the others.
     *
     * @param clip its id
     * @param measure in which it is
     * @param value of it
     * @param median of all
     * @param deviations how far it is from the median, in standard deviations as the median deviation tells them; has a
     *     sign
     */
    public record Outlier(String clip, Measure measure, double value, double median, double deviations) {}

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

    /**
     * Against an earlier fleet.
     *
     * @param results its folder
     * @param added clips that the earlier one has no row of
     * @param gone clips that only the earlier one has rows of
     * @param changedClips clips in both whose content differs; they are not compared further
     * @param compared clips that are done in both, with the same content
     * @param sameArchives of these, archives with the same bytes
     * @param repaired clips that failed there and are done here
     * @param broken clips that were done there and failed here
     * @param otherNetworks of the compared ones, those encoded for other networks, whose scores are not compared
     * @param based what changed for clips that need a base here and needed none there; absent without any
     * @param measures for each measure: what changed
     * @param largest the largest changes of the score, in either direction
     */
    public record Change(
            String results,
            int added,
            int gone,
            int changedClips,
            int compared,
            int sameArchives,
            List<String> repaired,
            List<String> broken,
            int otherNetworks,
            Optional<BasedChange> based,
            List<MeasureChange> measures,
            List<ClipChange> largest) {
        public Change {
            repaired = List.copyOf(repaired);
            broken = List.copyOf(broken);
            measures = List.copyOf(measures);
            largest = List.copyOf(largest);
        }
    }

    /**
     * What changed in a measure, over clips of which both fleets know it.
     *
     * @param measure what is measured
     * @param clips how many
     * @param before mean there
     * @param after mean here
     * @param lower clips whose value is lower here
     * @param higher clips whose value is higher here
     * @param differences of the clips, here less there
     */
    public record MeasureChange(
            Measure measure, int clips, double before, double after, int lower, int higher, Summary differences) {}

    /**
     * The same clips without and with a base.
     *
     * @param clips how many, of the same content and networks
     * @param bytesBefore of their archives there
     * @param bytesAfter of their archives here
     * @param shares of bases that these archives bear
     * @param scoreBefore mean there
     * @param scoreAfter mean here
     * @param cpuHoursBefore of the newest work there
     * @param cpuHoursAfter of the newest work here; the training of the base is in neither
     */
    public record BasedChange(
            int clips,
            long bytesBefore,
            long bytesAfter,
            long shares,
            double scoreBefore,
            double scoreAfter,
            double cpuHoursBefore,
            double cpuHoursAfter) {}

    /**
     * What changed for a clip.
     *
     * @param clip its id
     * @param before score there
     * @param after score here
     * @param bytesBefore of the archive there
     * @param bytesAfter of the archive here
     * @param shareBefore of a base there, 0 without
     * @param shareAfter of a base here, 0 without
     */
    public record ClipChange(
            String clip,
            double before,
            double after,
            long bytesBefore,
            long bytesAfter,
            long shareBefore,
            long shareAfter) {}
}
