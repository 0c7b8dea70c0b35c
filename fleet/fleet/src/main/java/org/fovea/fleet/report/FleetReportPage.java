package org.fovea.fleet.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Distribution;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.page.Sheet;
import org.fovea.site.page.Sheet.Grid;
import org.fovea.site.page.Sheet.Grid.Kind;
import org.fovea.site.page.Sheet.Part;
import org.fovea.site.plot.Figure;
import org.fovea.site.watch.WatchPage.Fact;

/** What a fleet's report is on its page, which the site's templates and plots draw. */
public final class FleetReportPage {
    private static final double SECONDS_IN_HOUR = 3600;

    /** Below this number of clips a histogram says less than their list. */
    private static final int FEWEST_DRAWN = 20;

    private final FleetReport report;

    private FleetReportPage(FleetReport report) {
        this.report = report;
    }

    public static String of(FleetReport report) {
        return new FleetReportPage(report).sheet().html();
    }

    private Sheet sheet() {
        List<Part> parts = new ArrayList<>();
        if (based()) {
            parts.add(bases());
        }
        if (!report.failures().isEmpty()) {
            parts.add(failures());
        }
        parts.add(clips());
        parts.add(distributions());
        return new Sheet(
                words("A fleet of %,d clips", report.clips()),
                words(
                        "%,d %s encoded, %,d failed; %,d %s.",
                        report.done(),
                        report.done() == 1 ? "is" : "are",
                        report.failed(),
                        report.attempts(),
                        report.attempts() == 1 ? "attempt" : "attempts"),
                facts(),
                parts,
                words(
                        "Made by fovea fleet report on %s from the table in %s. Every figure is of the newest row of "
                                + "each clip and step, unless it says otherwise; report.json beside this page has "
                                + "them with all digits.",
                        report.made().toString().substring(0, 10), report.results()));
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
                        words(
                                "%.2f CPU hours in all, %.2f in attempts that are not done",
                                cost.cpuHours(), cost.lostCpuHours()))));
        facts.add(new Fact("Most memory", Text.size(cost.peakBytes()), "of a clip's processes"));
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
                                + "archives need it; the time of its training is not counted. Scores charge the "
                                + "archive alone.",
                        "Clips without a base are other clips of the same profile: by a trial before any training, "
                                + "or by a rule. Loss in the trial: that with the base's weights, as a share of that "
                                + "with random ones."),
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
                                each.summary().count(), number(each.summary().median())),
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

    private static List<String> numbers(Summary summary) {
        List<String> numbers = new ArrayList<>(List.of(number(summary.mean()), number(summary.least())));
        summary.quantiles().forEach(each -> numbers.add(number(each)));
        numbers.add(number(summary.most()));
        return numbers;
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

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return words(size >= 1000 ? "%,.0f" : size >= 10 ? "%.2f" : "%.4f", value)
                .replace('-', '−');
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
