package org.fovea.site.chart;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.model.FloorChange;
import org.fovea.site.model.LedgerJson.Label;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.PairCosts;
import org.fovea.site.model.PairPoints;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.SubsetTrust;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.model.Variants;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What the charts of a benchmark show, as the files in {@code data/} have it: a record for each file around what the
 * charts themselves are drawn from.
 */
final class ChartData {
    private ChartData() {}

    /** {@code runs}: points of score over time and of the fronts. */
    record Points(
            String benchmark,
            @JsonSerialize(contentUsing = Label.class) Optional<RunRow> floor,
            Optional<Double> offScaleAbove,
            List<Point> runs,
            @JsonSerialize(contentUsing = Label.class) List<RunRow> frontCurrentWorkflow,
            @JsonSerialize(contentUsing = Label.class) List<RunRow> frontRuleFaithful) {}

    /** A run as a point of a chart. */
    @JsonPropertyOrder("run")
    record Point(
            @JsonUnwrapped
            @JsonIncludeProperties({
                "name",
                "track",
                "family",
                "time",
                "score",
                "ruleFaithfulScore",
                "bytes",
                "payload",
                "segmentation",
                "pose",
                "verdict"
            })
            RunRow row,

            boolean exploit,
            boolean offScale,
            Optional<String> explanation) {
        @JsonProperty
        String run() {
            return row.numberLabel();
        }
    }

    /** {@code turning-points}. */
    record Turns(String benchmark, List<TurningPoint> turningPoints) {}

    /** {@code neighbourhood}. */
    record Around(
            String benchmark,
            @JsonSerialize(contentUsing = Label.class) Optional<RunRow> floor,
            List<Neighbourhood.Neighbour> runs,
            List<Neighbourhood.Comparison> rounds) {}

    /** {@code floor-change}. */
    record Floors(
            String benchmark,
            @JsonSerialize(contentUsing = Label.class) Optional<RunRow> prior,
            @JsonSerialize(contentUsing = Label.class) Optional<RunRow> current,
            List<FloorChange.Row> rows) {}

    /** {@code variants}. */
    record Families(String benchmark, List<Variants> families) {}

    /** {@code bytes}. */
    record Ledgers(String benchmark, List<Sections> turningPoints) {}

    /** Bytes of a turning point. */
    record Sections(
            int number,
            @JsonSerialize(using = Label.class) RunRow run,
            @JsonUnwrapped ByteLedger ledger) {}

    /** {@code pairs}. */
    record Distributions(String benchmark, List<Distribution> runs) {}

    /** Pairs of a run. */
    record Distribution(
            @JsonSerialize(using = Label.class) RunRow run, String role, double slope, List<PairPoints> pairs) {}

    /** {@code calibration}. */
    record Trust(String benchmark, @JsonUnwrapped SubsetTrust trust) {}

    static Points points(Snapshot snapshot, BenchmarkCharts charts) {
        return new Points(
                charts.name(),
                charts.floor(),
                Optional.of(charts.offScale().limit()).filter(limit -> !limit.isInfinite()),
                charts.whole().stream().map(run -> point(snapshot, charts, run)).toList(),
                charts.current().front(),
                charts.faithful().front());
    }

    private static Point point(Snapshot snapshot, BenchmarkCharts charts, RunRow run) {
        boolean exploit = !OffScale.honest(run);
        boolean beyond = charts.offScale().beyond().test(run);
        return new Point(
                run, exploit, beyond, exploit || beyond ? RunWords.explanation(snapshot, run) : Optional.empty());
    }

    static Turns turns(BenchmarkCharts charts) {
        return new Turns(charts.name(), charts.turningPoints());
    }

    static Around around(BenchmarkCharts charts) {
        return new Around(
                charts.name(),
                charts.floor(),
                charts.neighbourhood().map(Neighbourhood::runs).orElse(List.of()),
                charts.neighbourhood().map(Neighbourhood::rounds).orElse(List.of()));
    }

    static Floors floorChange(BenchmarkCharts charts) {
        return new Floors(
                charts.name(),
                charts.prior(),
                charts.floor(),
                charts.floorChange().map(FloorChange::rows).orElse(List.of()));
    }

    static Families families(BenchmarkCharts charts) {
        return new Families(charts.name(), charts.variants());
    }

    static Ledgers ledgers(Snapshot snapshot, BenchmarkCharts charts) {
        return new Ledgers(
                charts.name(),
                charts.turningPoints().stream()
                        .map(point ->
                                new Sections(point.number(), point.run(), ByteLedger.of(snapshot.details(point.run()))))
                        .toList());
    }

    static Distributions distributions(Snapshot snapshot, BenchmarkCharts charts) {
        List<Distribution> all = new ArrayList<>();
        Optional<Run> floor =
                charts.floor().map(snapshot::details).filter(run -> !run.pairs().isEmpty());
        if (floor.isPresent()) {
            LinearScore tangent = PairCosts.tangent(floor.get());
            RunRow row = charts.floor().orElseThrow();
            all.add(new Distribution(row, "floor", tangent.slope(), PairPoints.of(floor.get(), tangent)));
            charts.prior()
                    .filter(before -> !before.key().equals(row.key()))
                    .ifPresent(before -> all.add(new Distribution(
                            before, "prior floor", tangent.slope(), PairPoints.of(snapshot.details(before), tangent))));
        }
        return new Distributions(charts.name(), all);
    }

    static Trust trust(BenchmarkCharts charts) {
        return new Trust(charts.name(), charts.trust());
    }
}
