package org.fovea.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.compress.CompressEstimate;
import org.fovea.app.compress.Compressed;
import org.fovea.app.compress.Compression;
import org.fovea.app.compress.UnfinishedRunException;
import org.fovea.app.document.CompressDocument;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Outputs;
import org.fovea.cli.IsolateOption;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.CacheOption;
import org.fovea.cli.option.DeviceOption;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OriginalBytesOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.option.ProfileOptions;
import org.fovea.cli.option.TargetOptions;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Problem;
import org.fovea.cli.text.RunOutcome;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.torch.Device;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compress",
        customSynopsis = "fovea compress CLIP -o archive.zip [OPTIONS]",
        aliases = "encode",
        header = "Encode a clip for two networks: ground truth, train, quantise, search, pack, score.",
        description = {
            "Runs the networks on the clip, then the stages of a profile, each of which makes the archive better. "
                    + "The archive is inflated in a separate process, and those frames are scored.",
            "Everything else goes into a run directory. However a run was interrupted, --resume continues it to the "
                    + "same archive.",
            "With a target, exits with 1 if the best archive found misses it; the archive is still written."
        },
        footer = {
            "  fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml",
            "  fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml --resume",
            "  fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml --minutes 60",
            "  fovea compress drive.mp4 --evaluators cabin.yaml --estimate",
            "  fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml --target-bytes 20000",
            "  fovea compress 0.mkv -o next.zip --evaluators official:models --init now.zip --stages corrections"
        })
public final class CompressCommand extends LeafCommand {
    @Parameters(paramLabel = "CLIP", description = "The clip, or a folder containing only the clip.")
    private Path input;

    @Mixin
    private final OutputOption output = OutputOption.optional("archive.zip", "The archive to write.")
            .forced("Overwrite the archive and discard an existing run.");

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Mixin
    private final EvaluatorsOption.TrustNetworkOption trust = new EvaluatorsOption.TrustNetworkOption();

    @Mixin
    private ProfileOptions how;

    @Option(
            names = "--init",
            paramLabel = "ARCHIVE",
            description = "Start from this archive or foreign submission instead of an untrained renderer.")
    private Path init;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            showDefaultValue = Visibility.NEVER,
            description = "Start from a base (see fovea base) and store what differs from it. The archive needs the "
                    + "base to be decoded. Of several, or a folder, the nearest; or a hash, for FOVEA_BASES.")
    private List<Path> bases = List.of();

    @Mixin
    private final BaseOption.BaseClipsOption baseClips = new BaseOption.BaseClipsOption();

    @Mixin
    private final PairsOption pairs = new PairsOption("Only pairs A to B, counted from 0.");

    @Mixin
    private final OriginalBytesOption originalBytes = new OriginalBytesOption(
            "Size that the rate is counted against. Default: that of the clip, of part of one its share by pairs.");

    @Mixin
    private TargetOptions target;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The run directory. Default: the archive's name and .run.")
    private Path runFolder;

    @Option(
            names = "--estimate",
            description = "Print what would be done, its minutes and memory, and leave. Writes nothing.")
    private boolean estimate;

    @Option(
            names = "--no-verdict",
            description =
                    "Do not compare the archive with AV1 and HEVC at the end, which takes up to a tenth of the time.")
    private boolean alone;

    @Option(names = "--resume", description = "Continue the run in the run directory; with --minutes, end it in time.")
    private boolean resume;

    @Mixin
    private DeviceOption device;

    @Mixin
    private final IsolateOption isolate = new IsolateOption();

    @Mixin
    private CacheOption remembered;

    @Mixin
    private JsonOption.JsonFileOption json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        verifyOutputs();
        if (isolate.wanted()) {
            return isolate.run(archive(), runPath(), json.file());
        }
        Device gradients = device.device();
        ProfileOptions.Chosen profile = how.chosen(init != null, !bases.isEmpty());
        OriginalFiles files = OriginalFiles.of(input);
        ClipRange range = range(Clip.open(files.clip()));
        List<CountedFile> counted = counted(files, range);
        try (EvaluatorPair networks = evaluators.open(input, this::note)) {
            Compression compression = Compression.of(range.clip(), networks, profile.plan())
                    .profileText(profile.text())
                    .range(range)
                    .original(counted)
                    .archive(archive(), start().replaces(runPath()))
                    .directory(runPath())
                    .start(start())
                    .threads(threads())
                    .reporter(
                            json.isStandardOutput()
                                    ? reporter().only(Reporter.Part.TASKS, Reporter.Part.NOTES)
                                    : reporter())
                    .announce(this::begins)
                    .since(began)
                    .compared(!alone)
                    .device(gradients)
                    .cache(remembered.cache());
            Optional.ofNullable(init).ifPresent(compression::init);
            if (!bases.isEmpty()) {
                compression.base(new Bases.Shared(bases, baseClips.count()));
            }
            target.apply(compression);
            if (estimate) {
                print(compression.estimate(profile.source()));
                return ExitCode.DONE;
            }
            Compressed made = compression.run();
            print(new RunOutcome(made));
            return made.targetReached() ? ExitCode.DONE : ExitCode.NOT_HELD;
        } catch (UnfinishedRunException e) {
            throw resumable(e.getCause());
        }
    }

    private void begins(String line) {
        Interruption.leaves(
                "everything up to the last checkpoint is in " + runPath() + "; to continue, run " + resuming());
        if (!json.isStandardOutput()) {
            reporter().say(line);
            note("fovea watch " + runPath() + " shows it at work");
        }
    }

    private void verifyOutputs() {
        if (resume && output.force()) {
            throw AppException.usage("fovea compress: --resume continues a run and --force starts over; choose one");
        }
        if (estimate) {
            return;
        }
        Outputs.verifyFree(archive(), start().replaces(runPath()));
        json.verifyFree(output.force() || resume);
    }

    private RunDirectory.Start start() {
        return RunDirectory.Start.of(resume, output.force());
    }

    private String resuming() {
        return "the same command with --resume" + (output.force() ? " in place of --force" : "");
    }

    private ClipRange range(Clip clip) {
        ClipRange all = ClipRange.all(clip);
        PairsOption.PairRange asked = pairs.of(all.pairs());
        return pairs.asked().isEmpty() ? all : new ClipRange(clip, asked.first(), asked.count());
    }

    private List<CountedFile> counted(OriginalFiles files, ClipRange range) {
        Long told = originalBytes.value();
        if (told != null && told < 1) {
            throw AppException.usage("--original-bytes " + told + " is not a size");
        }
        return told != null ? List.of(new CountedFile("--original-bytes", told)) : range.counted(files.counted());
    }

    /** An estimate writes none. */
    private Path archive() {
        Path named = output.path();
        if (named == null && !estimate) {
            throw AppException.usage("fovea compress: -o is missing; name the archive to write: -o archive.zip");
        }
        return named == null ? Path.of("archive.zip") : named;
    }

    private Path runPath() {
        return runFolder != null ? runFolder : Compression.runDirectory(archive());
    }

    /** A full disk costs nothing but time. */
    private RuntimeException resumable(IOException failed) {
        Problem problem = Problem.of(failed);
        return problem.exitCode() == ExitCode.ENVIRONMENT
                ? AppException.environment(problem.line() + "; nothing is lost: " + resuming() + " goes on", failed)
                : new UncheckedIOException(failed);
    }

    private void print(CompressEstimate found) {
        if (json.isStandardOutput()) {
            printJson(found);
        } else {
            out().print(found.text());
        }
    }

    private void print(RunOutcome outcome) throws IOException {
        String run = runPath().toString();
        if (json.isStandardOutput()) {
            printJson(CompressDocument.of(outcome.made(), archive().toString(), run));
            return;
        }
        json.write(() -> CompressDocument.of(outcome.made(), archive().toString(), run), true);
        out().print(outcome.text(archive().toString(), run));
    }
}
