package org.fovea.cli.option;

import org.fovea.evaluate.script.TrustedPrograms;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --trust-network}: lets a program through that networks have no need of. */
public final class TrustNetworkOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--trust-network",
            paramLabel = "SHA256",
            description =
                    "Allow the TorchScript file with this hash although it uses operators that networks normally do "
                            + "not need. May be repeated.")
    void trust(String sha256) {
        try {
            TrustedPrograms.trust(sha256);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--trust-network: " + e.getMessage());
        }
    }
}
