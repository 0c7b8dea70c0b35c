package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.EffortConverter;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.ClassPlaces;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea mask look}. */
@Command(
        name = "look",
        header = "Run a segmentation network on a clip and code its class masks.",
        description = "Codes the class masks of the second frame of every pair, as an archive of the clip would hold "
                + "them, as a bare FVA1 file.",
        footerHeading = "%nExample:%n",
        footer = "  fovea mask look drive.mp4 --evaluators cabin.yaml -o masks.fva && fovea mask show masks.fva -o "
                + "mask.png")
public final class MaskLookCommand implements Callable<Integer> {
    /** Of a clip whose classes' places are wanted, as far as it has so many; at most twice as many are looked at. */
    private static final int MIN_PAIRS = 12;

    @ParentCommand
    private MaskCommand mask;

    @Parameters(paramLabel = "CLIP", description = "The clip to run it on.")
    private Path input;

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "best",
            converter = EffortConverter.class,
            description = "fast, best or max: smaller for more time, also when decoding.")
    private MaskEffort effort;

    @Option(
            names = "--places",
            description = "Write which classes are where instead, as JSON: shares of classes in cells of the picture, "
                    + "from some"
                    + " pairs at even distances.")
    private boolean places;

    @Mixin
    private final OutputOption output = OutputOption.required("OUT", "The file to write.");

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        FoveaCommand fovea = mask.fovea();
        output.verifyFree(force);
        Clip clip = Clip.open(input);
        int pairs = Math.toIntExact(clip.frameCount() / 2);
        if (pairs == 0) {
            throw AppException.badInput(
                    input + ": has " + clip.frameCount() + " frame and therefore no pair; use a longer clip");
        }
        if (places) {
            GroundTruth some = truth(fovea, clip, pairs, Math.max(1, pairs / MIN_PAIRS));
            AtomicFile.write(
                    output.path(),
                    (ClassPlaces.of(some.masks()).json() + "\n").getBytes(StandardCharsets.UTF_8),
                    force.given());
            fovea.terminal()
                    .out()
                    .println(output.path() + ": places of classes in " + Text.count(some.pairs(), "pair") + " of "
                            + Text.count(pairs));
            return ExitCode.DONE;
        }
        GroundTruth truth = truth(fovea, clip, pairs, 1);
        byte[] bytes;
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "encode", pairs, "frames")) {
            ClassMaskCodec codec = new ClassMaskCodec(effort, (done, _) -> progress.update(done));
            bytes = ArchiveFile.encode(truth.masks(), codec).toBytes();
        }
        AtomicFile.write(output.path(), bytes, force.given());
        MaskShape shape = truth.masks().shape();
        fovea.terminal()
                .out()
                .printf(
                        Locale.ROOT,
                        "%s: %d masks of %d×%d, %d classes, %s bytes, %.5f bit/pixel%n",
                        output.path(),
                        shape.frames(),
                        shape.width(),
                        shape.height(),
                        shape.classes(),
                        Text.count(bytes.length),
                        8.0 * bytes.length / shape.total());
        return ExitCode.DONE;
    }

    private GroundTruth truth(FoveaCommand fovea, Clip clip, int pairs, int every)
            throws IOException, InterruptedException {
        try (EvaluatorPair networks = evaluators.open(fovea::note);
                Progress progress =
                        new Progress(fovea.terminal(), fovea.quiet(), "look", (pairs + every - 1) / every, "pairs")) {
            int threads = fovea.threads();
            return GroundTruth.compute(
                    clip.withColours(networks.colours())::frames, every, networks, threads, progress::update);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea mask look: " + e.getMessage());
        }
    }
}
