package org.fovea.cli.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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

    /**
     * The same for programs. What is absent is left out.
     *
     * @param bytes of the file
     * @param structureBytes that belong to no section
     * @param originalBytes of the original clip, if the cost in score is wanted
     * @param score what the file costs
     * @param sections in the order of the file
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Document(
            long bytes,
            long structureBytes,
            OptionalLong originalBytes,
            OptionalDouble score,
            List<SectionDocument> sections) {
        /** A ledger's. */
        public static Document of(ByteLedger ledger, OptionalLong original) {
            List<SectionDocument> sections = ledger.entries().stream()
                    .map(entry -> new SectionDocument(
                            entry.section(),
                            entry.codec(),
                            entry.codedBytes(),
                            entry.rawBytes(),
                            entry.symbols(),
                            entry.bitsPerSymbol(),
                            ledger.share(entry),
                            rateTerm(entry.codedBytes(), original)))
                    .toList();
            return new Document(
                    ledger.fileBytes(),
                    ledger.structureBytes(),
                    original,
                    rateTerm(ledger.fileBytes(), original),
                    sections);
        }

        private static OptionalDouble rateTerm(long bytes, OptionalLong original) {
            return original.isPresent()
                    ? OptionalDouble.of(ScoreFormula.COMMA.rateTerm(bytes, original.getAsLong()))
                    : OptionalDouble.empty();
        }
    }

    /** A section of it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record SectionDocument(
            String section,
            String codec,
            long bytes,
            OptionalLong rawBytes,
            OptionalLong symbols,
            OptionalDouble bitsPerSymbol,
            double share,
            OptionalDouble score) {}

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
