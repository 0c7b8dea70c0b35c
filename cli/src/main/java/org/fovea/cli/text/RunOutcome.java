package org.fovea.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** For programs. */
    public Map<String, Object> document(String output, String run) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("archive", output);
        all.put("bytes", made.archive().length);
        all.put("sha256", Sha256.of(made.archive()));
        all.put("run", run);
        all.put("profile", made.profile().hash());
        all.put("seed", made.profile().seed());
        all.put("seconds", made.seconds());
        List<Object> list = new ArrayList<>();
        for (FinishedStage stage : made.stages()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("stage", stage.label());
            map.put("bytes", stage.bytes());
            map.put("seconds", stage.seconds());
            stage.score().ifPresent(measured -> {
                Score score = measured.score();
                map.put("estimatedScore", score.total());
                map.put("segmentation", score.segmentation());
                map.put("pose", score.pose());
                map.put("rate", score.rate());
                map.put("pairs", measured.pairs());
            });
            list.add(map);
        }
        all.put("stages", list);
        all.put("inflatedIn", made.isolation());
        all.put("ledger", LedgerTable.document(made.ledger(), OptionalLong.of(originalBytes())));
        all.put("score", ScoreDocument.of(made.score()));
        return all;
    }
}
