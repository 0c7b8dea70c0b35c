package org.fovea.cli.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.compress.Compressed;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.run.FinishedStage;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreDocument;

/**
 * What a run came to, as text and as a document.
 *
 * @param made all of it
 */
public record RunOutcome(Compressed made) {
    /** For people. */
    public String text(String output, String run) {
        StringBuilder out = new StringBuilder();
        out.append("  inflated in a process of its own (")
                .append(made.isolation())
                .append("), ")
                .append(Text.seconds(made.inflateSeconds()))
                .append("\n\n");
        out.append(LedgerTable.render(made.ledger(), OptionalLong.of(originalBytes())))
                .append('\n');
        out.append(ScoreText.of(made.score())).append('\n');
        out.append(output)
                .append(": ")
                .append(Text.count(made.archive().length))
                .append(" bytes, sha256 ")
                .append(Sha256.of(made.archive()))
                .append('\n');
        out.append("log, metrics, pictures and score: ").append(run).append('\n');
        return out.toString();
    }

    private long originalBytes() {
        return made.score().bytes().originalBytes();
    }

    /** The same for programs. */
    public record Document(
            String archive,
            long bytes,
            String sha256,
            String run,
            String profile,
            long seed,
            double seconds,
            List<StageDocument> stages,
            String inflatedIn,
            LedgerTable.Document ledger,
            Object score) {}

    /** A stage, with its score where one was measured. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record StageDocument(
            String stage,
            long bytes,
            double seconds,
            Optional<Double> estimatedScore,
            Optional<Double> segmentation,
            Optional<Double> pose,
            Optional<Double> rate,
            Optional<Integer> pairs) {
        private static StageDocument of(FinishedStage stage) {
            Optional<Score> score = stage.score().map(FinishedStage.Estimate::score);
            return new StageDocument(
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

    /** For programs. */
    public Document document(String output, String run) {
        return new Document(
                output,
                made.archive().length,
                Sha256.of(made.archive()),
                run,
                made.profile().hash(),
                made.profile().seed(),
                made.seconds(),
                made.stages().stream().map(StageDocument::of).toList(),
                made.isolation(),
                LedgerTable.Document.of(made.ledger(), OptionalLong.of(originalBytes())),
                ScoreDocument.of(made.score()));
    }
}
