package org.fovea.cli.option;

import java.io.IOException;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;

/** {@code --evaluators}: the two networks. */
public final class EvaluatorsOption extends WordedOption<String> {
    /** The networks that look. */
    public EvaluatorsOption() {
        this("The networks to encode for, or to score with: bundled, official:DIR, or FILE.yaml with your own.");
    }

    /** The same under a condition. */
    public EvaluatorsOption(String description) {
        super(String.class, null, description, "--evaluators");
        option().paramLabel("E").defaultValue("bundled");
    }

    /** bundled, official:DIR or FILE.yaml. */
    public String name() {
        return value();
    }

    /**
     * Opens them.
     *
     * @param note takes a line where this machine needs slower kernels
     * @throws AppException where it names none
     */
    public EvaluatorPair open(Consumer<String> note) throws IOException {
        try {
            return EvaluatorSelection.open(value(), note);
        } catch (IllegalArgumentException e) {
            throw AppException.usage(command() + ": --evaluators: " + e.getMessage());
        }
    }
}
