package org.fovea.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.compare.Bootstrap;
import org.fovea.evaluate.compare.Comparison;
import org.fovea.evaluate.compare.Comparison.Difference;
import org.fovea.evaluate.compare.Comparison.DifferingRange;
import org.fovea.evaluate.compare.Comparison.PairDifference;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreResult;

/** A comparison for people. */
public final class ComparisonText {
    private static final int SHOWN_PAIRS = 5;
    private static final int SHOWN_RANGES = 12;

    private ComparisonText() {}

    /** Terms, verdict, worst and best pairs, where the two differ. */
    public static String of(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        out.append("A  ").append(comparison.a().provenance().candidate().name()).append('\n');
        out.append("B  ").append(comparison.b().provenance().candidate().name()).append('\n');
        out.append(comparison.a().provenance().evaluators().name()).append(" networks, ");
        out.append(comparison
                        .a()
                        .partial()
                        .orElse("all " + Text.count(comparison.pairs().size(), "pair")))
                .append("\n\n");
        out.append(terms(comparison)).append('\n').append(verdict(comparison)).append('\n');
        out.append(method(comparison)).append('\n');
        out.append(classes(comparison));
        pairs(out, "B loses most against A in", comparison.worst(SHOWN_PAIRS));
        pairs(out, "B gains most against A in", comparison.best(SHOWN_PAIRS));
        return out.append('\n').append(ranges(comparison)).toString();
    }

    private static String terms(Comparison comparison) {
        Score a = comparison.a().lost();
        Score b = comparison.b().lost();
        String level = Text.percent(comparison.bootstrap().level()).replace(".0", "") + " interval";
        Table table = Table.of("lrrrl");
        table.row("points", "A", "B", "B − A", level).rule();
        row(table, "segmentation", a.segmentation(), b.segmentation(), comparison.segmentation());
        row(table, "pose", a.pose(), b.pose(), comparison.pose());
        for (int i = 0; i < comparison.further().size(); i++) {
            row(
                    table,
                    comparison.a().objective().networks().get(i).name(),
                    a.further().get(i),
                    b.further().get(i),
                    comparison.further().get(i));
        }
        comparison
                .rate()
                .ifPresentOrElse(
                        rate -> table.row("rate", rate(comparison.a()), rate(comparison.b()), signed(rate), "exact"),
                        () -> table.row("rate", "", "", "not known", ""));
        table.rule();
        Difference total = comparison.total();
        String name = comparison.rate().isEmpty()
                ? "without rate"
                : comparison.a().partial().isPresent()
                        ? "together"
                        : comparison.a().provenance().scoreName();
        table.row(name, score(comparison.a()), score(comparison.b()), signed(total.value()), interval(total));
        return table.render("  ");
    }

    private static void row(Table table, String name, double a, double b, Difference difference) {
        table.row(name, decimal(a), decimal(b), signed(difference.value()), interval(difference));
    }

    private static String interval(Difference difference) {
        return "[" + signed(difference.interval().low()) + ", "
                + signed(difference.interval().high()) + "]";
    }

    private static String rate(ScoreResult result) {
        return decimal(result.formula()
                .rateTerm(result.bytes().archive().orElseThrow(), result.bytes().originalBytes()));
    }

    private static String score(ScoreResult result) {
        return result.score()
                .map(Accounting::score)
                .map(ComparisonText::decimal)
                .orElse("");
    }

    private static String verdict(Comparison comparison) {
        double difference = comparison.total().value();
        String part = comparison.a().partial().map(text -> ", " + text).orElse("");
        if (!comparison.total().interval().excludesZero()) {
            return (difference == 0 ? "no difference" : "no clear difference: the interval contains 0") + part;
        }
        return (difference < 0 ? "B is better" : "A is better") + ": the interval excludes 0" + part;
    }

    private static String method(Comparison comparison) {
        Bootstrap bootstrap = comparison.bootstrap();
        return bootstrap.method() + ", " + Text.count(bootstrap.resamples()) + " resamples, seed " + bootstrap.seed();
    }

    private static void pairs(StringBuilder out, String title, List<PairDifference> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        Table table = Table.of("rrrr");
        table.row("pair", "points", "wrong pixels", "pose distortion").rule();
        for (PairDifference pair : pairs) {
            table.row(
                    Integer.toString(pair.pair()),
                    signed(pair.points()),
                    String.format(Locale.ROOT, "%+,d", pair.wrongPixels()),
                    String.format(Locale.ROOT, "%+.3g", pair.poseDistortion()));
        }
        out.append('\n').append(title).append('\n').append(table.render("  "));
    }

    /** Recall of each class, where both scores counted them. */
    private static String classes(Comparison comparison) {
        List<ClassCount> a = comparison.a().table().classes();
        List<ClassCount> b = comparison.b().table().classes();
        if (a.isEmpty() || b.isEmpty()) {
            return "";
        }
        Table table = Table.of("lrrrr");
        table.row("class", "IoU of A", "IoU of B", "recall of A", "recall of B").rule();
        for (ClassCount one : a) {
            b.stream()
                    .filter(other -> other.id() == one.id())
                    .findFirst()
                    .ifPresent(other -> table.row(
                            one.name() + (other.lost() && !one.lost() ? ", lost in B" : ""),
                            Text.percent(one.iou()),
                            Text.percent(other.iou()),
                            Text.percent(one.recall()),
                            Text.percent(other.recall())));
        }
        return "\n" + table.render("  ");
    }

    private static String ranges(Comparison comparison) {
        List<DifferingRange> ranges = comparison.differingRanges();
        if (ranges.isEmpty()) {
            return "the networks' output differs in no pair\n";
        }
        int pairs = ranges.stream()
                .mapToInt(range -> range.last() - range.first() + 1)
                .sum();
        List<String> shown = ranges.stream()
                .limit(SHOWN_RANGES)
                .map(range -> range.first() == range.last()
                        ? Integer.toString(range.first())
                        : range.first() + ".." + range.last())
                .toList();
        Optional<String> more = ranges.size() > SHOWN_RANGES
                ? Optional.of(" and " + (ranges.size() - SHOWN_RANGES) + " more ranges")
                : Optional.empty();
        return "they differ in " + Text.count(pairs) + " of "
                + Text.count(comparison.pairs().size()) + " pairs: " + String.join(", ", shown) + more.orElse("")
                + "\n";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String signed(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%+.6f", value);
    }
}
