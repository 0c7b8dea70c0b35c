package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A curve in the shape of the files in CompressAI's folder {@code results}, which its plot tool reads: a list for each
 * measure, from the lowest rate on.
 *
 * @param name of the curve
 * @param description how it was made
 * @param results lists of the same length
 */
public record CompressAiResults(String name, String description, Map<String, List<Double>> results) {
    /**
     * The points of a series that no other of it beats in bytes and loss.
     *
     * @param clip what was coded
     * @param evaluators that judged the frames
     */
    public static CompressAiResults of(
            List<RdPoint> points, String series, StreamRate rate, String clip, String evaluators) {
        List<RdPoint> curve = new ArrayList<>();
        for (RdPoint point : RdText.of(points, series)) {
            if (curve.isEmpty() || loss(point) < loss(curve.getLast())) {
                curve.add(point);
            }
        }
        Map<String, List<Double>> results = new LinkedHashMap<>();
        results.put("bpp", column(curve, point -> rate.bitsPerPixel(point.bytes())));
        results.put("kbps", column(curve, point -> rate.kilobits(point.bytes())));
        results.put(
                "segmentation", column(curve, point -> point.measured().means().segmentation()));
        results.put("pose", column(curve, point -> point.measured().means().pose()));
        results.put("score", column(curve, RdPoint::score));
        String how = curve.getFirst()
                .anchor()
                .map(anchor ->
                        anchor.encoder() + ", preset " + anchor.settings().preset() + ", best of scale and quality")
                .orElse("fovea compress");
        return new CompressAiResults(
                series,
                String.format(
                        Locale.ROOT,
                        "%s; %s, %d frames of %s; networks %s",
                        how,
                        clip,
                        rate.frames(),
                        rate.size(),
                        evaluators),
                results);
    }

    private static double loss(RdPoint point) {
        return point.measured().terms().withoutRate();
    }

    private static List<Double> column(List<RdPoint> curve, ToDoubleFunction<RdPoint> value) {
        return curve.stream().map(value::applyAsDouble).toList();
    }

    /** Name of its file. */
    public String file() {
        return "compressai-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "") + ".json";
    }
}
