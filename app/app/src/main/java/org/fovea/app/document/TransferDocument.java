package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreResult;

/** A score, and the same frames through networks that they were not fitted to. */
public record TransferDocument(@JsonUnwrapped ScoreDocument score, List<Map<String, Object>> also) {
    public static TransferDocument of(ScoreResult score, List<ScoreResult> others) {
        return new TransferDocument(
                ScoreDocument.of(score),
                others.stream().map(TransferDocument::row).toList());
    }

    /** A row of the transfer table; rate and score are null where the bytes are not known. */
    private static Map<String, Object> row(ScoreResult result) {
        Score lost = result.lost();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("evaluators", result.provenance().evaluators().name());
        row.put("evaluatorsSha256", result.provenance().evaluators().hash());
        row.put("fittedTo", false); // the user says so
        row.put("segmentation", lost.segmentation());
        row.put("pose", lost.pose());
        row.put("further", lost.further());
        row.put(
                "networks",
                result.objective().networks().stream()
                        .map(ScoreObjective.Term::name)
                        .toList());
        row.put("rate", result.score().map(charged -> charged.terms().rate()));
        row.put("score", result.score().map(Accounting::score));
        result.tasks().ifPresent(tasks -> row.put("tasks", tasks));
        return row;
    }
}
