package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.score.ScoreRequest;
import org.fovea.app.score.Scoring;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.text.ScoreText;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.OfficialReport;
import org.fovea.evaluate.score.PairCsv;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea score}. */
@Command(
        name = "score",
        header = "Measure what two networks lost: the challenge's score, with details.",
        description = {
            "Runs a segmentation and a pose network on original and candidate, pair by pair: 100·segmentation + √(10·pose) + 25·rate."
                    + " An archive is inflated while it is scored. The result is the same for any number of threads.",
            "The exit code is 0 also for part of a clip, which has no score, and for raw frames without --archive, which have no rate."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea score --original drive.mkv --candidate drive.zip",
            "  fovea score --original videos/0.mkv --candidate a.zip --evaluators official:models --report report.txt"
        })
public final class ScoreCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 256;

    @ParentCommand
    private FoveaCommand fovea;

    @Option(
            names = "--original",
            paramLabel = "CLIP",
            required = true,
            description = "The clip, or a folder that holds it and nothing else.")
    private Path original;

    @Option(
            names = "--candidate",
            paramLabel = "X",
            required = true,
            description = "An archive, a foreign submission, a submission folder, raw frames (.raw), or a clip.")
    private Path candidatePath;

    @Option(
            names = "--evaluators",
            paramLabel = "E",
            defaultValue = "bundled",
            description = "Who looks: bundled, official:DIR, or FILE.yaml with networks of your own.")
    private String evaluators;

    @ArgGroup
    private MeteredArchive metered;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files outside the archive that inflating needs, such as weights; charged by rule_faithful.")
    private List<Path> payload = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "A..B",
            converter = PairRange.Converter.class,
            description = "Only pairs A to B, counted from 0. Gives means, no score. Default: all.",
            showDefaultValue = Visibility.NEVER)
    private PairRange pairs;

    @Option(names = "--report", paramLabel = "FILE", description = "Write report.txt in the challenge's layout.")
    private Path report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write everything in full precision; - for standard output in place of text.")
    private Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write a table with one line per pair.")
    private Path csv;

    @Option(names = "--no-cache", description = "Neither read nor write the cache of ground truth.")
    private boolean noCache;

    @Option(
            names = "--trust-layout",
            description =
                    "Score raw frames even if their bytes do not look like RGB, pixel by pixel, of the original's size.")
    private boolean trustLayout;

    @Option(names = "--force", description = "Overwrite files that exist.")
    private boolean force;

    /** The archive of candidates that are none. */
    static final class MeteredArchive {
        @Option(
                names = "--archive",
                paramLabel = "FILE",
                description = "The archive that raw frames were inflated from; its size is charged.")
        private Path file;

        @Option(names = "--archive-bytes", paramLabel = "N", description = "The size of that archive.")
        private Long bytes;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        verifyOutputs();
        ScoreRequest.Ready all = request().prepare();
        if (report != null && all.bytes().archive().isEmpty()) {
            throw AppException.usage("fovea score: --report needs a rate; add --archive FILE or --archive-bytes N");
        }
        PairRange range = PairRange.of(pairs, all.pairs());
        ScoreRequest.Ready ready = all.withPairs(range.first(), range.last() + 1);
        Optional<GroundTruthCache> cache =
                noCache ? Optional.empty() : Optional.of(new GroundTruthCache(CacheDirectory.ofProcess()));
        try (EvaluatorPair networks = NamedEvaluators.open("fovea score", evaluators)) {
            print(Scoring.of(networks)
                    .withCache(cache)
                    .withReporter(fovea.reporter())
                    .score(ready));
        }
        return ExitCode.DONE;
    }

    private ScoreRequest request() {
        ScoreRequest request = ScoreRequest.of(original, candidatePath)
                .payload(payload)
                .threads(Math.min(MAX_THREADS, fovea.threads()))
                .trustLayout(trustLayout)
                .notes(fovea::note);
        if (metered != null && metered.bytes != null) {
            if (metered.bytes < 1) {
                throw AppException.usage("fovea score: --archive-bytes " + metered.bytes + " is not a size");
            }
            request.archiveBytes(metered.bytes);
        } else if (metered != null) {
            request.archive(metered.file);
        }
        return request;
    }

    private void verifyOutputs() {
        if (report != null && pairs != null) {
            throw AppException.usage("fovea score: --report needs all pairs; omit --pairs");
        }
        for (Path output : outputs()) {
            Outputs.verifyFree(output, force);
        }
    }

    private List<Path> outputs() {
        List<Path> outputs = new ArrayList<>();
        for (Path output : new Path[] {report, json, csv}) {
            if (output != null && !isStandardOutput(output)) {
                outputs.add(output);
            }
        }
        return outputs;
    }

    private static boolean isStandardOutput(Path path) {
        return path.toString().equals("-");
    }

    private void print(ScoreResult result) throws IOException {
        if (report != null) {
            write(report, OfficialReport.text(result, report.toString()));
        }
        if (csv != null) {
            write(csv, PairCsv.text(result.table()));
        }
        String document = json == null ? "" : Json.of(ScoreDocument.of(result)) + "\n";
        if (json != null && isStandardOutput(json)) {
            fovea.terminal().out().print(document);
            return;
        }
        if (json != null) {
            write(json, document);
        }
        fovea.terminal().out().print(ScoreText.of(result));
    }

    private void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8), force);
    }
}
