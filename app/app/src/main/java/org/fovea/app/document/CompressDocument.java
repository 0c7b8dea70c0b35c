package org.fovea.app.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.fovea.app.compress.Compressed;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.run.FinishedStage;
import org.fovea.evaluate.score.ScoreDocument;

/** What encoding a clip came to, for programs. What is absent is left out. */
public final class CompressDocument {
    private CompressDocument() {}

    /** Of a run that has ended; archive and run directory are as they were named. */
    public static Map<String, Object> of(Compressed made, String archive, String run) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("archive", archive);
        document.put("bytes", made.archive().length);
        document.put("sha256", Sha256.of(made.archive()));
        document.put("run", run);
        document.put("profile", made.profile().hash());
        made.choice().ifPresent(choice -> document.put("choice", choice));
        made.time().ifPresent(time -> document.put("time", time));
        made.price().ifPresent(price -> {
            document.put("target", price);
            document.put("targetReached", made.targetReached());
        });
        made.baseTrial().ifPresent(trial -> document.put("baseTrial", trial));
        document.put("seed", made.profile().seed());
        document.put("seconds", made.seconds());
        document.put("stages", made.stages().stream().map(CompressDocument::of).toList());
        document.put("inflatedIn", made.isolation());
        document.put(
                "ledger",
                LedgerDocument.of(
                        made.ledger(),
                        OptionalLong.of(made.score().bytes().originalBytes()),
                        made.score().formula()));
        document.put("score", ScoreDocument.of(made.score()));
        made.verdict().ifPresent(verdict -> document.put("verdict", verdict));
        return document;
    }

    private static Map<String, Object> of(FinishedStage stage) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stage", stage.label());
        document.put("bytes", stage.bytes());
        document.put("seconds", stage.seconds());
        stage.score().ifPresent(estimate -> {
            document.put("estimatedScore", estimate.score().total());
            document.put("segmentation", estimate.score().segmentation());
            document.put("pose", estimate.score().pose());
            document.put("rate", estimate.score().rate());
            document.put("pairs", estimate.pairs());
        });
        return document;
    }
}
