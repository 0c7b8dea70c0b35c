package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.Fovea;
import org.fovea.app.bench.NetworkTimes;
import org.fovea.app.score.Candidate;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea bench networks}. */
@Command(
        name = "networks",
        hidden = true,
        header = "Compare a segmentation network in several files and libraries.",
        description = {
            "Of one network as TorchScript and as ONNX, for example: frames per second, what an archive loses by it, "
                    + "the largest",
            "difference of answers and of gradients, relative to the first. ONNX files are run by LibTorch and by "
                    + "ONNX Runtime."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea bench networks torchscript.yaml onnx.yaml --clip drive.mp4 --archive drive.zip --pairs 16")
public final class BenchNetworksCommand implements Callable<Integer> {
    @ParentCommand
    private BenchCommand bench;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "EVALUATORS",
            description = "bundled, official:DIR, or FILE.yaml; the others are compared with the first.")
    private List<String> evaluators;

    @Option(names = "--clip", paramLabel = "CLIP", required = true, description = "The original.")
    private Path clip;

    @Option(names = "--archive", paramLabel = "FILE", required = true, description = "An archive of it.")
    private Path archive;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "16", description = "Pairs, from the first one.")
    private int pairs;

    @Override
    public Integer call() throws IOException {
        Clip original = Clip.open(clip);
        if (pairs < 1 || 2L * pairs > original.frameCount()) {
            throw AppException.usage(
                    "fovea bench networks: --pairs " + pairs + " is not in 1.." + original.frameCount() / 2);
        }
        Candidate candidate = Candidate.open(archive, List.of(), bench.fovea().threads(), bench.fovea()::note);
        List<EvaluatorPair> networks = new ArrayList<>();
        try (FrameSource frames = original.frames();
                FrameSource shown = candidate.frames(original.size(), 0, pairs)) {
            for (String each : evaluators) {
                networks.add(Fovea.networks(each));
            }
            NetworkTimes.run(networks, evaluators, frames, shown, pairs, bench.out());
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea bench networks: " + e.getMessage());
        } finally {
            networks.forEach(EvaluatorPair::close);
        }
        return ExitCode.DONE;
    }
}
