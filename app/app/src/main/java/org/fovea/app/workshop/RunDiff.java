package org.fovea.app.workshop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * What changes from one run to another: settings, bytes of sections, pairs. Differences are B − A: negative where B is
 * better.
 */
public final class RunDiff {
    private static final int MAX_PAIRS = 10;
    private static final String UNSET = "–";

    private final Ledger ledger;
    private final Numbered<Run> a;
    private final Numbered<Run> b;

    /**
     * Of two runs of one benchmark.
     *
     * @throws AppException where they are of different ones
     */
    public RunDiff(Ledger ledger, Numbered<Run> a, Numbered<Run> b) {
        this.ledger = ledger;
        this.a = a;
        this.b = b;
        if (!a.record().benchmark().equals(b.record().benchmark())) {
            throw AppException.usage(
                    a.label() + " and " + b.label() + " ran on different benchmarks; their scores cannot be compared");
        }
    }

    /** Settings that differ, those that only these runs replaced and the code among them. */
    private List<SettingChange> settings() {
        List<SettingChange> changes = new ArrayList<>(SettingChange.between(candidate(a), candidate(b)));
        changes.addAll(SettingChange.between(replaced(a), replaced(b)));
        if (!a.record().codeVersion().equals(b.record().codeVersion())) {
            changes.add(new SettingChange(
                    "code",
                    Optional.of(a.record().codeVersion()),
                    Optional.of(b.record().codeVersion())));
        }
        changes.sort(Comparator.comparing(SettingChange::name));
        return changes;
    }

    private Candidate candidate(Numbered<Run> run) {
        return ledger.find(Candidate.class, run.record().candidate())
                .orElseThrow()
                .record();
    }

    private static Map<String, String> replaced(Numbered<Run> run) {
        Map<String, String> replaced = new TreeMap<>();
        run.record().replaced().forEach((key, value) -> replaced.put("replaced: " + key, value));
        return replaced;
    }

    private Map<Integer, PairDistortion[]> common() {
        Map<Integer, PairDistortion> one = new TreeMap<>();
        a.record().pairs().forEach(pair -> one.put(pair.pair(), pair));
        Map<Integer, PairDistortion[]> both = new TreeMap<>();
        for (PairDistortion pair : b.record().pairs()) {
            PairDistortion before = one.get(pair.pair());
            if (before != null) {
                both.put(pair.pair(), new PairDistortion[] {before, pair});
            }
        }
        return both;
    }

    private double points(PairDistortion[] pair, int count) {
        return LinearScore.at(a.record().pose())
                        .points(pair[1].segmentation() - pair[0].segmentation(), pair[1].pose() - pair[0].pose())
                / count;
    }

    /** For people. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(a.label()).append(" → ").append(b.label()).append('\n');
        Table settings = Table.of("lll");
        settings()
                .forEach(change -> settings.row(
                        change.name(),
                        change.before().orElse(UNSET),
                        change.after().orElse(UNSET)));
        out.append(settings.render("  ")).append('\n');
        Table table = Table.of("lrrr");
        table.row("", a.label(), b.label(), "difference").rule();
        Run one = a.record();
        Run other = b.record();
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
        pairs(out);
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

    private void pairs(StringBuilder out) {
        Map<Integer, PairDistortion[]> common = common();
        if (common.isEmpty()) {
            out.append("  no pair was measured in both\n");
            return;
        }
        List<Map.Entry<Integer, PairDistortion[]>> order = new ArrayList<>(common.entrySet());
        order.sort(Comparator.comparingDouble(pair -> -Math.abs(points(pair.getValue(), common.size()))));
        long better =
                common.values().stream().filter(pair -> points(pair, 1) < 0).count();
        long worse =
                common.values().stream().filter(pair -> points(pair, 1) > 0).count();
        out.append("\n  ")
                .append(common.size())
                .append(" pairs were measured in both: ")
                .append(better)
                .append(" better, ")
                .append(worse)
                .append(" worse; largest differences, in points of the linearised score:\n");
        Table table = Table.of("rrrr");
        table.row("pair", "segmentation", "pose", "points");
        for (Map.Entry<Integer, PairDistortion[]> pair : order.subList(0, Math.min(MAX_PAIRS, order.size()))) {
            PairDistortion[] both = pair.getValue();
            table.row(
                    Integer.toString(pair.getKey()),
                    String.format(Locale.ROOT, "%+.6f", both[1].segmentation() - both[0].segmentation()),
                    String.format(Locale.ROOT, "%+.6f", both[1].pose() - both[0].pose()),
                    String.format(Locale.ROOT, "%+.5f", points(both, common.size())));
        }
        out.append(table.render("  "));
    }

    /**
     * For programs: differences are B − A.
     *
     * @param a label of the one
     * @param b label of the other
     * @param settings that differ, before and after
     * @param sections difference in bytes of each
     * @param bytes difference of the archives
     * @param segmentation difference of the mean segmentation distortions
     * @param pose difference of the mean pose distortions
     * @param score difference of the scores that charge the archive alone
     * @param pairs that were measured in both
     */
    public record Document(
            String a,
            String b,
            Map<String, List<String>> settings,
            Map<String, Long> sections,
            long bytes,
            double segmentation,
            double pose,
            @JsonProperty("current_workflow") double score,
            List<Pair> pairs) {}

    /** Differences of a pair: of its distortions, and in points of the linearised score. */
    public record Pair(int pair, double segmentation, double pose, double points) {}

    /** For programs. */
    public Document document() {
        Run one = a.record();
        Run other = b.record();
        Map<String, List<String>> changed = new LinkedHashMap<>();
        settings()
                .forEach(change -> changed.put(
                        change.name(),
                        List.of(change.before().orElse(UNSET), change.after().orElse(UNSET))));
        Map<String, Long> sections = new TreeMap<>();
        other.sections().forEach((name, bytes) -> sections.merge(name, bytes, Long::sum));
        one.sections().forEach((name, bytes) -> sections.merge(name, -bytes, Long::sum));
        Map<Integer, PairDistortion[]> common = common();
        List<Pair> pairs = new ArrayList<>();
        common.forEach((pair, both) -> pairs.add(new Pair(
                pair,
                both[1].segmentation() - both[0].segmentation(),
                both[1].pose() - both[0].pose(),
                points(both, common.size()))));
        return new Document(
                a.label(),
                b.label(),
                changed,
                sections,
                other.bytes().archive() - one.bytes().archive(),
                other.segmentation() - one.segmentation(),
                other.pose() - one.pose(),
                other.score() - one.score(),
                pairs);
    }
}
