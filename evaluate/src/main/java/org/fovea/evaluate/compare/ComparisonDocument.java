package org.fovea.evaluate.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.evaluate.compare.Comparison.Difference;
import org.fovea.evaluate.compare.Comparison.DifferingRange;
import org.fovea.evaluate.compare.Comparison.PairDifference;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.ScoreResult;

/** A comparison for a JSON writer. */
public final class ComparisonDocument {
    private ComparisonDocument() {}

    /** As maps, lists, numbers and texts. */
    public static Map<String, Object> of(Comparison comparison) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", "fovea comparison");
        all.put("version", 1);
        all.put("name", comparison.a().provenance().scoreName());
        all.put("partial", comparison.a().partial().orElse(null));
        all.put("a", side(comparison.a()));
        all.put("b", side(comparison.b()));
        Bootstrap bootstrap = comparison.bootstrap();
        Map<String, Object> method = new LinkedHashMap<>();
        method.put("method", bootstrap.method());
        method.put("resamples", bootstrap.resamples());
        method.put("level", bootstrap.level());
        method.put("block", bootstrap.block());
        method.put("seed", bootstrap.seed());
        all.put("bootstrap", method);
        all.put("segmentation", difference(comparison.segmentation()));
        all.put("pose", difference(comparison.pose()));
        all.put("rate", comparison.rate().orElse(null));
        all.put("total", difference(comparison.total()));
        List<Object> ranges = new ArrayList<>();
        for (DifferingRange range : comparison.ranges()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("first", range.first());
            map.put("last", range.last());
            map.put("points", range.points());
            ranges.add(map);
        }
        all.put("differingRanges", ranges);
        List<Object> pairs = new ArrayList<>();
        for (PairDifference pair : comparison.pairs()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("pair", pair.pair());
            map.put("wrongPixels", pair.wrongPixels());
            map.put("poseDistortion", pair.poseDistortion());
            map.put("segmentation", pair.segmentation());
            map.put("pose", pair.pose());
            map.put("points", pair.points());
            pairs.add(map);
        }
        all.put("pairs", pairs);
        return all;
    }

    private static Map<String, Object> side(ScoreResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("candidate", result.provenance().candidate().name());
        map.put("sha256", result.provenance().candidate().sha256());
        map.put("score", result.score().map(Accounting::score).orElse(null));
        if (result.bytes().exploit()) {
            map.put("exploit", true);
        }
        map.put("segmentationMean", result.averages().segmentation());
        map.put("poseMean", result.averages().pose());
        return map;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("difference", difference.value());
        map.put("low", difference.interval().low());
        map.put("high", difference.interval().high());
        map.put("excludesZero", difference.interval().excludesZero());
        return map;
    }
}
