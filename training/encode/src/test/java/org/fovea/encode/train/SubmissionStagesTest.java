package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.corrections.CorrectionsSettings;
import org.fovea.encode.corrections.CorrectionsStage;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.poses.PosesStage;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.quantise.QuantiseStage;
import org.fovea.encode.quantise.RoleFormats;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.interop.Submissions;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Stages that go on from an archive like the published submissions: other classes than the evaluator's, mixed number
 * formats, tiles and router.
 */
class SubmissionStagesTest {
    private static final MaskShape MASKS = new MaskShape(3, 40, 64, 5);
    private static final MaskShape SEEN = new MaskShape(3, 30, 40, 3);
    private static final FrameSize SIZE = new FrameSize(80, 60);
    private static final EvaluatorPair NETWORKS = new ToyEvaluators(SEEN.height(), SEEN.width());
    private static final RoleFormats KEPT = new RoleFormats("keep", "keep", "keep", "keep", "keep", "keep", "keep");
    private static final TrainSettings NO_TRAINING =
            TestRuns.learning(0, 0).learningRate(1e-3).crossEntropy(0).build();

    private static Encoding submission;

    /**
     * What the networks saw is what an archive with slightly other weights shows them, so that there is something to
     * win.
     */
    @BeforeAll
    static void make() {
        RendererContent content = content(0);
        RendererContent other = content(0.1);
        byte[] maps = new byte[(int) SEEN.total()];
        List<float[]> poses = new ArrayList<>();
        for (int pair = 0; pair < SEEN.frames(); pair++) {
            try (PairDrawer drawer = new PairDrawer(other, PairInputs.of(other))) {
                FramePair drawn = drawer.draw(pair);
                byte[] map = NETWORKS.segmentation().classMaps(drawn);
                System.arraycopy(map, 0, maps, pair * map.length, map.length);
                poses.add(NETWORKS.pose().pose(drawn));
            }
        }
        submission = new Encoding(new GroundTruth(SIZE, new MaskTensor(SEEN, maps), poses), content);
    }

    private static RendererContent content(double drift) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] ids = new byte[(int) MASKS.total()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i > 0 && random.nextInt(20) > 0 ? ids[i - 1] : (byte) random.nextInt(MASKS.classes());
        }
        ArchiveHeader header = new ArchiveHeader(SIZE.width(), SIZE.height(), MASKS, QzsFamily.ID, List.of(6, 4, 4));
        SplittableRandom away = new SplittableRandom(4);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                double unit = spec.fanIn() > 0 ? 2 / Math.sqrt(spec.fanIn()) : 0.3;
                double value = unit * (random.nextDouble(-1, 1) + drift * away.nextDouble(-1, 1));
                values[i] = (float) (spec.role() == org.fovea.codec.family.TensorRole.NORM_WEIGHT ? 1 + value : value);
            }
            tensors.add(format(spec).quantise(spec, values));
        }
        PoseTrack poses = new PoseTrack(
                3,
                6,
                List.of(
                        new PoseColumn(0, 0.1f, 20, new int[] {3, 40, 90}),
                        new PoseColumn(4, 0.001f, -0.02f, new int[] {0, 9, 4})));
        TileActions tiles = new TileActions(
                TileActions.QZS3, List.of(new TileAction(0, 1, 17), new TileAction(3, 1, 90), new TileAction(1, 2, 0)));
        RouterActions router = new RouterActions(RouterActions.QZS3, new byte[] {0, 5, 7});
        return new RendererContent(
                header,
                new MaskTensor(MASKS, ids),
                new WeightSet(tensors),
                poses,
                Optional.of(tiles),
                Optional.of(router));
    }

    /** As in the published file. */
    private static NumberFormat format(TensorSpec spec) {
        boolean head = spec.name().startsWith("frame1");
        return NumberFormat.parse(
                switch (spec.role()) {
                    case DEPTHWISE, POINTWISE -> "fp4/32";
                    case NORM_WEIGHT, NORM_BIAS -> head ? "q8" : "half";
                    case LINEAR_WEIGHT -> head ? "q10/row" : "q9";
                    case LINEAR_BIAS -> head ? "q8" : "half";
                    default -> "half";
                });
    }

    private static StageContext context() {
        return StageContext.of(
                        () -> {
                            throw new IOException("no clip");
                        },
                        NETWORKS,
                        100_000)
                .withSeed(3);
    }

    private static double score(Encoding encoding) throws InterruptedException {
        long bytes = ArchiveBytes.of(encoding.content(), MaskEffort.FAST, ProgressListener.NONE).length;
        return TestRuns.measured(NETWORKS, encoding, 100_000, bytes).score().total();
    }

    /** Runs a stage; what it gives can be packed and comes back the same. */
    private static Encoding run(Stage stage, Encoding before) throws IOException, InterruptedException {
        RendererContent after = stage.run(before, context()).content();
        byte[] zip = ArchiveFile.zipped(ArchiveFile.encode(after, new ClassMaskCodec(MaskEffort.FAST, null)));
        RendererContent read = ArchiveFile.open(zip).content();
        assertThat(read.weights()).isEqualTo(after.weights());
        assertThat(read.poses()).isEqualTo(after.poses());
        assertThat(read.tiles()).isEqualTo(after.tiles());
        assertThat(read.router()).isEqualTo(after.router());
        return before.with(after);
    }

    @Test
    void quantising_in_the_same_formats_changes_nothing() throws Exception {
        Encoding same = run(
                new QuantiseStage(new QuantiseSettings(NO_TRAINING, KEPT, QuantiseSettings.Ranges.MOVING, 6)),
                submission);
        assertThat(same.content()).isEqualTo(submission.content());
    }

    /**
     * The toy network hardly sees poses, so there may be nothing to win; but neither must anything be lost, the edits
     * that are there least of all.
     */
    @Test
    void poses_and_corrections_go_on_from_it() throws Exception {
        Encoding posed = run(new PosesStage(new PosesSettings(4, 1, 1, 1, 0)), submission);
        assertThat(score(posed)).isLessThanOrEqualTo(score(submission));
        assertThat(posed.content().tiles()).isEqualTo(submission.content().tiles());
        assertThat(posed.content().router()).isEqualTo(submission.content().router());
        Encoding corrected =
                run(new CorrectionsStage(new CorrectionsSettings(1, 2, 2, 1, false), PosesSettings.defaults()), posed);
        assertThat(score(corrected)).isLessThanOrEqualTo(score(posed));
        assertThat(corrected.content().tiles().orElseThrow().actions())
                .containsAll(submission.content().tiles().orElseThrow().actions());
    }

    @Test
    void the_published_network_is_stored_as_it_was() throws IOException {
        Path file = SharedFiles.file("data/qzs3/pr77_payload.bin");
        RendererContent content =
                Submissions.open(Files.readAllBytes(file), file.toString()).renderer();
        List<TensorSpec> specs = content.header().tensors();
        List<QuantisedTensor> tensors = content.weights().tensors();
        assertThat(tensors).hasSize(111);
        for (int i = 0; i < tensors.size(); i++) {
            QuantisedTensor tensor = tensors.get(i);
            assertThat(NumberFormat.of(tensor).quantise(specs.get(i), tensor.dequantise()))
                    .isEqualTo(tensor);
        }
    }
}
