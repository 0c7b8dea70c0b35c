package org.fovea.cli.option;

import java.io.IOException;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.script.TrustedPrograms;
import org.fovea.evaluate.selection.EvaluatorSelection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    /** {@code --trust-network}: lets a program through that networks have no need of. */
    public static final class TrustNetworkOption {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Option(
                names = "--trust-network",
                paramLabel = "SHA256",
                description =
                        "Allow the TorchScript file with this hash although it uses operators that networks normally "
                                + "do not need. May be repeated.")
        void trust(String sha256) {
            try {
                TrustedPrograms.trust(sha256);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--trust-network: " + e.getMessage());
            }
        }
    }
}
