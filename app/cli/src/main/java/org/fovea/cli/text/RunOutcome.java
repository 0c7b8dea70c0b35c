package org.fovea.cli.text;

import java.util.Locale;
import java.util.OptionalLong;
import org.fovea.app.compress.Compressed;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.run.PriceChoice;
import org.fovea.encode.run.PriceTrial;

/**
 * What a run came to, as text and as a document.
 *
 * @param made all of it
 */
public record RunOutcome(Compressed made) {
    public String text(String output, String run) {
        StringBuilder out = new StringBuilder();
        out.append("  inflated in a separate process (")
                .append(made.isolation())
                .append("), ")
                .append(Text.seconds(made.inflateSeconds()))
                .append("\n\n");
        made.price().ifPresent(price -> out.append(target(price)).append('\n'));
        out.append(LedgerTable.render(
                        made.ledger(),
                        OptionalLong.of(originalBytes()),
                        made.score().formula()))
                .append('\n');
        out.append(ScoreText.withoutWarnings(made.score())).append('\n');
        out.append(output)
                .append(": ")
                .append(Text.count(made.archive().length))
                .append(" bytes, sha256 ")
                .append(Sha256.of(made.archive()))
                .append('\n');
        out.append("log, metrics, pictures and score: ").append(run).append('\n');
        out.append(end());
        return out.toString();
    }

    /** The last lines: what ordinary codecs do, what is lost, and what to do about it. */
    private String end() {
        StringBuilder out = new StringBuilder();
        made.verdict().ifPresent(verdict -> {
            out.append('\n');
            verdict.lines().forEach(line -> out.append("  ").append(line).append('\n'));
            out.append("  ").append(verdict.headline()).append('\n');
        });
        out.append(ScoreText.LossText.warnings(made.score().table()));
        made.verdict()
                .filter(verdict -> !verdict.advice().isEmpty())
                .ifPresent(verdict -> out.append("  what to do: ")
                        .append(String.join("; ", verdict.advice()))
                        .append('\n'));
        return out.toString();
    }

    /** The trials, and what a separate process says of the one that was taken. */
    private String target(PriceChoice price) {
        StringBuilder out = new StringBuilder("  trial       rate       bytes      loss\n");
        int number = 1;
        for (PriceTrial trial : price.trials()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  %5d %10s %11s %9.4f%s%n",
                    number++,
                    trial.rate(),
                    Text.count(trial.bytes()),
                    trial.loss(),
                    trial.rate() == price.rate() ? "  taken" : ""));
        }
        String verdict = made.targetReached() ? "  target reached" : "  target NOT reached";
        return out
                + verdict
                + String.format(
                        Locale.ROOT,
                        ": loss %.4f of its frames%n",
                        made.score().lost().withoutRate());
    }

    private long originalBytes() {
        return made.score().bytes().originalBytes();
    }
}
