package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.rd.Ladder;
import org.fovea.app.rd.LadderPlan;
import org.fovea.app.rd.LadderText;
import org.fovea.app.score.Objectives;
import org.fovea.app.text.Text;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.start.Fit;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea bench ladder}. */
@Command(
        name = "ladder",
        header = "Climb from plain AV1 to a learned post-filter, step by step, and show what each step gains.",
        description = {
            "Plain AV1 at full size; smaller pictures; lanczos; a coarser quantiser; film grain; a post-filter in "
                    + "floats; the same in int8; low-level options of the encoder. Each rung is an archive, measured "
                    + "on all pairs, inflated in this process; one that makes the score worse is skipped by those "
                    + "above it.",
            "DIR gets an archive and a run for each rung, ladder.csv and ladder.json. The same command continues an "
                    + "interrupted climb."
        },
        footer = {
            "  fovea bench ladder drive.mkv -o ladder --evaluators cabin.yaml",
            "  fovea bench ladder drive.mkv -o look --evaluators cabin.yaml --profile fast/video --pairs 8"
        })
public final class BenchLadderCommand extends LeafCommand {
    @Parameters(paramLabel = "CLIP", description = "The original.")
    private Path original;

    @Mixin
    private final OutputOption folder = OutputOption.required(
            "DIR", "Folder for archives, runs and tables: a new one, or that of an earlier climb.");

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = "standard/video",
            description = "Filter and training of the upper rungs: standard/video, fast/video, or FILE.yaml.")
    private String profile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the filter or its training, for example train.steps=500; may be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--scale", paramLabel = "S", defaultValue = "0.45", description = "Size of the smaller pictures.")
    private String scale;

    @Option(names = "--crf", paramLabel = "N", defaultValue = "45", description = "The coarser quantiser.")
    private String crf;

    @Option(
            names = "--low-level",
            paramLabel = "KEY=VALUE",
            split = ";",
            defaultValue = "keyInterval=-1;sharpness=1;preset=2",
            description = "Encoder settings of the last rung.")
    private List<String> low;

    @Mixin
    private final PairsOption.FirstPairsOption pairs = new PairsOption.FirstPairsOption();

    @Mixin
    private final JsonOption json = new JsonOption("Print the document of ladder.json in place of text.");

    /** What was measured, for programs. */
    record Document(
            String clip,
            String clipSha256,
            int pairs,
            long originalBytes,
            String evaluators,
            String evaluatorsSha256,
            List<LadderText.Rung> rungs,
            double bestOverFirst) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        LadderPlan plan = LadderPlan.of(scale, crf, low);
        Clip clip = Clip.open(original);
        ClipRange all = ClipRange.all(clip);
        int count = pairs.of(all.pairs());
        long bytes = Math.max(1, Math.round((double) clip.facts().bytes() * count / all.pairs()));
        Interruption.leaves("the finished rungs are in " + folder.path() + "; the same command continues from there");
        try (EvaluatorPair networks = evaluators.open(original, this::note)) {
            Files.createDirectories(folder.path());
            Objectives.requirePairs(networks, "fovea bench ladder");
            Objectives.requireChallengePrices(networks, "fovea bench ladder");
            Fit.masks(clip.size(), count, networks);
            Ladder.Inputs inputs = new Ladder.Inputs(
                    new ClipRange(clip, 0, count), clip.sha256(), bytes, networks, threads(), training(), changes());
            Ladder ladder = new Ladder(reporter(), inputs, folder.path());
            ladder.verify(plan);
            print(networks, bytes, count, ladder.climb(plan));
        }
        return ExitCode.DONE;
    }

    private byte[] training() throws IOException {
        try {
            return Profiles.find(profile).yaml();
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea bench ladder: --profile: " + e.getMessage());
        }
    }

    private List<ProfileOverride> changes() {
        try {
            return overrides.stream().map(ProfileOverride::of).toList();
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea bench ladder: --set: " + e.getMessage());
        }
    }

    private void print(EvaluatorPair networks, long bytes, int count, List<Ladder.Step> steps) throws IOException {
        Document document = new Document(
                original.toString(),
                Clip.sha256(original),
                count,
                bytes,
                networks.identity().name(),
                networks.identity().hash(),
                LadderText.document(steps),
                LadderText.ratio(steps));
        String printed = Json.of(document) + "\n";
        AtomicFile.write(folder.resolve("ladder.json"), printed.getBytes(StandardCharsets.UTF_8), true);
        AtomicFile.write(folder.resolve("ladder.csv"), LadderText.csv(steps).getBytes(StandardCharsets.UTF_8), true);
        var out = out();
        if (json.wanted()) {
            out.print(printed);
            return;
        }
        out.println(original + ": " + Text.count(count, "pair") + ", "
                + networks.identity().name() + " scores");
        out.print(LadderText.table(steps));
        out.println("  score: all bytes charged, by current_workflow and rule_faithful alike, since the weights are in "
                + "the archive;");
        out.println("  weights outside: the score by current_workflow if they were not, derived");
        out.printf(
                Locale.ROOT,
                "  best over first rung: %.3f (%s)%n",
                LadderText.ratio(steps),
                LadderText.best(steps).archive());
        out.println("  " + folder.resolve("ladder.csv"));
    }
}
