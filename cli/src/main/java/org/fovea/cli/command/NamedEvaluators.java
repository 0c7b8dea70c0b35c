package org.fovea.cli.command;

import java.io.IOException;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;

/** Opens what {@code --evaluators} names. */
final class NamedEvaluators {
    private NamedEvaluators() {}

    /**
     * Opens two networks.
     *
     * @param command for messages, as in "fovea score"
     * @param text bundled, official:DIR or FILE.yaml
     * @throws AppException where it names none
     */
    static EvaluatorPair open(String command, String text) throws IOException {
        try {
            return EvaluatorSelection.open(text);
        } catch (IllegalArgumentException e) {
            throw AppException.usage(command + ": --evaluators: " + e.getMessage());
        }
    }
}
