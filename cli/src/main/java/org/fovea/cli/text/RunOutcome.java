package org.fovea.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fovea.app.compress.SeparateScore;
import org.fovea.app.text.Text;
import org.fovea.cli.terminal.LedgerTable;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.FinishedStage;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreDocument;

/**
 * What a run came to.
 *
 * @param archive bytes of the file
 * @param ledger where they are
 * @param scored what they are worth
 * @param profile how they were made
 * @param stages that made them
 * @param seconds of this process
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
public record RunOutcome(
        byte[] archive,
        ByteLedger ledger,
        SeparateScore.Scored scored,
        Profile profile,
        List<FinishedStage> stages,
        double seconds) {
    /** For people. */
    public String text(String output, String run) {
        StringBuilder out = new StringBuilder();
        out.append("  inflated in a process of its own (")
                .append(scored.isolation())
                .append("), ")
                .append(Text.seconds(scored.seconds()))
                .append("\n\n");
        out.append(LedgerTable.render(ledger, OptionalLong.of(originalBytes()))).append('\n');
        out.append(ScoreText.of(scored.result())).append('\n');
        out.append(output)
                .append(": ")
                .append(Text.count(archive.length))
                .append(" bytes, sha256 ")
                .append(Sha256.of(archive))
                .append('\n');
        out.append("log, metrics, pictures and score: ").append(run).append('\n');
        return out.toString();
    }

    private long originalBytes() {
        return scored.result().bytes().originalBytes();
    }

    /** For programs. */
    public Map<String, Object> document(String output, String run) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("archive", output);
        all.put("bytes", archive.length);
        all.put("sha256", Sha256.of(archive));
        all.put("run", run);
        all.put("profile", profile.hash());
        all.put("seed", profile.seed());
        all.put("seconds", seconds);
        List<Object> list = new ArrayList<>();
        for (FinishedStage stage : stages) {
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
        all.put("inflatedIn", scored.isolation());
        all.put("ledger", LedgerTable.document(ledger, OptionalLong.of(originalBytes())));
        all.put("score", ScoreDocument.of(scored.result()));
        return all;
    }
}
