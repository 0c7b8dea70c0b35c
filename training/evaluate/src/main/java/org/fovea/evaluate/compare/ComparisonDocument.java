package org.fovea.evaluate.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.compare.Comparison.DifferingRange;
import org.fovea.evaluate.compare.Comparison.PairDifference;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.ScoreResult;

/**
 * A comparison as a JSON document: its components are the document's keys. Differences are B − A.
 *
 * @param heading what it is
 * @param a the one
 * @param b the other
 * @param bootstrap how the intervals were made
 * @param terms differences of the terms and of their sum
 * @param differingRanges consecutive pairs that differ at all
 * @param pairs what each pair contributes
 */
public record ComparisonDocument(
        @JsonUnwrapped Heading heading,
        Side a,
        Side b,
        Method bootstrap,
        @JsonUnwrapped Terms terms,
        List<DifferingRange> differingRanges,
        List<PairDifference> pairs) {
    /**
     * What it is.
     *
     * @param format always {@code fovea comparison}
     * @param version of the format
     * @param name what to call the scores
     * @param partial how much of the clip was scored, where it was not all
     */
    public record Heading(String format, int version, String name, Optional<String> partial) {}

    /**
     * One of the two.
     *
     * @param candidate name of its file
     * @param sha256 of it
     * @param score if it has one
     * @param segmentationMean mean segmentation distortion
     * @param poseMean mean pose distortion
     * @param furtherMeans mean distortions of further networks
     * @param classes what became of each class
     */
    public record Side(
            String candidate,
            String sha256,
            Optional<Double> score,
            double segmentationMean,
            double poseMean,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> furtherMeans,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassCount> classes) {
        private static Side of(ScoreResult result) {
            return new Side(
                    result.provenance().candidate().name(),
                    result.provenance().candidate().sha256(),
                    result.score().map(Accounting::score),
                    result.averages().segmentation(),
                    result.averages().pose(),
                    result.averages().further(),
                    result.table().classes());
        }
    }

    /** How intervals were made: in words, and with which settings. */
    public record Method(String method, int resamples, double level, int block, long seed) {
        private static Method of(Bootstrap bootstrap) {
            return new Method(
                    bootstrap.method(), bootstrap.resamples(), bootstrap.level(), bootstrap.block(), bootstrap.seed());
        }
    }

    /** Differences of the terms, and of their sum; of the rate only where the sizes of both archives are known. */
    public record Terms(
            Difference segmentation,
            Difference pose,
            Optional<Double> rate,
            Difference total,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Difference> further) {}

    /** A difference, the interval that it lies in, and whether 0 is outside this. */
    public record Difference(double difference, double low, double high, boolean excludesZero) {
        private static Difference of(Comparison.Difference difference) {
            Bootstrap.Interval interval = difference.interval();
            return new Difference(difference.value(), interval.low(), interval.high(), interval.excludesZero());
        }
    }

    public static ComparisonDocument of(Comparison comparison) {
        ScoreResult a = comparison.a();
        return new ComparisonDocument(
                new Heading("fovea comparison", 1, a.provenance().scoreName(), a.partial()),
                Side.of(a),
                Side.of(comparison.b()),
                Method.of(comparison.bootstrap()),
                new Terms(
                        Difference.of(comparison.segmentation()),
                        Difference.of(comparison.pose()),
                        comparison.rate(),
                        Difference.of(comparison.total()),
                        comparison.further().stream().map(Difference::of).toList()),
                comparison.ranges(),
                comparison.pairs());
    }
}
