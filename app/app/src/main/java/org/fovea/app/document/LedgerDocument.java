package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * Where the bytes of a file are. What is absent is left out.
 *
 * @param structureBytes that belong to no section
 * @param originalBytes of the original clip, if the cost in score is wanted
 * @param score what the file costs
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LedgerDocument(
        long bytes, long structureBytes, OptionalLong originalBytes, OptionalDouble score, List<Section> sections) {
    public static LedgerDocument of(ByteLedger ledger, OptionalLong original) {
        return of(ledger, original, ScoreFormula.COMMA);
    }

    /** The same by the prices of an objective. */
    public static LedgerDocument of(ByteLedger ledger, OptionalLong original, ScoreFormula formula) {
        List<Section> sections = ledger.entries().stream()
                .map(entry -> new Section(
                        entry.section(),
                        entry.codec(),
                        entry.codedBytes(),
                        entry.rawBytes(),
                        entry.symbols(),
                        entry.bitsPerSymbol(),
                        ledger.share(entry),
                        rateTerm(entry.codedBytes(), original, formula)))
                .toList();
        return new LedgerDocument(
                ledger.fileBytes(),
                ledger.structureBytes(),
                original,
                rateTerm(ledger.fileBytes(), original, formula),
                sections);
    }

    private static OptionalDouble rateTerm(long bytes, OptionalLong original, ScoreFormula formula) {
        return original.isPresent()
                ? OptionalDouble.of(formula.rateTerm(bytes, original.getAsLong()))
                : OptionalDouble.empty();
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Section(
            String section,
            String codec,
            long bytes,
            OptionalLong rawBytes,
            OptionalLong symbols,
            OptionalDouble bitsPerSymbol,
            double share,
            OptionalDouble score) {}
}
