package org.fovea.cli.text;

import java.util.Locale;
import java.util.OptionalLong;
import org.fovea.app.text.Text;
import org.fovea.codec.ledger.ByteLedger;

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
        OptionalLong original) {
    private long savedBytes() {
        return before.fileBytes() - after.fileBytes();
    }

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
        return text.toString();
    }
}
