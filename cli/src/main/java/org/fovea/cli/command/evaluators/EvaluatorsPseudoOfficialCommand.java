package org.fovea.cli.command.evaluators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.official.OfficialNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea evaluators pseudo-official}. */
@Command(
        name = "pseudo-official",
        header = "Write the challenge's networks with pseudo-random weights.",
        description =
                "Writes posenet.safetensors and segnet.safetensors into DIR, always the same bytes: the challenge's "
                        + "architectures at their full size and speed, without the challenge's weights. Their output "
                        + "is meaningless, and their scores are never official ones.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea evaluators pseudo-official models",
            "  fovea score --original a.mkv --candidate b.zip --evaluators official:models"
        })
public final class EvaluatorsPseudoOfficialCommand implements Callable<Integer> {
    @ParentCommand
    private EvaluatorsCommand parent;

    @Parameters(paramLabel = "DIR", description = "The folder to write into; created if missing.")
    private Path folder;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        for (OfficialNetwork network : OfficialNetwork.values()) {
            Outputs.verifyFree(folder.resolve(network.fileName()), force.given());
        }
        OfficialEvaluators.writePseudoRandom(folder);
        for (OfficialNetwork network : OfficialNetwork.values()) {
            Path file = folder.resolve(network.fileName());
            parent.fovea().terminal().out().println(file + ": " + Text.size(Files.size(file)));
        }
        return ExitCode.DONE;
    }
}
