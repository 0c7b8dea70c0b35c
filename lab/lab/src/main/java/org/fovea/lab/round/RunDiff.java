package org.fovea.lab.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordException;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * What changes from one run to another: settings, bytes of sections, pairs. Differences are B − A: negative where B is
 * better.
 */
public final class RunDiff {
    /** In place of a value that is not set. */
    public static final String UNSET = "–";

    private final Ledger ledger;
    private final Numbered<Run> a;
    private final Numbered<Run> b;
    private final Map<Integer, PairDistortion[]> common = new TreeMap<>();
    private final boolean alike;

    /**
     * Of two runs of one benchmark.
     *
     * @throws RecordException where they are of different ones, or measured no pair in common
     */
    public RunDiff(Ledger ledger, Numbered<Run> a, Numbered<Run> b) {
        this.ledger = ledger;
        this.a = a;
        this.b = b;
        if (!a.record().benchmark().equals(b.record().benchmark())) {
            throw new RecordException(
                    a.label() + " and " + b.label() + " ran on different benchmarks; their scores cannot be compared");
        }
        alike = a.record().subset().equals(b.record().subset());
        Map<Integer, PairDistortion> one = new HashMap<>();
        a.record().pairs().forEach(pair -> one.put(pair.pair(), pair));
        for (PairDistortion pair : b.record().pairs()) {
            if (one.containsKey(pair.pair())) {
                common.put(pair.pair(), new PairDistortion[] {one.get(pair.pair()), pair});
            }
        }
        if (!alike && common.isEmpty()) {
            throw new RecordException(a.label() + " and " + b.label()
                    + " have no pair in common; compare runs of the same pairs (fovea lab results lists them)");
        }
    }

    public Numbered<Run> a() {
        return a;
    }

    public Numbered<Run> b() {
        return b;
    }

    /**
     * Whether both hold the same pairs. Else bytes and rates cannot be compared, and distortions on common pairs only.
     */
    public boolean alike() {
        return alike;
    }

    /** Settings that differ, those that only these runs replaced and the code among them. */
    public List<SettingChange> settings() {
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

    /**
     * Terms on the pairs in common, without a rate.
     *
     * @param which 0 for A, 1 for B
     */
    public Score terms(int which) {
        return ScoreFormula.COMMA.score(
                new Distortion(mean(pair -> pair[which].segmentation()), mean(pair -> pair[which].pose())), 0);
    }

    private double mean(ToDoubleFunction<PairDistortion[]> value) {
        return common.values().stream().mapToDouble(value).average().orElseThrow();
    }

    /** Pairs that were measured in both, by their numbers. */
    public List<Pair> pairs() {
        LinearScore linear = LinearScore.at(a.record().pose());
        return common.entrySet().stream()
                .map(each -> {
                    PairDistortion[] both = each.getValue();
                    double segmentation = both[1].segmentation() - both[0].segmentation();
                    double pose = both[1].pose() - both[0].pose();
                    return new Pair(
                            each.getKey(), segmentation, pose, linear.points(segmentation, pose) / common.size());
                })
                .toList();
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

    public Document document() {
        Run one = a.record();
        Run other = b.record();
        Map<String, List<String>> changed = new LinkedHashMap<>();
        settings()
                .forEach(change -> changed.put(
                        change.name(),
                        List.of(change.before().orElse(UNSET), change.after().orElse(UNSET))));
        Map<String, Long> sections = new TreeMap<>();
        double segmentation = other.segmentation() - one.segmentation();
        double pose = other.pose() - one.pose();
        if (alike) {
            other.sections().forEach((name, bytes) -> sections.merge(name, bytes, Long::sum));
            one.sections().forEach((name, bytes) -> sections.merge(name, -bytes, Long::sum));
        } else {
            segmentation = mean(pair -> pair[1].segmentation() - pair[0].segmentation());
            pose = mean(pair -> pair[1].pose() - pair[0].pose());
        }
        return new Document(
                a.label(),
                b.label(),
                changed,
                sections,
                alike ? Optional.of(other.bytes().archive() - one.bytes().archive()) : Optional.empty(),
                segmentation,
                pose,
                alike ? Optional.of(other.score() - one.score()) : Optional.empty(),
                pairs());
    }
}
