package org.fovea.encode.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * What an archive costs on some pairs of its clip.
 *
 * @param mean of the pairs
 * @param bytes of the archive
 * @param score of both, were these all pairs
 */
public record Measurement(Distortion mean, long bytes, Score score) {
    /** Of single pairs, as {@link ArchiveMeasure#each} gives them. */
    static Measurement of(List<Distortion> pairs, long bytes, ScoreFormula formula, long originalBytes) {
        List<Double> further = IntStream.range(0, pairs.getFirst().further().size())
                .mapToObj(network -> mean(pairs, pair -> pair.further().get(network)))
                .toList();
        Distortion mean = new Distortion(mean(pairs, Distortion::segmentation), mean(pairs, Distortion::pose), further);
        // Not the rate term as a score has it, but for its last bit: what a stage keeps depends on it.
        return new Measurement(mean, bytes, formula.score(mean, bytes * formula.pointsPerByte(originalBytes)));
    }

    /** What a stage that changes one section logs; the bytes are then those of that section. */
    public Map<String, Double> metrics() {
        return Map.of(
                "segmentation",
                score.segmentation(),
                "pose",
                score.pose(),
                "sectionBytes",
                (double) bytes,
                "points",
                score.total());
    }

    /** This and what came of it, for a log. */
    public String comparedWith(Measurement after) {
        return String.format(
                Locale.ROOT,
                "segmentation %.5f, pose %.5f, %d bytes before; %.5f, %.5f, %d after",
                score.segmentation(),
                score.pose(),
                bytes,
                after.score.segmentation(),
                after.score.pose(),
                after.bytes);
    }

    private static double mean(List<Distortion> pairs, ToDoubleFunction<Distortion> part) {
        return pairs.stream().mapToDouble(part).sum() / pairs.size();
    }
}
