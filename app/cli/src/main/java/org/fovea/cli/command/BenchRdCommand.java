package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorPlan;
import org.fovea.app.anchor.Anchors;
import org.fovea.app.labels.Labels;
import org.fovea.app.rd.RdBench;
import org.fovea.app.rd.RdChart;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTask;
import org.fovea.app.rd.RdText;
import org.fovea.app.rd.StreamRate;
import org.fovea.app.text.Text;
import org.fovea.cli.option.CacheOption;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.LabelsOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.video.clip.Clip;
import org.fovea.video.write.ClipSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rd",
        header = "Compare archives with AV1, HEVC, H.264 and VVC on a clip: bytes against score.",
        description = {
            "Encodes the clip with each codec over a grid of scales and qualities, refines around the best point, "
                    + "upscales the result to the original's size, and scores it with the code that scores archives. "
                    + "The bytes charged are those of the coded stream without its container.",
            "DIR gets points.json, rd.csv (bytes, kbit/s, bits per pixel, each distortion, score), rd.svg, and rd.json "
                    + "with BD-rates. "
                    + "Points in points.json are not measured again, so the same command continues an interrupted "
                    + "comparison, and archives can be added later.",
            "SVT-AV1 comes with Fovea; x264, x265 and VVenC are used where an ffmpeg program on the PATH has them."
        },
        footer = {
            "  fovea bench rd drive.mkv --evaluators cabin.yaml -o rd",
            "  fovea bench rd drive.mkv --evaluators cabin.yaml -o rd --archive small.zip good.zip"
        })
public final class BenchRdCommand extends LeafCommand {
    @Parameters(paramLabel = "CLIP", description = "The original.")
    private Path original;

    @Mixin
    private final OutputOption folder = OutputOption.required(
                    "DIR", "Folder for points, table and chart: a new one, or that of an earlier run on the same clip.")
            .withoutForce();

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Archives of this clip to compare, for example from fovea compress with several profiles.",
            showDefaultValue = Visibility.NEVER)
    private List<Path> archives = List.of();

    @Option(
            names = "--codecs",
            paramLabel = "NAME",
            split = ",",
            description = "Codecs to compare with: av1, hevc, h264, vvc, and av1-path, the SVT-AV1 of the ffmpeg "
                    + "program. Default: av1 and whichever of hevc, h264, vvc is available.")
    private List<String> codecs;

    @Option(
            names = "--scale",
            paramLabel = "N",
            split = ",",
            description = "Scales of the grid in per cent of width and height. Default: 100,70,45,30.",
            showDefaultValue = Visibility.NEVER)
    private List<Integer> scales = AnchorPlan.USUAL_SCALES;

    @Option(
            names = "--crf",
            paramLabel = "N",
            split = ",",
            description = "Qualities of the grid. "
                    + "Default: AV1 32,44,56, HEVC 26,34,42, H.264 24,32,40, VVC (QP) 28,36,44.",
            showDefaultValue = Visibility.NEVER)
    private List<Integer> crfs = List.of();

    @Option(
            names = "--refine",
            paramLabel = "N",
            defaultValue = "" + AnchorPlan.USUAL_REFINEMENTS,
            description = "Maximum points per codec for the search after the grid.")
    private int refinements;

    @Option(
            names = "--preset",
            paramLabel = "N",
            defaultValue = "4",
            description = "Effort of SVT-AV1, 0 (slowest) to 13. x264 and x265 have their slow, VVenC its medium.")
    private int preset;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "Only the first N pairs, with the same share of the original's bytes: a preview, not a score of "
                            + "the clip. Archives must then have N pairs too.")
    private Integer pairs;

    @Mixin
    private final LabelsOption labels = new LabelsOption();

    @Mixin
    private CacheOption remembered;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AnchorPlan plan = plan();
        List<AnchorCodec> wanted = wanted();
        OriginalFiles files = OriginalFiles.of(original);
        verifyFolder();
        Labels known = labels.read();
        Clip clip = Clip.open(files.clip());
        Anchors anchors = Anchors.find(wanted, System.getenv().getOrDefault("PATH", ""));
        anchors.absent().forEach(line -> note("not compared with " + line));
        try (EvaluatorPair networks = evaluators.open(original, this::note)) {
            int all = networks.pairs(clip.frameCount());
            int count = pairs == null ? all : pairs;
            if (count < 1 || count > all) {
                throw AppException.usage("fovea bench rd: --pairs " + count + " of a clip of " + all + " pairs");
            }
            long originalBytes = Math.round((double) clip.facts().bytes() * count / all);
            Files.createDirectories(folder.path());
            RdTask task =
                    new RdTask(clip, clip.sha256(), count, originalBytes, networks, known, threads(), folder.path());
            List<RdPoint> points = measure(task, anchors, plan);
            print(task, points, anchors);
        }
        return ExitCode.DONE;
    }

    private List<RdPoint> measure(RdTask task, Anchors anchors, AnchorPlan plan)
            throws IOException, InterruptedException {
        Interruption.leaves("the measured points are in " + folder.path() + "; the same command continues from there");
        RdBench comparison = new RdBench(task, remembered.cache(), folder.resolve("points.json"), reporter());
        List<RdPoint> points = new ArrayList<>(comparison.archives(archives));
        points.addAll(comparison.anchors(
                anchors,
                plan,
                codec -> codec.title().equals(AnchorCodec.AV1.title())
                        ? Integer.toString(preset)
                        : codec.usualPreset()));
        return points;
    }

    private AnchorPlan plan() {
        if (preset < 0 || preset > ClipSettings.MAX_PRESET) {
            throw AppException.usage("fovea bench rd: --preset is 0 to " + ClipSettings.MAX_PRESET);
        }
        try {
            return new AnchorPlan(scales, crfs, refinements);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea bench rd: --scale, --crf, --refine: " + e.getMessage());
        }
    }

    private List<AnchorCodec> wanted() {
        if (codecs == null) {
            return List.of(AnchorCodec.AV1, AnchorCodec.HEVC, AnchorCodec.H264, AnchorCodec.VVC);
        }
        return codecs.stream()
                .map(name -> AnchorCodec.of(name)
                        .orElseThrow(() -> AppException.usage("fovea bench rd: --codecs '" + name
                                + "' is not one of av1, av1-path, hevc, h264, vvc")))
                .distinct()
                .toList();
    }

    /** What is in the folder must be an earlier run's, because its files are replaced. */
    private void verifyFolder() throws IOException {
        if (!Files.exists(folder.path()) || Files.exists(folder.resolve("points.json"))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.path())) {
            Optional<Path> other = files.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .findFirst();
            if (other.isPresent()) {
                throw AppException.usage(
                        folder.path() + ": is neither empty nor the folder of an earlier comparison; name another one");
            }
        }
    }

    private void print(RdTask task, List<RdPoint> points, Anchors anchors) throws IOException {
        String scoreName = task.networks().identity().name() + " score";
        String what = String.format(
                "%s, %s pairs of %s%s, original %s bytes",
                task.clip().path().getFileName(),
                Text.count(task.pairs()),
                task.clip().size(),
                task.isWhole() ? "" : " (the first of " + Text.count(task.clipPairs()) + ")",
                Text.count(task.originalBytes()));
        Map<String, String> written = new LinkedHashMap<>();
        written.put("rd.csv", RdText.csv(points, StreamRate.of(task)));
        written.put("rd.svg", RdChart.draw(points, what, scoreName));
        for (RdChart.Term term : RdChart.Term.of(points)) {
            String name = "rd-" + term.word().replaceAll("[^\\p{L}\\p{N}]+", "-") + ".svg";
            RdChart.draw(points, what, term).ifPresent(svg -> written.put(name, svg));
        }
        written.put("rd.json", Json.of(RdText.document(task, points, anchors.absent())) + "\n");
        for (Map.Entry<String, String> file : written.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8), true);
        }
        var out = out();
        out.println(what);
        out.print(RdText.table(points, scoreName));
        out.println();
        out.print(RdText.bests(points));
        out.print(RdText.rates(points));
        anchors.absent().forEach(line -> out.println("  not compared with " + line));
        out.println("  " + folder.resolve("rd.svg") + " · " + folder.resolve("rd.csv"));
    }
}
