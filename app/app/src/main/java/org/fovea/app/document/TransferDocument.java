package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.score.Tasks;

/** A score, and the same frames through networks that they were not fitted to. */
public record TransferDocument(@JsonUnwrapped ScoreDocument score, List<Other> also) {
    /**
     * A row of the transfer table.
     *
     * @param evaluatorsSha256 of their weights, structure and pre-processing
     * @param fittedTo always false: the user says so
     * @param rate points; absent where the bytes are not known
     * @param score with everything; absent where the bytes are not known
     * @param tasks how well boxes on the candidate fit those on the original, where a network says boxes
     */
    public record Other(
            String evaluators,
            String evaluatorsSha256,
            boolean fittedTo,
            double segmentation,
            double pose,
            List<Double> further,
            List<String> networks,
            Optional<Double> rate,
            Optional<Double> score,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Tasks> tasks) {
        private static Other of(ScoreResult result) {
            Score lost = result.lost();
            return new Other(
                    result.provenance().evaluators().name(),
                    result.provenance().evaluators().hash(),
                    false,
                    lost.segmentation(),
                    lost.pose(),
                    lost.further(),
                    result.objective().networks().stream()
                            .map(ScoreObjective.Term::name)
                            .toList(),
                    result.score().map(charged -> charged.terms().rate()),
                    result.score().map(Accounting::score),
                    result.tasks());
        }
    }

    public static TransferDocument of(ScoreResult score, List<ScoreResult> others) {
        return new TransferDocument(
                ScoreDocument.of(score), others.stream().map(Other::of).toList());
    }
}
