package org.fovea.site.charts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.Calibration;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.analysis.ByteLedger;
import org.fovea.site.analysis.Climb;
import org.fovea.site.analysis.FloorChange;
import org.fovea.site.analysis.Neighbourhood;
import org.fovea.site.analysis.OffScale;
import org.fovea.site.analysis.PairCosts;
import org.fovea.site.analysis.PairPoints;
import org.fovea.site.analysis.ParetoFront;
import org.fovea.site.analysis.Variants;
import org.fovea.site.figure.RunWords;
import org.fovea.site.page.Wording;
import org.fovea.site.progress.SettingChange;
import org.fovea.site.snapshot.Snapshot;

/** What the charts of a benchmark show, as the files in {@code data/} have it: each record here is an object there, each component a field. */
final class ChartData {
    private ChartData() {}

    /** A run as a point of a chart. */
    record Point(
            String run,
            Optional<String> name,
            String track,
            String family,
            String time,
            double score,
            Optional<Double> ruleFaithfulScore,
            long bytes,
            Optional<Long> payload,
            double segmentation,
            double pose,
            Optional<String> verdict,
            boolean exploit,
            boolean offScale,
            Optional<String> explanation) {}

    /** A turning point. */
    record Turn(
            int number,
            String judgement,
            String time,
            String run,
            Optional<String> name,
            Optional<String> prior,
            List<Change> changes,
            double score,
            long bytes,
            Score terms,
            Optional<Double> scoreChange,
            Optional<Long> bytesChange,
            Optional<Score> termsChange) {}

    /** A setting that differs. */
    record Change(String setting, Optional<String> before, Optional<String> after) {
        static List<Change> of(List<SettingChange> changes) {
            return changes.stream()
                    .map(change -> new Change(change.name(), change.before(), change.after()))
                    .toList();
        }
    }

    /** {@code score-over-time}, {@code pareto}: points and what they mean. */
    record Points(
            String benchmark,
            Optional<String> floor,
            Optional<Double> offScaleAbove,
            List<Point> runs,
            List<String> frontCurrentWorkflow,
            List<String> frontRuleFaithful) {}

    /** {@code turning-points}. */
    record Turns(String benchmark, List<Turn> turningPoints) {}

    /** {@code neighbourhood}. */
    record Around(String benchmark, Optional<String> floor, List<Beside> runs, List<OnSubset> rounds) {}

    /** A run one setting away. */
    record Beside(
            String run,
            Optional<String> name,
            Change change,
            double score,
            double scoreChange,
            long bytes,
            long bytesChange) {}

    /** A round one setting away. */
    record OnSubset(
            String round,
            String run,
            String floorRun,
            Change change,
            int pairs,
            double gain,
            double low,
            double high,
            double level,
            String decision) {}

    /** {@code floor-change}. */
    record FloorFigures(String benchmark, Optional<String> prior, Optional<String> current, List<Figures> rows) {}

    /** A figure of both floors. */
    record Figures(
            String name,
            String meaning,
            String unit,
            Optional<Double> prior,
            Optional<Double> current,
            Optional<Double> delta) {}

    /** {@code variants}. */
    record Families(String benchmark, List<Family> families) {}

    /** A family. */
    record Family(String family, List<Variant> runs) {}

    /** A run of a family. */
    record Variant(
            String run,
            Optional<String> name,
            Optional<String> floor,
            List<Change> changes,
            double score,
            Optional<Double> scoreChange,
            Optional<Double> ruleFaithfulScore,
            long bytes,
            Optional<Long> bytesChange,
            Optional<String> verdict) {}

    /** {@code bytes}. */
    record Ledgers(String benchmark, List<Sections> turningPoints) {}

    /** Bytes of a turning point. */
    record Sections(
            int number, String run, long archive, Optional<Long> payload, boolean sectionsKnown, List<Section> parts) {}

    /** A section. */
    record Section(String name, long bytes, double share, double points, boolean chargedByCurrentWorkflow) {}

    /** {@code pairs}. */
    record Distributions(String benchmark, List<Distribution> runs) {}

    /** Pairs of a run. */
    record Distribution(String run, String role, double slope, List<PairPoints> pairs) {}

    /** {@code calibration}. */
    record Trust(
            String benchmark,
            int replayedRuns,
            int earlierRuns,
            int draws,
            List<Calibration.Row> measured,
            List<Calibration.Row> replayed) {}

    static Points points(Snapshot snapshot, BenchmarkCharts charts) {
        double limit = charts.offScale().limit();
        return new Points(
                charts.benchmark().record().name(),
                charts.floor().map(RunRow::numberLabel),
                Double.isInfinite(limit) ? Optional.empty() : Optional.of(limit),
                charts.whole().stream().map(run -> point(snapshot, charts, run)).toList(),
                labels(charts.current()),
                labels(charts.faithful()));
    }

    private static List<String> labels(ParetoFront front) {
        return front.front().stream().map(RunRow::numberLabel).toList();
    }

    private static Point point(Snapshot snapshot, BenchmarkCharts charts, RunRow run) {
        boolean exploit = !OffScale.honest(run);
        boolean beyond = charts.offScale().beyond().test(run);
        return new Point(
                run.numberLabel(),
                run.name(),
                run.track(),
                run.family(),
                run.ended().toString(),
                run.score(),
                run.ruleFaithfulScore(),
                run.bytes(),
                run.payload(),
                run.segmentation(),
                run.pose(),
                run.verdict().map(Wording::word),
                exploit,
                beyond,
                exploit || beyond ? RunWords.explanation(snapshot, run) : Optional.empty());
    }

    static Turns turns(BenchmarkCharts charts) {
        return new Turns(
                charts.benchmark().record().name(),
                charts.climbs().stream().map(ChartData::turn).toList());
    }

    private static Turn turn(Climb climb) {
        var point = climb.point();
        return new Turn(
                climb.number(),
                point.judgement().label(),
                point.time().toString(),
                point.run().numberLabel(),
                point.run().name(),
                point.prior().map(RunRow::numberLabel),
                Change.of(point.changes()),
                point.run().score(),
                point.run().bytes(),
                climb.terms(),
                point.prior().map(_ -> point.scoreChange()),
                climb.bytes(),
                climb.change());
    }

    static Around around(BenchmarkCharts charts) {
        return new Around(
                charts.benchmark().record().name(),
                charts.floor().map(RunRow::numberLabel),
                charts.neighbourhood().map(Neighbourhood::runs).orElse(List.of()).stream()
                        .map(each -> new Beside(
                                each.run().numberLabel(),
                                each.run().name(),
                                Change.of(List.of(each.change())).getFirst(),
                                each.run().score(),
                                each.score(),
                                each.run().bytes(),
                                each.bytes()))
                        .toList(),
                charts.neighbourhood().map(Neighbourhood::rounds).orElse(List.of()).stream()
                        .map(ChartData::onSubset)
                        .toList());
    }

    private static OnSubset onSubset(Neighbourhood.Comparison each) {
        var round = each.round().record();
        return new OnSubset(
                each.round().label(),
                each.run().numberLabel(),
                each.floor().numberLabel(),
                Change.of(List.of(each.change())).getFirst(),
                each.run().pairs(),
                round.gain(),
                round.low(),
                round.high(),
                round.level(),
                Wording.decision(round.decision()));
    }

    static FloorFigures floorChange(BenchmarkCharts charts) {
        return new FloorFigures(
                charts.benchmark().record().name(),
                charts.prior().map(RunRow::numberLabel),
                charts.floor().map(RunRow::numberLabel),
                charts.floorChange().map(FloorChange::rows).orElse(List.of()).stream()
                        .map(row -> new Figures(
                                row.name(),
                                row.meaning(),
                                Wording.word(row.unit()),
                                row.prior(),
                                row.current(),
                                row.delta()))
                        .toList());
    }

    static Families families(BenchmarkCharts charts) {
        return new Families(
                charts.benchmark().record().name(),
                charts.variants().stream()
                        .map(each -> new Family(
                                each.family(),
                                each.rows().stream().map(ChartData::variant).toList()))
                        .toList());
    }

    private static Variant variant(Variants.Row row) {
        return new Variant(
                row.run().numberLabel(),
                row.run().name(),
                row.floor().map(RunRow::numberLabel),
                Change.of(row.changes()),
                row.run().score(),
                row.score(),
                row.run().ruleFaithfulScore(),
                row.run().bytes(),
                row.bytes(),
                row.run().verdict().map(Wording::word));
    }

    static Ledgers ledgers(Snapshot snapshot, BenchmarkCharts charts) {
        List<Sections> all = new ArrayList<>();
        for (Climb climb : charts.climbs()) {
            ByteLedger ledger = ByteLedger.of(snapshot.details(climb.point().run()));
            all.add(new Sections(
                    climb.number(),
                    climb.point().run().numberLabel(),
                    ledger.archive(),
                    ledger.payload(),
                    ledger.sectioned(),
                    ledger.parts().stream()
                            .map(part ->
                                    new Section(part.name(), part.bytes(), part.share(), part.points(), part.charged()))
                            .toList()));
        }
        return new Ledgers(charts.benchmark().record().name(), all);
    }

    static Distributions distributions(Snapshot snapshot, BenchmarkCharts charts) {
        Optional<Run> floor =
                charts.floor().map(snapshot::details).filter(run -> !run.pairs().isEmpty());
        List<Distribution> all = new ArrayList<>();
        Set<String> done = new HashSet<>();
        if (floor.isPresent()) {
            LinearScore tangent = PairCosts.tangent(floor.get());
            charts.floor().ifPresent(row -> all.add(distribution(row, "floor", floor.get(), tangent)));
            charts.floor().ifPresent(row -> done.add(row.key()));
            charts.prior()
                    .filter(row -> done.add(row.key()))
                    .ifPresent(row -> all.add(distribution(row, "prior floor", snapshot.details(row), tangent)));
        }
        return new Distributions(charts.benchmark().record().name(), all);
    }

    private static Distribution distribution(RunRow row, String role, Run run, LinearScore tangent) {
        return new Distribution(
                row.numberLabel(),
                role,
                tangent.slope(),
                run.pairs().stream()
                        .map(pair -> PairPoints.of(pair, tangent.cost(pair)))
                        .toList());
    }

    static Trust trust(BenchmarkCharts charts) {
        var trust = charts.trust();
        return new Trust(
                charts.benchmark().record().name(),
                trust.runs(),
                trust.left(),
                trust.draws(),
                trust.calibration().measured(),
                trust.calibration().replayed());
    }
}
