package org.fovea.evaluate.selection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.script.ScriptPair;

/** What {@code --evaluators} names. */
public final class EvaluatorSelection {
    private EvaluatorSelection() {}

    /**
     * Opens a pair of evaluators; its user closes it.
     *
     * @param text {@code FILE.yaml}, a pair of one's own, see {@link EvaluatorFile}
     * @throws IllegalArgumentException where the text names none of these; the message is for the person who wrote it
     * @throws org.fovea.codec.FormatException where a file is damaged or does not say what it should
     * @throws IOException where a file cannot be read
     */
    public static EvaluatorPair open(String text) throws IOException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return ScriptPair.open(EvaluatorFile.read(Path.of(text)));
        }
        throw new IllegalArgumentException("'" + text + "' names no evaluators; use FILE.yaml");
    }
}
