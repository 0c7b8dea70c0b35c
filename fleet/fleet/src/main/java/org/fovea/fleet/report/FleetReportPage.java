package org.fovea.fleet.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.fleet.report.FleetReport.Change;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Distribution;
import org.fovea.fleet.report.FleetReport.Group;
import org.fovea.fleet.report.FleetReport.Grouping;
import org.fovea.fleet.report.FleetReport.MeasureChange;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.page.DemoSheet.Fact;
import org.fovea.site.page.Sheet;
import org.fovea.site.page.Sheet.Grid;
import org.fovea.site.page.Sheet.Grid.Kind;
import org.fovea.site.page.Sheet.Part;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.SpreadChart;

/** What a fleet's report is on its page, which the site's templates and plots draw. */
public final class FleetReportPage {
    private static final double SECONDS_IN_HOUR = 3600;

    /** Below this number of clips a histogram says less than their list. */
    private static final int FEWEST_DRAWN = 20;

    /** Measures that groups are drawn by; the others are in their tables. */
    private static final List<Measure> DRAWN = List.of(Measure.SCORE, Measure.BYTES);

    private final FleetReport report;

    private FleetReportPage(FleetReport report) {
        this.report = report;
    }

    /** The page as text. */
    public static String of(FleetReport report) {
        return new FleetReportPage(report).sheet().html();
    }

    private Sheet sheet() {
        List<Part> parts = new ArrayList<>();
        report.change().ifPresent(change -> parts.add(change(change)));
        if (based()) {
            parts.add(bases());
        }
        if (!report.failures().isEmpty()) {
            parts.add(failures());
        }
        parts.add(clips());
        parts.add(distributions());
        if (!report.groups().isEmpty()) {
            parts.add(groups());
        }
        parts.add(outliers());
        parts.add(cost());
        return new Sheet(
                words("A fleet of %,d clips", report.clips()),
                words(
                        "%,d %s encoded, %,d failed; %,d %s%s.",
                        report.done(),
                        report.done() == 1 ? "is" : "are",
                        report.failed(),
                        report.attempts(),
                        report.attempts() == 1 ? "attempt" : "attempts",
                        span()),
                facts(),
                parts,
                words(
                        "Made by fovea fleet report on %s from the table in %s. Every figure is of the newest row of "
                                + "each clip and step, unless it says otherwise; report.json beside this page has "
                                + "them with all digits.",
                        report.made().toString().substring(0, 10), report.results()));
    }

    private String span() {
        return report.first()
                .flatMap(first -> report.last().map(last -> span(day(first), day(last))))
                .orElse("");
    }

    private static String span(String first, String last) {
        return first.equals(last) ? words(", all begun on %s", first) : words(", begun from %s to %s", first, last);
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    private List<Fact> facts() {
        Cost cost = report.cost();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Clips done", words("%,d", report.done()), words("of %,d tried", report.clips())));
        facts.add(new Fact("Failed", words("%,d", report.failed()), report.failed() == 0 ? "none" : "reasons below"));
        summary(Measure.SCORE)
                .ifPresent(score -> facts.add(new Fact(
                        "Median score",
                        number(score.median()),
                        "half of the clips lie from " + number(score.quantiles().get(1)) + " to "
                                + number(score.quantiles().get(3)))));
        facts.add(new Fact(
                based() ? "Archives and bases" : "Archives",
                Text.size(cost.archiveBytes() + cost.baseBytes()),
                ratio(cost)));
        cost.chargedBytesPerVideoHour()
                .or(cost::archiveBytesPerVideoHour)
                .ifPresent(bytes -> facts.add(new Fact(
                        "Per hour of video",
                        Text.size(Math.round(bytes)),
                        cost.videoHours() < 1
                                ? words("from %,.1f seconds of video", SECONDS_IN_HOUR * cost.videoHours())
                                : words("from %,.1f hours of video", cost.videoHours()))));
        cost.cpuHoursPerVideoHour()
                .ifPresent(hours -> facts.add(new Fact(
                        "CPU hours per hour of video",
                        words("%.1f", hours),
                        words("%.2f CPU hours in all", cost.cpuHours()))));
        return facts;
    }

    private static String ratio(Cost cost) {
        return cost.archiveBytes() == 0
                ? "no archive"
                : words(
                        "made from clips of %s, %,.0f times the size",
                        Text.size(cost.originalBytes()),
                        cost.originalBytes() / (double) (cost.archiveBytes() + cost.baseBytes()));
    }

    private boolean based() {
        return !report.bases().isEmpty();
    }

    private Part bases() {
        return new Part(
                "bases",
                "Bases",
                List.of(
                        "Weights that archives share. A base's bytes are divided by the clips of this fleet whose "
                                + "archives need it; the time of its training is not counted. Scores charge the archive "
                                + "alone.",
                        "Clips without a base are other clips of the same profile: by a trial before any training, "
                                + "or by a rule. Of the same clips with and without, --compare tells, with a fleet "
                                + "of them that has no base. Loss in the trial: that with the base's weights, as a "
                                + "share of that with random ones."),
                List.of(),
                List.of(Grid.of(
                        "Clips by base",
                        2,
                        List.of(
                                "Base",
                                "Profile",
                                "Clips",
                                "Bytes of the base",
                                "Share of a clip",
                                "Mean archive",
                                "With its share",
                                "Median score",
                                "CPU hours per hour of video",
                                "Loss in the trial"),
                        report.bases().stream().map(FleetReportPage::row).toList())));
    }

    private static List<String> row(FleetReport.BaseUse use) {
        boolean none = use.sha256().isEmpty();
        double archive = use.archiveBytes() / (double) use.clips();
        return List.of(
                none ? "(none)" : use.sha256().substring(0, 16) + "…",
                use.profile(),
                words("%,d", use.clips()),
                none ? "–" : words("%,d", use.bytes()),
                none ? "–" : words("%,d", use.share()),
                words("%,.0f", archive),
                words("%,.0f", archive + use.share()),
                median(use, Measure.SCORE),
                median(use, Measure.COST),
                use.trial().map(FleetReportPage::number).orElse("–"));
    }

    private static String median(FleetReport.BaseUse use, Measure measure) {
        return Optional.ofNullable(use.measures().get(measure))
                .map(summary -> number(summary.median()))
                .orElse("–");
    }

    private Optional<Summary> summary(Measure measure) {
        return report.distributions().stream()
                .filter(each -> each.measure() == measure)
                .map(Distribution::summary)
                .findFirst();
    }

    private Part clips() {
        int more = report.clips() - report.listed().size();
        List<String> columns = new ArrayList<>(List.of("Clip", "Bytes", "Score", "Status", "Play"));
        List<Kind> kinds = new ArrayList<>(List.of(Kind.TEXT, Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.CODE));
        if (based()) {
            columns.add(2, "With base share");
            kinds.add(2, Kind.NUMBER);
        }
        return new Part(
                "clips",
                "Clips",
                more > 0 ? List.of(words("%,d more clips are in the table of the fleet.", more)) : List.of(),
                List.of(),
                List.of(new Grid(
                        "Clips that failed, then the highest scores",
                        columns,
                        kinds,
                        report.listed().stream().map(this::row).toList())));
    }

    private List<String> row(FleetReport.Listed each) {
        List<String> row = new ArrayList<>(List.of(each.clip(), bytes(each.bytes())));
        if (based()) {
            row.add(bytes(each.charged()));
        }
        row.add(each.score().map(score -> words("%.4f", score)).orElse("–"));
        row.add(each.status());
        row.add(each.bytes().isPresent() ? play(each.clip()) : "");
        return row;
    }

    private static String bytes(Optional<Long> bytes) {
        return bytes.map(known -> words("%,d", known)).orElse("–");
    }

    /** Shows an archive on the machine of the fleet. */
    private String play(String clip) {
        String archive =
                new FleetFolder(Path.of(report.results())).archive(clip).toString();
        return "fovea play "
                + (archive.matches("[\\p{L}\\p{N}/._+@%-]+") ? archive : "'" + archive.replace("'", "'\\''") + "'");
    }

    private Part distributions() {
        List<Figure> figures = report.distributions().stream()
                .filter(each -> each.summary().count() >= FEWEST_DRAWN)
                .map(each -> new Figure(
                        capital(each.measure().words()),
                        each.histogram()
                                .svg(
                                        words(
                                                "%s of %,d clips, median %s",
                                                capital(each.measure().words()),
                                                each.summary().count(),
                                                number(each.summary().median())),
                                        capital(each.measure().words()),
                                        each.summary().median()),
                        words(
                                        "%,d clips. The dashed line is the median, %s.",
                                        each.summary().count(),
                                        number(each.summary().median()))
                                + beyond(each),
                        List.of(),
                        Optional.empty()))
                .toList();
        List<List<String>> rows = report.distributions().stream()
                .map(each -> {
                    List<String> row =
                            new ArrayList<>(List.of(capital(each.measure().words())));
                    row.add(words("%,d", each.summary().count()));
                    row.addAll(numbers(each.summary()));
                    return row;
                })
                .toList();
        return new Part(
                "distributions",
                "Distributions",
                List.of(
                        rows.isEmpty()
                                ? "No clip is done yet."
                                : "Over all clips that are done. Lower is better in all of them. Under 5 % stands the "
                                        + "value that 5 % of the clips stay below."
                                        + (figures.isEmpty()
                                                ? words(" Charts are drawn from %d clips on.", FEWEST_DRAWN)
                                                : "")),
                figures,
                rows.isEmpty()
                        ? List.of()
                        : List.of(Grid.of(
                                figures.isEmpty() ? "Measures of the clips" : "The same in numbers",
                                1,
                                List.of(
                                        "Measure", "Clips", "Mean", "Lowest", "5 %", "25 %", "Median", "75 %", "95 %",
                                        "Highest"),
                                rows)));
    }

    private static String beyond(Distribution each) {
        double low = each.histogram().low();
        double high = low + each.histogram().width() * each.histogram().counts().size();
        double slack = each.histogram().width() * 1e-6;
        return each.summary().least() < low - slack || each.summary().most() > high + slack
                ? words(
                        " The outer bars hold all that lies beyond the axis, from %s to %s.",
                        number(each.summary().least()), number(each.summary().most()))
                : "";
    }

    private static List<String> numbers(Summary summary) {
        List<String> numbers = new ArrayList<>(List.of(number(summary.mean()), number(summary.least())));
        summary.quantiles().forEach(each -> numbers.add(number(each)));
        numbers.add(number(summary.most()));
        return numbers;
    }

    private Part groups() {
        List<Figure> figures = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        for (Grouping grouping : report.groups()) {
            for (Measure measure : DRAWN) {
                figure(grouping, measure).ifPresent(figures::add);
            }
            grids.add(grid(grouping));
        }
        return new Part(
                "groups",
                "By columns",
                List.of("Clips by the values of a column, of their list or of the table. In the charts, a box is the "
                        + "middle half of the clips, the line across it their median, the line from end to "
                        + "end 90 % of them."),
                figures,
                grids);
    }

    private Optional<Figure> figure(Grouping grouping, Measure measure) {
        List<SpreadChart.Row> rows = grouping.values().stream()
                .filter(group ->
                        report.clips() >= FEWEST_DRAWN && group.measures().containsKey(measure))
                .map(group -> {
                    Summary summary = group.measures().get(measure);
                    return new SpreadChart.Row(
                            named(group.value()),
                            words("%s, %,d clips", number(summary.median()), summary.count()),
                            summary.quantiles());
                })
                .toList();
        String title = capital(measure.words()) + " by " + grouping.column();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        title,
                        SpreadChart.svg(title, capital(measure.words()), rows),
                        "On the right the median and the number of clips." + left(grouping),
                        List.of(),
                        Optional.empty()));
    }

    private static String left(Grouping grouping) {
        return grouping.left() == 0 ? "" : words(" %,d rarer values are left out.", grouping.left());
    }

    private static Grid grid(Grouping grouping) {
        List<Measure> measures = Arrays.stream(Measure.values())
                .filter(measure -> grouping.values().stream()
                        .anyMatch(group -> group.measures().containsKey(measure)))
                .toList();
        List<String> columns = new ArrayList<>(List.of(capital(grouping.column()), "Clips", "Failed"));
        measures.forEach(measure -> columns.add(capital(measure.words())));
        return Grid.of(
                "Medians by " + grouping.column() + "." + left(grouping),
                1,
                columns,
                grouping.values().stream().map(group -> row(group, measures)).toList());
    }

    private static List<String> row(Group group, List<Measure> measures) {
        List<String> row = new ArrayList<>(
                List.of(named(group.value()), words("%,d", group.clips()), words("%,d", group.failed())));
        measures.forEach(measure -> row.add(Optional.ofNullable(group.measures().get(measure))
                .map(summary -> number(summary.median()))
                .orElse("–")));
        return row;
    }

    private static String named(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    private Part outliers() {
        return new Part(
                "outliers",
                "Outliers",
                List.of(
                        report.outliers().isEmpty()
                                ? "No clip lies more than five standard deviations from the median of a measure."
                                : "Clips that lie more than five standard deviations from the median, which are "
                                        + "estimated from the median deviation, so that the outliers"
                                        + " themselves do not hide each other."),
                List.of(),
                report.outliers().isEmpty()
                        ? List.of()
                        : List.of(new Grid(
                                "The farthest first",
                                List.of("Clip", "Measure", "Value", "Median", "Deviations"),
                                List.of(Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER),
                                report.outliers().stream()
                                        .map(each -> List.of(
                                                each.clip(),
                                                each.measure().words(),
                                                number(each.value()),
                                                number(each.median()),
                                                words("%+.1f", each.deviations())))
                                        .toList())));
    }

    private Part failures() {
        return new Part(
                "failures",
                "Failures",
                List.of("Failed clips, grouped by error message: N is a number in it, … the clip's name. fovea fleet "
                        + "retry encodes them again."),
                List.of(),
                List.of(Grid.of(
                        "The most frequent first",
                        3,
                        List.of("Error", "Step", "Outcome and clips", "Clips"),
                        report.failures().stream()
                                .map(each -> List.of(
                                        each.error().isEmpty() ? "no message" : each.error(),
                                        each.step(),
                                        each.outcome() + ": " + String.join(", ", each.examples())
                                                + (each.clips()
                                                                > each.examples()
                                                                        .size()
                                                        ? ", …"
                                                        : ""),
                                        words("%,d", each.clips())))
                                .toList())));
    }

    private Part cost() {
        Cost cost = report.cost();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CPU hours of all attempts", words("%.3f", cost.cpuHours())));
        rows.add(List.of("of these in attempts that are not done", words("%.3f", cost.lostCpuHours())));
        rows.add(List.of(
                "Video that is encoded",
                cost.videoHours() < 1
                        ? words("%,.1f seconds", SECONDS_IN_HOUR * cost.videoHours())
                        : words("%,.1f hours", cost.videoHours())));
        cost.cpuHoursPerVideoHour()
                .ifPresent(hours -> rows.add(List.of("CPU hours per hour of video", words("%.2f", hours))));
        cost.archiveBytesPerVideoHour()
                .ifPresent(bytes -> rows.add(List.of("Bytes of archives per hour of video", words("%,.0f", bytes))));
        cost.chargedBytesPerVideoHour()
                .ifPresent(
                        bytes -> rows.add(List.of("the same with the bases that they share", words("%,.0f", bytes))));
        cost.originalBytesPerVideoHour()
                .ifPresent(bytes -> rows.add(List.of("Bytes of the clips per hour of video", words("%,.0f", bytes))));
        cost.chargedBytesPerVideoHour()
                .or(cost::archiveBytesPerVideoHour)
                .ifPresent(bytes -> rows.add(List.of(
                        (based() ? "Archives and bases" : "Archives") + ", in bits per second of video",
                        words("%,.0f", bytes * 8 / SECONDS_IN_HOUR))));
        rows.add(List.of("Most memory of a clip's processes", Text.size(cost.peakBytes())));
        return new Part(
                "cost",
                "Cost",
                List.of("CPU time is that of all processors together. The cost of an hour of video counts every "
                        + "attempt at the newest work of the clips that are done; what earlier settings took "
                        + "is in the total alone. Other codecs are not measured in a fleet: fovea bench rd "
                        + "does that for a clip."),
                List.of(),
                List.of(Grid.of("What the fleet took", 1, List.of("What", "Figure"), rows)));
    }

    private static Part change(Change change) {
        List<String> texts = new ArrayList<>();
        texts.add(words(
                "Against %s: %,d clips are done in both with the same content, %,d of them with the same archive, "
                        + "byte for byte. %,d clips are new, %,d are gone, %,d have another content.",
                change.results(),
                change.compared(),
                change.sameArchives(),
                change.added(),
                change.gone(),
                change.changedClips()));
        if (change.otherNetworks() > 0) {
            texts.add(words(
                    "%,d of them were encoded for other networks; their scores are not compared.",
                    change.otherNetworks()));
        }
        change.based().ifPresent(both -> texts.add(based(both)));
        if (!change.repaired().isEmpty()) {
            texts.add("Failed there, done here: " + String.join(", ", change.repaired()) + ".");
        }
        if (!change.broken().isEmpty()) {
            texts.add("Done there, failed here: " + String.join(", ", change.broken()) + ".");
        }
        List<Grid> grids = new ArrayList<>();
        if (!change.measures().isEmpty()) {
            grids.add(Grid.of(
                    "Of clips of which both know the measure; lower is better",
                    1,
                    List.of(
                            "Measure",
                            "Clips",
                            "Mean before",
                            "Mean now",
                            "Change",
                            "Lower",
                            "Higher",
                            "Median of the changes"),
                    change.measures().stream().map(FleetReportPage::row).toList()));
        }
        if (!change.largest().isEmpty()) {
            boolean shares = change.largest().stream().anyMatch(each -> each.shareBefore() + each.shareAfter() > 0);
            List<String> columns = new ArrayList<>(
                    List.of("Clip", "Score before", "Score now", "Change", "Bytes before", "Bytes now"));
            if (shares) {
                columns.addAll(List.of("Base share before", "Base share now"));
            }
            grids.add(Grid.of(
                    "The largest changes of the score",
                    1,
                    columns,
                    change.largest().stream().map(each -> row(each, shares)).toList()));
        }
        return new Part("change", "What changed", texts, List.of(), grids);
    }

    private static List<String> row(FleetReport.ClipChange each, boolean shares) {
        List<String> row = new ArrayList<>(List.of(
                each.clip(),
                number(each.before()),
                number(each.after()),
                signed(each.after() - each.before()),
                words("%,d", each.bytesBefore()),
                words("%,d", each.bytesAfter())));
        if (shares) {
            row.addAll(List.of(words("%,d", each.shareBefore()), words("%,d", each.shareAfter())));
        }
        return row;
    }

    private static String based(FleetReport.BasedChange both) {
        return words(
                "%,d of the clips need a base here and none there. Without: %,d bytes, mean score %s, %.3f CPU hours. "
                        + "With: %,d bytes and %,d for their shares of bases, mean score %s, %.3f CPU hours and the "
                        + "training of the bases.",
                both.clips(),
                both.bytesBefore(),
                number(both.scoreBefore()),
                both.cpuHoursBefore(),
                both.bytesAfter(),
                both.shares(),
                number(both.scoreAfter()),
                both.cpuHoursAfter());
    }

    private static List<String> row(MeasureChange each) {
        return List.of(
                capital(each.measure().words()),
                words("%,d", each.clips()),
                number(each.before()),
                number(each.after()),
                signed(each.after() - each.before()),
                words("%,d", each.lower()),
                words("%,d", each.higher()),
                signed(each.differences().median()));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return words(size >= 1000 ? "%,.0f" : size >= 10 ? "%.2f" : "%.4f", value)
                .replace('-', '−');
    }

    private static String signed(double value) {
        return value > 0 ? "+" + number(value) : value < 0 ? number(value) : "±0";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
