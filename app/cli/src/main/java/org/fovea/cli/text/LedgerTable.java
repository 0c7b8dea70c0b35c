package org.fovea.cli.text;

import java.util.Locale;
import java.util.OptionalLong;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.evaluate.score.ScoreFormula;

/** A byte ledger for people, as a table, and for programs, as a document. */
public final class LedgerTable {
    private LedgerTable() {}

    /**
     * The table.
     *
     * @param original bytes of the original clip, if the cost in score is wanted
     */
    public static String render(ByteLedger ledger, OptionalLong original) {
        return render(ledger, original, ScoreFormula.COMMA);
    }

    /** The same by the prices of an objective. */
    static String render(ByteLedger ledger, OptionalLong original, ScoreFormula formula) {
        boolean score = original.isPresent();
        Table table = Table.of(score ? "llrrrrr" : "llrrrr");
        table.row(cells(score, "section", "codec", "raw bytes", "bytes", "bit/symbol", "share", "score"));
        table.rule();
        for (LedgerEntry entry : ledger.entries()) {
            table.row(cells(
                    score,
                    entry.section(),
                    entry.codec(),
                    entry.rawBytes().isPresent() ? Text.count(entry.rawBytes().getAsLong()) : "",
                    Text.count(entry.codedBytes()),
                    bits(entry),
                    Text.percent(ledger.share(entry)),
                    score ? points(formula.rateTerm(entry.codedBytes(), original.getAsLong())) : ""));
        }
        table.rule();
        table.row(cells(
                score,
                "file",
                "",
                "",
                Text.count(ledger.fileBytes()),
                "",
                "100.0 %",
                score ? points(formula.rateTerm(ledger.fileBytes(), original.getAsLong())) : ""));
        return table.render("  ");
    }

    private static String[] cells(boolean score, String... all) {
        return score ? all : java.util.Arrays.copyOf(all, all.length - 1);
    }

    private static String bits(LedgerEntry entry) {
        return entry.bitsPerSymbol().isPresent()
                ? String.format(Locale.ROOT, "%.4f", entry.bitsPerSymbol().getAsDouble())
                : "";
    }

    private static String points(double score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }
}
