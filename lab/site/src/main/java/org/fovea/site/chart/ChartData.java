package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.Snapshot;

/** What the charts of a benchmark show, as the files in {@code data/} have it, by the kind of the file. */
final class ChartData {
    private ChartData() {}

    /** Kinds of files, each with what it holds besides the benchmark's name. */
    static Map<String, Function<ChartsPage.BenchmarkCharts, Object>> kinds(Snapshot snapshot) {
        Map<String, Function<ChartsPage.BenchmarkCharts, Object>> kinds = new LinkedHashMap<>();
        kinds.put("runs", charts -> points(snapshot, charts));
        kinds.put("turning-points", charts -> of(charts, "turningPoints", charts.turningPoints()));
        kinds.put(
                "floor-change",
                charts -> of(
                        charts,
                        "prior",
                        charts.prior().map(RunRow::numberLabel),
                        "current",
                        charts.floor().map(RunRow::numberLabel),
                        "rows",
                        charts.metrics()));
        kinds.put(
                "neighbourhood",
                charts -> of(
                        charts,
                        "floor",
                        charts.floor().map(RunRow::numberLabel),
                        "runs",
                        charts.neighbourhood().map(Neighbourhood::runs).orElse(List.of()),
                        "rounds",
                        charts.neighbourhood().map(Neighbourhood::rounds).orElse(List.of())));
        kinds.put("pairs", charts -> of(charts, "runs", pairs(snapshot, charts)));
        return kinds;
    }

    private static Map<String, Object> of(ChartsPage.BenchmarkCharts charts, Object... namesAndValues) {
        Map<String, Object> fields = LedgerJson.fields("benchmark", charts.name());
        fields.putAll(LedgerJson.fields(namesAndValues));
        return fields;
    }

    private static Map<String, Object> points(Snapshot snapshot, ChartsPage.BenchmarkCharts charts) {
        return of(
                charts,
                "floor",
                charts.floor().map(RunRow::numberLabel),
                "offScaleAbove",
                Optional.of(charts.offScale().limit()).filter(limit -> !limit.isInfinite()),
                "runs",
                charts.whole().stream().map(run -> point(snapshot, charts, run)).toList(),
                "frontCurrentWorkflow",
                LedgerJson.labels(charts.current().front()),
                "frontRuleFaithful",
                LedgerJson.labels(charts.faithful().front()));
    }

    private static Map<String, Object> point(Snapshot snapshot, ChartsPage.BenchmarkCharts charts, RunRow run) {
        boolean exploit = !OffScale.honest(run);
        boolean beyond = charts.offScale().beyond().test(run);
        Map<String, Object> fields = LedgerJson.fields(
                "run", run.numberLabel(),
                "name", run.name(),
                "track", run.track(),
                "family", run.family(),
                "time", run.ended());
        fields.putAll(LedgerJson.figures(run));
        fields.putAll(LedgerJson.fields(
                "verdict",
                run.verdict(),
                "exploit",
                exploit,
                "offScale",
                beyond,
                "explanation",
                exploit || beyond ? RunWords.explanation(snapshot, run) : Optional.empty()));
        return fields;
    }

    private static List<Object> pairs(Snapshot snapshot, ChartsPage.BenchmarkCharts charts) {
        List<Object> all = new ArrayList<>();
        Optional<RunRow> floor =
                charts.floor().filter(run -> !snapshot.details(run).pairs().isEmpty());
        floor.ifPresent(run -> {
            LinearScore tangent = LinearScore.at(snapshot.details(run).pairs().stream()
                    .mapToDouble(PairDistortion::pose)
                    .average()
                    .orElseThrow());
            all.add(pairs(snapshot, run, "floor", tangent));
            charts.prior()
                    .filter(before -> !before.key().equals(run.key()))
                    .ifPresent(before -> all.add(pairs(snapshot, before, "prior floor", tangent)));
        });
        return all;
    }

    /** Costs at the same tangent, so that runs can be compared. */
    private static Object pairs(Snapshot snapshot, RunRow run, String role, LinearScore tangent) {
        return LedgerJson.fields(
                "run", run.numberLabel(),
                "role", role,
                "slope", tangent.slope(),
                "pairs",
                        snapshot.details(run).pairs().stream()
                                .map(pair -> LedgerJson.fields(
                                        "pair", pair.pair(),
                                        "segmentation", pair.segmentation(),
                                        "pose", pair.pose(),
                                        "points", tangent.cost(pair)))
                                .toList());
    }
}
