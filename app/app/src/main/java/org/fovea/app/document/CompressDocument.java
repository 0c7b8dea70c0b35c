package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.compress.Compressed;
import org.fovea.app.compress.Verdict;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.run.BaseTrial;
import org.fovea.encode.run.Choice;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.PriceChoice;
import org.fovea.encode.run.TimeChoice;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreDocument;

/**
 * What encoding a clip came to.
 *
 * @param profile hash of the settings
 * @param choice why with this profile, where several were tried
 * @param time with how many training steps, where it was to end in time
 * @param target what was to be kept, and the trials at other prices of a byte, where that was asked for
 * @param targetReached whether the archive keeps it, by the frames that another process has drawn
 * @param baseTrial how a base was judged before any training, where there was one
 * @param inflatedIn what kept the process that inflated it apart
 * @param ledger where the bytes are
 * @param score that of {@code fovea score}
 * @param verdict what AV1 and HEVC do on the same pairs, unless it was left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CompressDocument(
        String archive,
        long bytes,
        String sha256,
        String run,
        String profile,
        Optional<Choice> choice,
        Optional<TimeChoice> time,
        Optional<PriceChoice> target,
        Optional<Boolean> targetReached,
        Optional<BaseTrial.Suits> baseTrial,
        long seed,
        double seconds,
        List<Stage> stages,
        String inflatedIn,
        LedgerDocument ledger,
        Object score,
        Optional<Verdict> verdict) {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Stage(
            String stage,
            long bytes,
            double seconds,
            Optional<Double> estimatedScore,
            Optional<Double> segmentation,
            Optional<Double> pose,
            Optional<Double> rate,
            Optional<Integer> pairs) {
        private static Stage of(FinishedStage stage) {
            Optional<Score> score = stage.score().map(FinishedStage.Estimate::score);
            return new Stage(
                    stage.label(),
                    stage.bytes(),
                    stage.seconds(),
                    score.map(Score::total),
                    score.map(Score::segmentation),
                    score.map(Score::pose),
                    score.map(Score::rate),
                    stage.score().map(FinishedStage.Estimate::pairs));
        }
    }

    public static CompressDocument of(Compressed made, String archive, String run) {
        return new CompressDocument(
                archive,
                made.archive().length,
                Sha256.of(made.archive()),
                run,
                made.profile().hash(),
                made.choice(),
                made.time(),
                made.price(),
                made.price().map(_ -> made.targetReached()),
                made.baseTrial(),
                made.profile().seed(),
                made.seconds(),
                made.stages().stream().map(Stage::of).toList(),
                made.isolation(),
                LedgerDocument.of(
                        made.ledger(),
                        OptionalLong.of(made.score().bytes().originalBytes()),
                        made.score().formula()),
                ScoreDocument.of(made.score()),
                made.verdict());
    }
}
