package org.fovea.cli.text;

import java.util.OptionalLong;
import org.fovea.app.compress.Compressed;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Sha256;

/**
 * What a run came to, as text and as a document.
 *
 * @param made all of it
 */
public record RunOutcome(Compressed made) {
    /** For people. */
    public String text(String output, String run) {
        StringBuilder out = new StringBuilder();
        out.append("  inflated in a separate process (")
                .append(made.isolation())
                .append("), ")
                .append(Text.seconds(made.inflateSeconds()))
                .append("\n\n");
        out.append(LedgerTable.render(
                        made.ledger(),
                        OptionalLong.of(originalBytes()),
                        made.score().formula()))
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
}
