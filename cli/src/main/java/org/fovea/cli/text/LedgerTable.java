package org.fovea.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                    score ? points(ScoreFormula.COMMA.rateTerm(entry.codedBytes(), original.getAsLong())) : ""));
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
                score ? points(ScoreFormula.COMMA.rateTerm(ledger.fileBytes(), original.getAsLong())) : ""));
        return table.render("  ");
    }

    /** The same as maps and lists. */
    public static Map<String, Object> document(ByteLedger ledger, OptionalLong original) {
        List<Object> entries = new ArrayList<>();
        for (LedgerEntry entry : ledger.entries()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("section", entry.section());
            map.put("codec", entry.codec());
            map.put("bytes", entry.codedBytes());
            entry.rawBytes().ifPresent(raw -> map.put("rawBytes", raw));
            entry.symbols().ifPresent(symbols -> map.put("symbols", symbols));
            entry.bitsPerSymbol().ifPresent(bits -> map.put("bitsPerSymbol", bits));
            map.put("share", ledger.share(entry));
            original.ifPresent(bytes -> map.put("score", ScoreFormula.COMMA.rateTerm(entry.codedBytes(), bytes)));
            entries.add(map);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bytes", ledger.fileBytes());
        all.put("structureBytes", ledger.structureBytes());
        original.ifPresent(bytes -> {
            all.put("originalBytes", bytes);
            all.put("score", ScoreFormula.COMMA.rateTerm(ledger.fileBytes(), bytes));
        });
        all.put("sections", entries);
        return all;
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
