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
import java.util.function.ToDoubleFunction;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
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
     * Whether both hold the same pairs. Else bytes and rates cannot be compared, and distortions on common pairs only.
     */
    private final boolean alike;

    /**
     * Of two runs of one benchmark.
     *
     * @throws AppException where they are of different ones, or measured no pair in common
     */
    public RunDiff(Ledger ledger, Numbered<Run> a, Numbered<Run> b) {
        this.ledger = ledger;
        this.a = a;
        this.b = b;
        if (!a.record().benchmark().equals(b.record().benchmark())) {
            throw AppException.usage(
                    a.label() + " and " + b.label() + " ran on different benchmarks; their scores cannot be compared");
        }
        alike = a.record().subset().equals(b.record().subset());
        if (!alike && common().isEmpty()) {
            throw AppException.usage(a.label() + " and " + b.label()
                    + " have no pair in common; compare runs of the same pairs (fovea lab results lists them)");
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
        if (!alike) {
            Map<Integer, PairDistortion[]> common = common();
            out.append("  ")
                    .append(one.subset().size())
                    .append(" and ")
                    .append(other.subset().size())
                    .append(" pairs: bytes cannot be compared; terms are of the ")
                    .append(common.size())
                    .append(" pairs in common\n");
            Score before = terms(common, 0);
            Score after = terms(common, 1);
            points(table, "segmentation term", before.segmentation(), after.segmentation());
            points(table, "pose term", before.pose(), after.pose());
            out.append(table.render("  "));
            pairs(out);
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
        pairs(out);
        return out.toString();
    }

    /** Terms of one of the two on the pairs in common, without a rate. */
    private static Score terms(Map<Integer, PairDistortion[]> common, int which) {
        return ScoreFormula.COMMA.score(
                new Distortion(
                        mean(common, pair -> pair[which].segmentation()), mean(common, pair -> pair[which].pose())),
                0);
    }

    private static double mean(Map<Integer, PairDistortion[]> common, ToDoubleFunction<PairDistortion[]> value) {
        return common.values().stream().mapToDouble(value).average().orElseThrow();
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
     * @param sections difference in bytes of each; empty where the runs are of different pairs
     * @param bytes difference of the archives; absent where the runs are of different pairs
     * @param segmentation difference of the mean segmentation distortions of the pairs in common
     * @param pose difference of the mean pose distortions of these
     * @param score difference of the scores that charge the archive alone; absent where the runs are of different pairs
     * @param pairs that were measured in both
     */
    public record Document(
            String a,
            String b,
            Map<String, List<String>> settings,
            Map<String, Long> sections,
            Optional<Long> bytes,
            double segmentation,
            double pose,
            @JsonProperty("current_workflow") Optional<Double> score,
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
        Map<Integer, PairDistortion[]> common = common();
        double segmentation = other.segmentation() - one.segmentation();
        double pose = other.pose() - one.pose();
        if (alike) {
            other.sections().forEach((name, bytes) -> sections.merge(name, bytes, Long::sum));
            one.sections().forEach((name, bytes) -> sections.merge(name, -bytes, Long::sum));
        } else {
            segmentation = mean(common, pair -> pair[1].segmentation() - pair[0].segmentation());
            pose = mean(common, pair -> pair[1].pose() - pair[0].pose());
        }
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
                alike ? Optional.of(other.bytes().archive() - one.bytes().archive()) : Optional.empty(),
                segmentation,
                pose,
                alike ? Optional.of(other.score() - one.score()) : Optional.empty(),
                pairs);
    }
}
