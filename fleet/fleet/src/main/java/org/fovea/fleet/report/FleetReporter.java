package org.fovea.fleet.report;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.fleet.report.FleetReport.BaseUse;
import org.fovea.fleet.report.FleetReport.BasedChange;
import org.fovea.fleet.report.FleetReport.Change;
import org.fovea.fleet.report.FleetReport.ClipChange;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Distribution;
import org.fovea.fleet.report.FleetReport.Failure;
import org.fovea.fleet.report.FleetReport.Group;
import org.fovea.fleet.report.FleetReport.Grouping;
import org.fovea.fleet.report.FleetReport.MeasureChange;
import org.fovea.fleet.report.FleetReport.Outlier;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.plot.Histogram;

public final class FleetReporter {
    private static final int MAX_BARS = 40;
    private static final int MAX_VALUES = 12;
    private static final int MAX_LISTED = 200;
    private static final int MAX_OUTLIERS = 25;
    private static final int MAX_CHANGES = 15;
    private static final int MAX_NAMES = 20;
    private static final int MAX_EXAMPLES = 3;

    /** From where on a clip is an outlier; of normally spread values one in 1.7 million. */
    private static final double FAR = 5;

    /** Standard deviation of normally spread values whose median deviation is 1. */
    private static final double NORMAL = 1.4826;

    /** So few values have no outliers. */
    private static final int MIN_VALUES = 8;

    private final List<ReportClip> clips;
    private final List<ReportClips.Failed> failed;

    private FleetReporter(List<ReportClip> clips, List<ReportClips.Failed> failed) {
        this.clips = clips;
        this.failed = failed;
    }

    /**
     * Reads a fleet's table.
     *
     * @param folder of the fleet
     * @param earlier another one to compare with
     * @param by columns to group by; where it is empty, those that have from two to twelve values
     */
    public static FleetReport of(FleetFolder folder, Optional<FleetFolder> earlier, List<String> by)
            throws IOException {
        try (AttemptTable table = folder.openTable()) {
            FleetReporter here = new FleetReporter(ReportClips.read(table), ReportClips.failed(table));
            Optional<Change> change = Optional.empty();
            if (earlier.isPresent()) {
                try (AttemptTable old = earlier.get().openTable()) {
                    FleetReporter before = new FleetReporter(ReportClips.read(old), List.of());
                    change = Optional.of(here.change(earlier.get().path().toString(), before.clips));
                }
            }
            return here.report(folder.path().toString(), table, by, change);
        }
    }

    private FleetReport report(String results, AttemptTable table, List<String> by, Optional<Change> change)
            throws IOException {
        long[] attempts = new long[1];
        double[] seconds = new double[2];
        List<Instant> times = new ArrayList<>();
        table.ask(
                "SELECT count(*), coalesce(sum(cpu_seconds), 0), coalesce(sum(cpu_seconds) FILTER (outcome <> "
                        + "'done'), 0),"
                        + " min(started), max(started) FROM attempts",
                row -> {
                    attempts[0] = row.getLong(1);
                    seconds[0] = row.getDouble(2);
                    seconds[1] = row.getDouble(3);
                    for (int i = 4; i <= 5; i++) {
                        Timestamp time = row.getTimestamp(i);
                        if (time != null) {
                            times.add(time.toInstant());
                        }
                    }
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
                times.stream().findFirst(),
                times.stream().skip(1).findFirst(),
                cost(seconds[0] / 3600, seconds[1] / 3600),
                bases(),
                distributions(),
                groupings(by),
                outliers(),
                failures(),
                change,
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
                        Optional.of(clip.charged()).filter(bytes -> bytes > 0 && based(clips)),
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
                known.filter(_ -> based(clips))
                        .map(video ->
                                timed.stream().mapToLong(ReportClip::charged).sum() / video),
                known.map(
                        video -> timed.stream().mapToLong(ReportClip::clipBytes).sum() / video),
                clips.stream().mapToLong(ReportClip::peakBytes).max().orElse(0));
    }

    /** Whether an archive needs a base. */
    private static boolean based(List<ReportClip> clips) {
        return clips.stream().anyMatch(clip -> clip.base().isPresent());
    }

    /** Those that say something of these clips. */
    private static List<Measure> measures(boolean based) {
        return Arrays.stream(Measure.values())
                .filter(measure -> based || measure != Measure.CHARGED)
                .toList();
    }

    /** Clips by profile and base, of the profiles that a base was taken with. */
    private List<BaseUse> bases() {
        Map<String, Map<String, List<ReportClip>>> uses = new TreeMap<>();
        for (ReportClip clip : clips) {
            if (clip.done()) {
                uses.computeIfAbsent(clip.columns().getOrDefault("profile", ""), _ -> new TreeMap<>())
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
                summaries(clips, true));
    }

    private static Map<Measure, Summary> summaries(List<ReportClip> clips, boolean based) {
        Map<Measure, Summary> measures = new EnumMap<>(Measure.class);
        for (Measure measure : measures(based)) {
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
        for (Measure measure : measures(based(clips))) {
            double[] values = sorted(clips, measure);
            Summary.of(values)
                    .ifPresent(summary ->
                            distributions.add(new Distribution(measure, summary, Histogram.of(values, MAX_BARS))));
        }
        return distributions;
    }

    private List<Grouping> groupings(List<String> by) {
        Set<String> all = new TreeSet<>();
        clips.forEach(clip -> all.addAll(clip.columns().keySet()));
        for (String wanted : by) {
            if (!all.contains(wanted)) {
                throw AppException.usage("no column " + wanted + "; the columns are " + String.join(", ", all));
            }
        }
        List<Grouping> groupings = new ArrayList<>();
        for (String column : by.isEmpty() ? all : by) {
            Map<String, List<ReportClip>> groups = new TreeMap<>();
            clips.forEach(
                    clip -> groups.computeIfAbsent(clip.columns().getOrDefault(column, ""), _ -> new ArrayList<>())
                            .add(clip));
            if (!by.isEmpty() || groups.size() > 1 && groups.size() <= MAX_VALUES) {
                groupings.add(grouping(column, groups, based(clips)));
            }
        }
        return groupings;
    }

    private static Grouping grouping(String column, Map<String, List<ReportClip>> groups, boolean based) {
        Set<String> most = new HashSet<>(groups.entrySet().stream()
                .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
                .limit(MAX_VALUES)
                .map(Map.Entry::getKey)
                .toList());
        List<Group> values = groups.entrySet().stream()
                .filter(each -> most.contains(each.getKey()))
                .map(each -> group(each.getKey(), each.getValue(), based))
                .toList();
        return new Grouping(column, values, groups.size() - values.size());
    }

    private static Group group(String value, List<ReportClip> clips, boolean based) {
        return new Group(
                value,
                clips.size(),
                (int) clips.stream().filter(clip -> !clip.done()).count(),
                summaries(clips, based));
    }

    private List<Outlier> outliers() {
        List<Outlier> outliers = new ArrayList<>();
        for (Measure measure : measures(based(clips))) {
            double[] values = sorted(clips, measure);
            if (values.length < MIN_VALUES) {
                continue;
            }
            double median = Summary.of(values).orElseThrow().median();
            double[] distances = Arrays.stream(values)
                    .map(value -> Math.abs(value - median))
                    .sorted()
                    .toArray();
            double deviation = NORMAL * Summary.of(distances).orElseThrow().median();
            if (!(deviation > 0)) {
                continue;
            }
            for (ReportClip clip : clips) {
                measure.of(clip)
                        .filter(value -> clip.done() && Math.abs(value - median) > FAR * deviation)
                        .ifPresent(value -> outliers.add(
                                new Outlier(clip.clip(), measure, value, median, (value - median) / deviation)));
            }
        }
        return outliers.stream()
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.deviations())))
                .limit(MAX_OUTLIERS)
                .toList();
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
                .limit(MAX_NAMES)
                .toList();
    }

    private record Both(ReportClip now, ReportClip was) {}

    private Change change(String results, List<ReportClip> earlier) {
        Map<String, ReportClip> old = new HashMap<>();
        earlier.forEach(clip -> old.put(clip.clip(), clip));
        List<Both> common = new ArrayList<>();
        for (ReportClip clip : clips) {
            ReportClip was = old.get(clip.clip());
            if (was != null) {
                common.add(new Both(clip, was));
            }
        }
        List<Both> same = common.stream()
                .filter(each -> each.now().sha256().equals(each.was().sha256()))
                .toList();
        List<Both> both = same.stream()
                .filter(each -> each.now().done() && each.was().done())
                .toList();
        List<Both> alike = both.stream()
                .filter(each -> each.now().evaluatorsSha256().equals(each.was().evaluatorsSha256()))
                .toList();
        List<MeasureChange> measures = new ArrayList<>();
        for (Measure measure : measures(based(clips) || based(earlier))) {
            boolean networks = measure != Measure.BYTES && measure != Measure.CHARGED && measure != Measure.COST;
            change(measure, networks ? alike : both).ifPresent(measures::add);
        }
        return new Change(
                results,
                clips.size() - common.size(),
                earlier.size() - common.size(),
                common.size() - same.size(),
                both.size(),
                (int) both.stream()
                        .filter(each ->
                                each.now().archiveSha256().equals(each.was().archiveSha256()))
                        .count(),
                names(common.stream()
                        .filter(each -> each.now().done() && !each.was().done())),
                names(common.stream()
                        .filter(each -> !each.now().done() && each.was().done())),
                both.size() - alike.size(),
                basedChange(alike.stream()
                        .filter(each -> each.now().base().isPresent()
                                && each.was().base().isEmpty()
                                && each.now().score().isPresent()
                                && each.was().score().isPresent())
                        .toList()),
                measures,
                largest(alike));
    }

    private static Optional<BasedChange> basedChange(List<Both> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<ReportClip> now = found.stream().map(Both::now).toList();
        List<ReportClip> was = found.stream().map(Both::was).toList();
        long bytes = now.stream().mapToLong(ReportClip::archiveBytes).sum();
        return Optional.of(new BasedChange(
                found.size(),
                was.stream().mapToLong(ReportClip::archiveBytes).sum(),
                bytes,
                now.stream().mapToLong(ReportClip::charged).sum() - bytes,
                meanScore(was),
                meanScore(now),
                was.stream().mapToDouble(ReportClip::cpuSeconds).sum() / 3600,
                now.stream().mapToDouble(ReportClip::cpuSeconds).sum() / 3600));
    }

    private static double meanScore(List<ReportClip> clips) {
        return clips.stream()
                .mapToDouble(clip -> clip.score().orElseThrow())
                .average()
                .orElseThrow();
    }

    private static List<String> names(Stream<Both> found) {
        return found.map(each -> each.now().clip()).limit(MAX_NAMES).toList();
    }

    private static Optional<MeasureChange> change(Measure measure, List<Both> found) {
        double before = 0;
        double after = 0;
        int lower = 0;
        int higher = 0;
        List<Double> differences = new ArrayList<>();
        for (Both each : found) {
            Optional<Double> was = measure.of(each.was());
            Optional<Double> is = measure.of(each.now());
            if (was.isPresent() && is.isPresent()) {
                before += was.get();
                after += is.get();
                lower += is.get() < was.get() ? 1 : 0;
                higher += is.get() > was.get() ? 1 : 0;
                differences.add(is.get() - was.get());
            }
        }
        int count = differences.size();
        double[] sorted =
                differences.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double meanBefore = before / count;
        double meanAfter = after / count;
        int less = lower;
        int more = higher;
        return Summary.of(sorted)
                .map(summary -> new MeasureChange(measure, count, meanBefore, meanAfter, less, more, summary));
    }

    private static List<ClipChange> largest(List<Both> found) {
        return found.stream()
                .filter(each ->
                        each.now().score().isPresent() && each.was().score().isPresent())
                .map(each -> new ClipChange(
                        each.now().clip(),
                        each.was().score().orElseThrow(),
                        each.now().score().orElseThrow(),
                        each.was().archiveBytes(),
                        each.now().archiveBytes(),
                        each.was().charged() - each.was().archiveBytes(),
                        each.now().charged() - each.now().archiveBytes()))
                .filter(each -> each.before() != each.after())
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.after() - each.before())))
                .limit(MAX_CHANGES)
                .toList();
    }
}
