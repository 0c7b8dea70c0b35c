package org.fovea.fleet.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fovea.fleet.report.FleetReport.BaseUse;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Distribution;
import org.fovea.fleet.report.FleetReport.Failure;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.plot.Histogram;

public final class FleetReporter {
    private static final int MAX_BARS = 40;
    private static final int MAX_LISTED = 200;
    private static final int MAX_FAILURES = 20;
    private static final int MAX_EXAMPLES = 3;

    private final List<ReportClip> clips;
    private final List<ReportClips.Failed> failed;

    private FleetReporter(List<ReportClip> clips, List<ReportClips.Failed> failed) {
        this.clips = clips;
        this.failed = failed;
    }

    public static FleetReport of(FleetFolder folder) throws IOException {
        try (AttemptTable table = folder.openTable()) {
            return new FleetReporter(ReportClips.read(table), ReportClips.failed(table))
                    .report(folder.path().toString(), table);
        }
    }

    private FleetReport report(String results, AttemptTable table) throws IOException {
        long[] attempts = new long[1];
        double[] seconds = new double[2];
        table.ask(
                "SELECT count(*), coalesce(sum(cpu_seconds), 0), coalesce(sum(cpu_seconds) FILTER (outcome <> "
                        + "'done'), 0) FROM attempts",
                row -> {
                    attempts[0] = row.getLong(1);
                    seconds[0] = row.getDouble(2);
                    seconds[1] = row.getDouble(3);
                });
        Set<String> broken = new HashSet<>();
        failed.forEach(each -> broken.add(each.clip()));
        return new FleetReport(
                FleetReport.VERSION,
                results,
                Instant.now(),
                clips.size(),
                (int) clips.stream().filter(ReportClip::done).count(),
                broken.size(),
                attempts[0],
                cost(seconds[0] / 3600, seconds[1] / 3600),
                bases(),
                distributions(),
                failures(),
                listed());
    }

    private List<FleetReport.Listed> listed() {
        Map<String, String> errors = new HashMap<>();
        failed.forEach(each -> errors.put(each.clip(), each.step() + " " + each.outcome() + ": " + each.error()));
        return clips.stream()
                .sorted(Comparator.comparing((ReportClip clip) -> !errors.containsKey(clip.clip()))
                        .thenComparing(clip -> -clip.score().orElse(0.0)))
                .limit(MAX_LISTED)
                .map(clip -> new FleetReport.Listed(
                        clip.clip(),
                        errors.getOrDefault(clip.clip(), "done"),
                        Optional.of(clip.archiveBytes()).filter(bytes -> bytes > 0),
                        Optional.of(clip.charged()).filter(bytes -> bytes > 0 && based()),
                        clip.score()))
                .toList();
    }

    private Cost cost(double cpuHours, double lost) {
        List<ReportClip> done = clips.stream().filter(ReportClip::done).toList();
        List<ReportClip> timed =
                done.stream().filter(clip -> clip.videoSeconds() > 0).toList();
        double hours = timed.stream().mapToDouble(ReportClip::videoSeconds).sum() / 3600;
        Optional<Double> known = timed.isEmpty() ? Optional.empty() : Optional.of(hours);
        return new Cost(
                cpuHours,
                lost,
                hours,
                known.map(video ->
                        timed.stream().mapToDouble(ReportClip::cpuSeconds).sum() / 3600 / video),
                done.stream().mapToLong(ReportClip::archiveBytes).sum(),
                done.stream()
                        .flatMap(clip -> clip.base().stream())
                        .distinct()
                        .mapToLong(ReportClip.Base::bytes)
                        .sum(),
                done.stream().mapToLong(ReportClip::clipBytes).sum(),
                known.map(video ->
                        timed.stream().mapToLong(ReportClip::archiveBytes).sum() / video),
                known.filter(_ -> based())
                        .map(video ->
                                timed.stream().mapToLong(ReportClip::charged).sum() / video),
                clips.stream().mapToLong(ReportClip::peakBytes).max().orElse(0));
    }

    private boolean based() {
        return clips.stream().anyMatch(clip -> clip.base().isPresent());
    }

    /** Clips by profile and base, of the profiles that a base was taken with. */
    private List<BaseUse> bases() {
        Map<String, Map<String, List<ReportClip>>> uses = new TreeMap<>();
        for (ReportClip clip : clips) {
            if (clip.done()) {
                uses.computeIfAbsent(clip.profile(), _ -> new TreeMap<>())
                        .computeIfAbsent(
                                clip.base().map(ReportClip.Base::sha256).orElse(""), _ -> new ArrayList<>())
                        .add(clip);
            }
        }
        List<BaseUse> found = new ArrayList<>();
        uses.forEach((profile, bases) -> {
            if (!bases.keySet().equals(Set.of(""))) {
                bases.forEach((base, some) -> found.add(use(profile, base, some)));
            }
        });
        return found;
    }

    private static BaseUse use(String profile, String sha256, List<ReportClip> clips) {
        Optional<ReportClip.Base> base = clips.getFirst().base();
        double[] trials = clips.stream()
                .flatMap(clip -> clip.trial().stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return new BaseUse(
                profile,
                sha256,
                base.map(ReportClip.Base::bytes).orElse(0L),
                base.map(ReportClip.Base::share).orElse(0L),
                clips.size(),
                clips.stream().mapToLong(ReportClip::archiveBytes).sum(),
                Summary.of(trials).map(Summary::median),
                summaries(clips));
    }

    private static Map<Measure, Summary> summaries(List<ReportClip> clips) {
        Map<Measure, Summary> measures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Summary.of(sorted(clips, measure)).ifPresent(summary -> measures.put(measure, summary));
        }
        return measures;
    }

    private static double[] sorted(List<ReportClip> clips, Measure measure) {
        return clips.stream()
                .filter(ReportClip::done)
                .flatMap(clip -> measure.of(clip).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    private List<Distribution> distributions() {
        List<Distribution> distributions = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (measure == Measure.CHARGED && !based()) {
                continue;
            }
            double[] values = sorted(clips, measure);
            Summary.of(values)
                    .ifPresent(summary ->
                            distributions.add(new Distribution(measure, summary, Histogram.of(values, MAX_BARS))));
        }
        return distributions;
    }

    private List<Failure> failures() {
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        for (ReportClips.Failed each : failed) {
            String error = each.error()
                    .replace(each.uri(), "…")
                    .replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(each.clip()) + "(?![\\p{L}\\p{N}])", "…")
                    .replaceAll("(?<![\\p{L}\\p{N}]|\\p{L}\\.)[0-9]+(?![\\p{L}\\p{N}])", "N");
            groups.computeIfAbsent(List.of(each.step(), each.outcome(), error), _ -> new ArrayList<>())
                    .add(each.clip());
        }
        return groups.entrySet().stream()
                .map(each -> new Failure(
                        each.getKey().get(0),
                        each.getKey().get(1),
                        each.getKey().get(2),
                        each.getValue().size(),
                        each.getValue().stream().limit(MAX_EXAMPLES).toList()))
                .sorted(Comparator.comparingInt(each -> -each.clips()))
                .limit(MAX_FAILURES)
                .toList();
    }
}
