package org.fovea.app.workshop;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.RunDiff;
import org.fovea.lab.store.Numbered;

/** What changes from one run to another, for people. */
public final class DiffText {
    private static final int MAX_PAIRS = 10;

    private DiffText() {}

    public static String of(RunDiff diff) {
        Numbered<Run> a = diff.a();
        Numbered<Run> b = diff.b();
        StringBuilder out = new StringBuilder(a.label() + " → " + b.label() + "\n");
        Table settings = Table.of("lll");
        diff.settings()
                .forEach(change -> settings.row(
                        change.name(),
                        change.before().orElse(RunDiff.UNSET),
                        change.after().orElse(RunDiff.UNSET)));
        out.append(settings.render("  ")).append('\n');
        Table table = Table.of("lrrr");
        table.row("", a.label(), b.label(), "difference").rule();
        Run one = a.record();
        Run other = b.record();
        if (!diff.alike()) {
            out.append("  " + one.subset().size() + " and " + other.subset().size()
                    + " pairs: bytes cannot be compared; terms are of the "
                    + diff.pairs().size() + " pairs in common\n");
            Score before = diff.terms(0);
            Score after = diff.terms(1);
            points(table, "segmentation term", before.segmentation(), after.segmentation());
            points(table, "pose term", before.pose(), after.pose());
            out.append(table.render("  "));
            pairs(out, diff.pairs());
            return out.toString();
        }
        TreeSet<String> sections = new TreeSet<>(one.sections().keySet());
        sections.addAll(other.sections().keySet());
        for (String section : sections) {
            bytes(
                    table,
                    section,
                    one.sections().getOrDefault(section, 0L),
                    other.sections().getOrDefault(section, 0L));
        }
        table.rule();
        bytes(table, "bytes", one.bytes().archive(), other.bytes().archive());
        points(
                table,
                "segmentation term",
                one.terms().segmentation(),
                other.terms().segmentation());
        points(table, "pose term", one.terms().pose(), other.terms().pose());
        points(table, "rate term", one.terms().rate(), other.terms().rate());
        points(table, one.whole() && other.whole() ? "score" : "score of these pairs", one.score(), other.score());
        out.append(table.render("  "));
        pairs(out, diff.pairs());
        return out.toString();
    }

    private static void bytes(Table table, String name, long one, long other) {
        table.row(name, Text.count(one), Text.count(other), String.format(Locale.ROOT, "%+,d", other - one));
    }

    private static void points(Table table, String name, double one, double other) {
        table.row(
                name,
                String.format(Locale.ROOT, "%.6f", one),
                String.format(Locale.ROOT, "%.6f", other),
                String.format(Locale.ROOT, "%+.6f", other - one));
    }

    private static void pairs(StringBuilder out, List<RunDiff.Pair> common) {
        if (common.isEmpty()) {
            out.append("  no pair was measured in both\n");
            return;
        }
        long better = common.stream().filter(pair -> pair.points() < 0).count();
        long worse = common.stream().filter(pair -> pair.points() > 0).count();
        out.append("\n  " + common.size() + " pairs were measured in both: " + better + " better, " + worse
                + " worse; largest differences, in points of the linearised score:\n");
        Table table = Table.of("rrrr");
        table.row("pair", "segmentation", "pose", "points");
        common.stream()
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.points())))
                .limit(MAX_PAIRS)
                .forEach(pair -> table.row(
                        Integer.toString(pair.pair()),
                        String.format(Locale.ROOT, "%+.6f", pair.segmentation()),
                        String.format(Locale.ROOT, "%+.6f", pair.pose()),
                        String.format(Locale.ROOT, "%+.5f", pair.points())));
        out.append(table.render("  "));
    }
}
