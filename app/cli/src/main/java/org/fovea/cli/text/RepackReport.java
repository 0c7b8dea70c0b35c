package org.fovea.cli.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.document.LedgerDocument;
import org.fovea.app.text.Text;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * What repacking gained.
 *
 * @param input the file as it was named
 * @param inputFormat what kind of file it is
 * @param before where its bytes went
 * @param output the archive as it was named
 * @param outputFormat what kind of file it is
 * @param after where its bytes go
 * @param effort on the masks
 * @param compared what was read back and found equal, for people
 * @param seconds that it took, comparison included
 * @param original bytes of the original clip, if costs in score are wanted
 * @param score if distortions were given
 */
public record RepackReport(
        String input,
        String inputFormat,
        ByteLedger before,
        String output,
        String outputFormat,
        ByteLedger after,
        String effort,
        String compared,
        double seconds,
        OptionalLong original,
        Optional<Published> score) {
    /**
     * What was published of the frames that the file holds. A score of it is derived, not measured: it holds as far as
     * the frames are those that it was measured on.
     *
     * @param distortion means of the clip
     * @param originalBytes size of the original clip
     */
    public record Published(Distortion distortion, long originalBytes) {
        /** The score with an archive of this size. */
        double score(long archiveBytes) {
            ScoreFormula formula = ScoreFormula.COMMA;
            return formula.score(distortion, formula.rateTerm(archiveBytes, originalBytes))
                    .total();
        }
    }

    private long savedBytes() {
        return before.fileBytes() - after.fileBytes();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("before: ").append(input).append(", ").append(inputFormat).append('\n');
        text.append(LedgerTable.render(before, original));
        text.append("after: ").append(output).append(", ").append(outputFormat).append('\n');
        text.append(LedgerTable.render(after, original)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%s bytes %s (%s) in %s; read back and found equal: %s%n",
                Text.count(Math.abs(savedBytes())),
                savedBytes() >= 0 ? "saved" : "more than before",
                Text.percent((double) Math.abs(savedBytes()) / before.fileBytes()),
                Text.seconds(seconds),
                compared));
        score.ifPresent(derived -> text.append(String.format(
                Locale.ROOT,
                "score %.4f → %.4f, derived from the given distortions: 100·%s + √(10·%s) + 25·bytes/%s%n",
                derived.score(before.fileBytes()),
                derived.score(after.fileBytes()),
                plain(derived.distortion().segmentation()),
                plain(derived.distortion().pose()),
                Text.count(derived.originalBytes()))));
        return text.toString();
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).toPlainString();
    }

    /** The same for programs. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Document(
            String input,
            String output,
            String effort,
            boolean verified,
            double seconds,
            long savedBytes,
            Optional<DerivedScore> score,
            LedgerDocument before,
            LedgerDocument after) {}

    /** Scores before and after, from the distortions that were given. */
    public record DerivedScore(
            String provenance, double segnet, double posenet, long originalBytes, double before, double after) {}

    /** For programs. */
    public Document document() {
        return new Document(
                input,
                output,
                effort,
                true,
                seconds,
                savedBytes(),
                score.map(derived -> new DerivedScore(
                        "derived from given distortions, not measured",
                        derived.distortion().segmentation(),
                        derived.distortion().pose(),
                        derived.originalBytes(),
                        derived.score(before.fileBytes()),
                        derived.score(after.fileBytes()))),
                LedgerDocument.of(before, original),
                LedgerDocument.of(after, original));
    }
}
