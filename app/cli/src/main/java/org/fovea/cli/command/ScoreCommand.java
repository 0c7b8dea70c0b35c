package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.document.TransferDocument;
import org.fovea.app.labels.Labels;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.ScoreRequest;
import org.fovea.app.score.Scoring;
import org.fovea.cli.IsolateOption;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.CacheOption;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabelsOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.text.ScoreText;
import org.fovea.cli.text.TransferText;
import org.fovea.codec.io.AtomicFile;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.OfficialReport;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.selection.EvaluatorSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "score",
        header = "Measure what two networks lost: the challenge's score, with details.",
        description = {
            "Runs a segmentation and a pose network on original and candidate, pair by pair: 100·segmentation + "
                    + "√(10·pose) + 25·rate. An archive is inflated while it is scored. The result is the same for "
                    + "any number of threads.",
            "The exit code is 0 also for part of a clip, which has no score, and for raw frames without --archive, "
                    + "which have no rate."
        },
        footer = {
            "  fovea score --original drive.mkv --candidate drive.zip --evaluators cabin.yaml",
            "  fovea score --original drive.mkv --candidate part.zip --evaluators cabin.yaml --pairs 10..19",
            "  fovea score --original drive.mkv --candidate drive.zip --evaluators cabin.yaml --stride 1",
            "  fovea score --original drive.mkv --candidate drive.zip --evaluators cabin.yaml --also other.yaml",
            "  fovea score --original drive.mkv --candidate drive.zip --evaluators cabin.yaml --labels boxes.json",
            "  fovea score --original videos/0.mkv --candidate a.zip --evaluators official:models --report report.txt"
        })
public final class ScoreCommand extends LeafCommand {
    @Option(
            names = "--original",
            paramLabel = "CLIP",
            required = true,
            description = "The clip, or a folder containing only the clip.")
    private Path original;

    @Option(
            names = "--candidate",
            paramLabel = "X",
            required = true,
            description = "An archive, a foreign submission, a submission folder, raw frames (.raw), or a clip.")
    private Path candidatePath;

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Mixin
    private final EvaluatorsOption.TrustNetworkOption trust = new EvaluatorsOption.TrustNetworkOption();

    @Option(
            names = "--also",
            paramLabel = "E",
            description = "Networks that the candidate was not fitted to, named as for --evaluators: adds a row to a "
                    + "table of the same frames through other networks. May be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<String> also = List.of();

    @Mixin
    private final LabelsOption labels = new LabelsOption();

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "The archive that raw frames were inflated from; its size is charged.")
    private Path archive;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files outside the archive that inflating needs, such as weights; charged by rule_faithful.",
            showDefaultValue = Visibility.NEVER)
    private List<Path> payload = List.of();

    @Mixin
    private final BaseOption base = new BaseOption();

    @Mixin
    private final BaseOption.BaseClipsOption baseClips = new BaseOption.BaseClipsOption();

    @Mixin
    private final PairsOption pairs = new PairsOption(
            "Only pairs A to B, counted from 0. An archive of these pairs alone, as compress --pairs makes it, is "
                    + "charged their share; one of the whole clip gives means, no score. Default: all.");

    @Option(names = "--report", paramLabel = "FILE", description = "Write report.txt in the challenge's layout.")
    private Path report;

    @Mixin
    private JsonOption.JsonFileOption json;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description =
                    "2: pairs, as the score counts them. 1: also the steps from one pair to the next, as lines of "
                            + "their own that are no part of the score; takes twice as long.")
    private int stride = PAIRS;

    @Mixin
    private CacheOption remembered;

    @Option(
            names = "--trust-layout",
            description =
                    "Score raw frames even if their bytes do not look like RGB, pixel by pixel, of the original's "
                            + "size.")
    private boolean trustLayout;

    @Mixin
    private final IsolateOption isolate = new IsolateOption();

    @Mixin
    private final OutputOption.ForceOption force = new OutputOption.ForceOption("Overwrite files that exist.");

    private static final int PAIRS = 2;

    @Override
    public Integer call() throws IOException, InterruptedException {
        verifyOutputs();
        if (isolate.wanted()) {
            return isolate.run(report, json.file());
        }
        Labels given = labels.read();
        ScoreRequest.Ready ready = request().prepare();
        if (report != null && ready.bytes().archive().isEmpty()) {
            throw AppException.usage("fovea score: --report needs a rate; add --archive FILE");
        }
        boolean some =
                pairs.asked().filter(asked -> asked.count() < ready.pairs()).isPresent();
        if (some && (stride == 1 || report != null || !also.isEmpty())) {
            throw AppException.usage("fovea score: "
                    + (report != null ? "--report" : also.isEmpty() ? "--stride 1" : "--also")
                    + " needs all pairs of the candidate; omit --pairs");
        }
        try (EvaluatorPair networks = evaluators.open(original, this::note)) {
            if (stride == 1 && networks.sequence()) {
                throw AppException.usage(
                        "fovea score: --stride 1: the objective's frames are a sequence already; omit it");
            }
            for (String name : also) {
                other(name).close(); // a wrong name is told before anything is scored
            }
            ScoreResult result = new Scoring(
                            networks, remembered.cache(), reporter(), new FileHashes(), stride == 1, given)
                    .score(ready);
            print(result, others(ready));
        }
        return ExitCode.DONE;
    }

    private List<ScoreResult> others(ScoreRequest.Ready ready) throws IOException, InterruptedException {
        List<ScoreResult> results = new ArrayList<>();
        for (String name : also) {
            try (EvaluatorPair networks = other(name)) {
                results.add(new Scoring(networks, remembered.cache(), reporter(), new FileHashes(), false, Labels.NONE)
                        .score(ready));
            }
        }
        return results;
    }

    private EvaluatorPair other(String name) throws IOException {
        try {
            return EvaluatorSelection.open(name, this::note);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea score: --also: " + e.getMessage());
        }
    }

    private ScoreRequest request() {
        return new ScoreRequest(
                original,
                candidatePath,
                payload,
                base.files(),
                baseClips.count(),
                Optional.ofNullable(archive),
                threads(),
                trustLayout,
                pairs.asked().map(asked -> new ScoreRequest.Part(asked.first(), asked.count())),
                this::note);
    }

    private void verifyOutputs() {
        if (stride != 1 && stride != PAIRS) {
            throw AppException.usage("fovea score: --stride " + stride + " is neither 1 nor 2");
        }
        Outputs.verifyFree(report, force.given());
        json.verifyFree(force.given());
    }

    private void print(ScoreResult result, List<ScoreResult> others) throws IOException {
        if (report != null) {
            byte[] text = OfficialReport.text(result, report.toString()).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(report, text, force.given());
        }
        if (json.isStandardOutput()) {
            printJson(document(result, others));
            return;
        }
        json.write(() -> document(result, others), force.given());
        out().print(ScoreText.of(result));
        if (!others.isEmpty()) {
            out().print("\n" + TransferText.of(result, others));
        }
    }

    private static Object document(ScoreResult result, List<ScoreResult> others) {
        return others.isEmpty() ? ScoreDocument.of(result) : TransferDocument.of(result, others);
    }
}
