package org.fovea.evaluate.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.compare.Comparison.Difference;
import org.fovea.evaluate.compare.Comparison.DifferingRange;
import org.fovea.evaluate.compare.Comparison.PairDifference;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.ScoreResult;

/**
 * A comparison as a JSON document: its components are the document's keys. Differences are B − A.
 *
 * @param format always {@code fovea comparison}
 * @param version of the format
 * @param name what to call the scores
 * @param partial how much of the clip was scored, where it was not all
 * @param a the one
 * @param b the other
 * @param bootstrap how the intervals were made
 * @param segmentation difference of the segmentation terms
 * @param pose of the pose terms
 * @param rate of the rate terms, only where the sizes of both archives are known
 * @param total of the sums of all terms
 * @param further of the further networks' terms
 * @param differingRanges consecutive pairs that differ at all
 * @param pairs what each pair contributes
 */
public record ComparisonDocument(
        String format,
        int version,
        String name,
        Optional<String> partial,
        Side a,
        Side b,
        Bootstrap bootstrap,
        Difference segmentation,
        Difference pose,
        Optional<Double> rate,
        Difference total,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Difference> further,
        List<DifferingRange> differingRanges,
        List<PairDifference> pairs) {
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

    public static ComparisonDocument of(Comparison comparison) {
        ScoreResult a = comparison.a();
        return new ComparisonDocument(
                "fovea comparison",
                1,
                a.provenance().scoreName(),
                a.partial(),
                Side.of(a),
                Side.of(comparison.b()),
                comparison.bootstrap(),
                comparison.segmentation(),
                comparison.pose(),
                comparison.rate(),
                comparison.total(),
                comparison.further(),
                comparison.ranges(),
                comparison.pairs());
    }
}
