package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.LatentFamily.Geometry;
import org.fovea.codec.family.LatentFamily.Grid;
import org.fovea.codec.family.LatentFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

class LatentRendererTest {
    /** First half of the SHA-256 of the frames of {@link #main}: frames are part of the format. */
    static final String GOLDEN = "e7d4e879e962aa250a9d1bb724cbaf09";

    private static final int PAIRS = 4;
    private static final Grid ONE = new Grid(1, 1, 1);
    private static final Layout USUAL =
            new Layout(6, 20, 3, 4, new Grid(4, 12, 16), new Grid(6, 5, 7), 2, new Geometry(9, 66, 37));

    /** A network with random weights, the size of what it draws, and the size of its frames. */
    private record Case(Layout layout, int height, int width, FrameSize size) {
        static final List<Case> ALL = List.of(
                new Case(USUAL, 96, 128, new FrameSize(480, 270)),
                // Sides that are not divisible by fold or 4, a smaller output, the first frame drawn, no geometry.
                new Case(
                        new Layout(1, 8, 1, 4, new Grid(2, 3, 5), new Grid(1, 2, 2), 1, Geometry.NONE),
                        37,
                        50,
                        new FrameSize(33, 21)),
                // Planes on the last row of cells alone; a vanishing point outside.
                new Case(
                        new Layout(3, 13, 2, 2, ONE, new Grid(3, 4, 3), 2, new Geometry(16, 200, 300)),
                        31,
                        67,
                        new FrameSize(67, 31)),
                // Grids that are finer than the cells.
                new Case(
                        new Layout(64, 17, 2, 8, new Grid(3, 20, 9), new Grid(2, 11, 13), 1, new Geometry(3, 20, 20)),
                        61,
                        43,
                        new FrameSize(40, 100)),
                new Case(
                        new Layout(2, 1, 1, 1, new Grid(2, 2, 2), ONE, 2, new Geometry(2, 30, 4)),
                        9,
                        70,
                        new FrameSize(71, 10)),
                new Case(
                        new Layout(5, 33, 1, 1, new Grid(2, 2, 3), ONE, 1, new Geometry(1, 1, 65535)),
                        1,
                        1,
                        new FrameSize(2, 3)));

        ArchiveHeader header() {
            CodedShape pictures = CodedShape.ofPictures(PAIRS, height, width);
            return new ArchiveHeader(size.width(), size.height(), pictures, LatentFamily.ID, layout.parameters());
        }

        /** Of what the layout said when the hash of frames was taken. */
        private int seed() {
            int seed = 0;
            for (Object part : List.of(
                    layout.latents(),
                    layout.channels(),
                    layout.blocks(),
                    layout.fold(),
                    layout.map(),
                    layout.planes(),
                    layout.drawn(),
                    layout.geometry())) {
                seed = 31 * seed + part.hashCode();
            }
            return seed;
        }

        List<QuantisedTensor> tensors() {
            Random random = new Random(seed() * 31L + height);
            List<QuantisedTensor> tensors = new ArrayList<>();
            for (TensorSpec spec : header().tensors()) {
                byte[] codes = new byte[spec.count()];
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = (byte) (random.nextInt(255) - 127);
                }
                float step = (float) (2.2 / 127 / Math.sqrt(Math.max(spec.fanIn(), 1)));
                tensors.add(new SteppedTensor(spec.name(), spec.shape(), codes, step));
            }
            return tensors;
        }

        RendererWeights weights() {
            return RendererWeights.of(new WeightSet(tensors()));
        }

        float[] latents(int seed) {
            Random random = new Random(seed);
            float[] latents = new float[layout.latents()];
            for (int i = 0; i < latents.length; i++) {
                latents[i] = (float) random.nextGaussian();
            }
            return latents;
        }

        PairRenderer open(int threads, KernelChoice kernels) {
            return Renderers.open(header(), weights(), threads, kernels);
        }

        byte[][] draw(PairRenderer renderer, float[] latents, float[] pose, FrameEdits edits) {
            byte[][] frames = new byte[2][size.rgbBytes()];
            renderer.render(new PairInput.Latents(latents), pose, edits, frames[0], frames[1]);
            return frames;
        }

        byte[][] draw(int threads, KernelChoice kernels, int seed, FrameEdits edits) {
            try (PairRenderer renderer = open(threads, kernels)) {
                return draw(renderer, latents(seed), pose(seed), edits);
            }
        }
    }

    private static float[] pose(int seed) {
        return CompactRendererTest.Case.pose(seed);
    }

    static String hash(KernelChoice kernels, int threads) {
        MessageDigest digest = Sha256.digest();
        for (int i = 0; i < Case.ALL.size(); i++) {
            FrameEdits edits = i % 2 == 0 ? FrameEdits.NONE : CompactRendererTest.edits(i);
            for (byte[] frame : Case.ALL.get(i).draw(threads, kernels, i, edits)) {
                digest.update(frame);
            }
        }
        return Sha256.of(digest).substring(0, 32);
    }

    @Test
    void frames_are_those_of_the_format_with_any_kernels_and_threads() {
        assertThat(hash(KernelChoice.SCALAR, 1)).isEqualTo(GOLDEN);
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(hash(KernelChoice.AUTO, threads)).isEqualTo(GOLDEN);
        }
        assertThat(hash(KernelChoice.SCALAR, 3)).isEqualTo(GOLDEN);
    }

    private static RendererWeights with(Case each, String name, UnaryOperator<Float> change) {
        RendererWeights weights = new RendererWeights();
        for (TensorSpec spec : each.header().tensors()) {
            float[] values = each.weights().values(spec.name());
            if (spec.name().equals(name)) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = change.apply(values[i]);
                }
            }
            weights.add(spec.name(), spec.shape(), values);
        }
        return weights;
    }

    @Test
    void what_is_remembered_does_not_show() {
        Case each = Case.ALL.getFirst();
        float[] latents = each.latents(0);
        IntFunction<PairInput> again = seed -> {
            System.arraycopy(each.latents(seed), 0, latents, 0, latents.length);
            return new PairInput.Latents(latents);
        };
        CompactRendererTest.whatIsRememberedDoesNotShow(
                () -> each.open(1, KernelChoice.AUTO),
                again,
                seed -> new PairInput.Latents(each.latents(seed)),
                each.size);
        // What is refused leaves nothing behind.
        try (PairRenderer renderer = each.open(1, KernelChoice.AUTO)) {
            byte[][] first = each.draw(renderer, each.latents(0), pose(0), FrameEdits.NONE);
            assertThatThrownBy(() -> each.draw(renderer, new float[1], pose(0), FrameEdits.NONE))
                    .hasMessage("1 latent numbers, not 6");
            assertThat(each.draw(renderer, each.latents(0), pose(0), FrameEdits.NONE))
                    .isDeepEqualTo(first);
        }
    }

    private static RendererContent content() {
        Case each = Case.ALL.getFirst();
        Random random = new Random(7);
        char[] codes = new char[PAIRS * each.layout.latents()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (char) random.nextInt(300);
        }
        float[] minimums = new float[each.layout.latents()];
        float[] steps = new float[each.layout.latents()];
        Arrays.fill(minimums, -1.5f);
        Arrays.fill(steps, 0.01f);
        LatentTrack latents = new LatentTrack(PAIRS, each.layout.latents(), codes, minimums, steps, Optional.empty());
        PoseTrack poses = new PoseTrack(
                PAIRS,
                LatentFamily.POSE,
                List.of(
                        new PoseColumn(0, 0.25f, -1, new int[] {0, 3, 9, 2}),
                        new PoseColumn(11, 2, 1, new int[] {1, 0, 2, 4})));
        int last = each.header().tiles() - 1;
        List<TileAction> tiles = List.of(new TileAction(0, 1, 10), new TileAction(last, 1, 4), new TileAction(2, 3, 0));
        return new RendererContent(
                each.header(),
                new RendererContent.Source.Latents(latents),
                new WeightSet(each.tensors()),
                poses,
                Optional.of(new TileActions(TileActions.QZS3, tiles)),
                Optional.of(new RouterActions(RouterActions.QZS3, new byte[] {0, 1, 5, 0})));
    }

    @Test
    void an_archive_with_poses_and_edits_comes_back_and_is_drawn_with_any_number_of_threads() throws Exception {
        RendererContent content = content();
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec()));
        RendererContent read = ArchiveFile.open(file).content();
        assertThat(read).isEqualTo(content);
        List<byte[][]> expected = new ArrayList<>();
        Case each = Case.ALL.getFirst();
        try (PairRenderer renderer = each.open(1, KernelChoice.SCALAR)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                int of = pair;
                List<TileAction> tiles = content.tiles().orElseThrow().actions().stream()
                        .filter(action -> action.pair() == of)
                        .toList();
                FrameEdits edits =
                        new FrameEdits(tiles, content.router().orElseThrow().action(pair));
                float[] pose = content.poses().pose(pair);
                expected.add(each.draw(renderer, content.latents().values(pair), pose, edits));
            }
        }
        for (int threads = 1; threads <= 3; threads++) {
            Kept kept = new Kept(new ArrayList<>());
            ArchiveInflater.of(read).run(InflateOptions.all(PAIRS).withThreads(threads), kept);
            assertThat(kept.frames).hasSize(PAIRS);
            for (int pair = 0; pair < PAIRS; pair++) {
                assertThat(Arrays.deepEquals(kept.frames.get(pair), expected.get(pair)))
                        .as("pair %d, %d threads", pair, threads)
                        .isTrue();
            }
        }
    }

    /** Copies of the frames of all pairs. */
    record Kept(List<byte[][]> frames) implements FrameSink {
        @Override
        public void begin(FrameSize size, int firstPair, int endPair) {}

        @Override
        public void pair(int pair, byte[] frame1, byte[] frame2) {
            frames.add(new byte[][] {frame1.clone(), frame2.clone()});
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    @Test
    void each_frame_may_have_latent_numbers_and_a_pose_of_its_own() {
        for (Case each : Case.ALL.subList(0, 2)) {
            // The same weights, which do not depend on what poses make of the picture.
            RendererWeights weights = each.weights();
            ArchiveHeader one = each.header();
            List<Integer> parameters = new LatentFamily().ofSequence(one.parameters());
            ArchiveHeader two =
                    new ArchiveHeader(one.outputWidth(), one.outputHeight(), one.coded(), LatentFamily.ID, parameters);
            assertThat(two.poseDimensions()).isEqualTo(2 * LatentFamily.POSE);
            assertThat(two.tensors()).isEqualTo(one.tensors());
            int moved = 2 - each.layout.drawn();
            FrameEdits tile = new FrameEdits(List.of(new TileAction(0, 0, 10)), 0);
            for (int threads : new int[] {1, 3}) {
                try (PairRenderer single = Renderers.open(one, weights, threads, KernelChoice.AUTO);
                        PairRenderer both = Renderers.open(two, weights, threads, KernelChoice.AUTO)) {
                    // Of latent numbers and poses, those of the first frame, then those of the second.
                    for (int[] seeds :
                            new int[][] {{5, 6, 1, 2}, {5, 6, 1, 3}, {7, 6, 1, 3}, {6, 7, 1, 3}, {6, 6, 2, 2}}) {
                        float[] latents = joined(each.latents(seeds[0]), each.latents(seeds[1]));
                        float[] poses = joined(pose(seeds[2]), pose(seeds[3]));
                        byte[][] frames = each.draw(both, latents, poses, FrameEdits.NONE);
                        for (int frame = 0; frame < 2; frame++) {
                            byte[][] wanted = each.draw(
                                    single, each.latents(seeds[frame]), pose(seeds[2 + frame]), FrameEdits.NONE);
                            assertThat(frames[frame]).isEqualTo(wanted[moved]);
                        }
                        byte[][] edited = each.draw(both, latents, poses, tile);
                        assertThat(edited[0]).isEqualTo(frames[0]);
                        assertThat(edited[1]).isNotEqualTo(frames[1]);
                    }
                    float[] latents = joined(each.latents(5), each.latents(6));
                    byte[][] still = each.draw(both, latents, new float[2 * LatentFamily.POSE], FrameEdits.NONE);
                    byte[][] drawn = each.draw(single, each.latents(6), new float[LatentFamily.POSE], FrameEdits.NONE);
                    assertThat(still[1]).isEqualTo(drawn[1 - moved]);
                    assertThatThrownBy(() -> each.draw(both, latents, pose(1), FrameEdits.NONE))
                            .hasMessage("a pose of 12 numbers, 24 expected");
                    assertThatThrownBy(() ->
                                    each.draw(both, each.latents(5), new float[2 * LatentFamily.POSE], FrameEdits.NONE))
                            .hasMessageEndingWith(" latent numbers, not " + latents.length);
                }
            }
        }
    }

    private static float[] joined(float[] first, float... second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void weights_that_overflow_are_an_error_and_no_picture() {
        Case each = Case.ALL.get(1);
        for (String huge : List.of(
                "input.bias", "map", "planes", "planes.weight", "block0.film", "block0.pw1.weight", "output.weight")) {
            RendererWeights weights = with(each, huge, value -> 3e38f);
            for (KernelChoice kernels : List.of(KernelChoice.SCALAR, KernelChoice.AUTO)) {
                try (PairRenderer renderer = Renderers.open(each.header(), weights, 2, kernels)) {
                    float[] latents = {100};
                    assertThatThrownBy(() -> each.draw(renderer, latents, pose(1), FrameEdits.NONE))
                            .as(huge)
                            .isInstanceOf(FormatException.class)
                            .hasMessageContaining("overflow");
                }
            }
        }
    }

    @Test
    void inputs_that_do_not_fit_are_refused() {
        Case each = Case.ALL.getFirst();
        try (PairRenderer renderer = each.open(1, KernelChoice.AUTO)) {
            float[] latents = each.latents(0);
            float[] endless = latents.clone();
            endless[2] = Float.NaN;
            assertThrown(
                    IllegalArgumentException.class,
                    () -> each.draw(renderer, endless, pose(0), FrameEdits.NONE),
                    "is not finite");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> each.draw(renderer, latents, new float[6], FrameEdits.NONE))
                    .withMessage("a pose of 6 numbers, 12 expected");
            float[] infinite = new float[12];
            infinite[3] = Float.POSITIVE_INFINITY;
            assertThrown(
                    IllegalArgumentException.class,
                    () -> each.draw(renderer, latents, infinite, FrameEdits.NONE),
                    "is not finite");
            byte[] frame = new byte[each.size.rgbBytes()];
            PairInput good = new PairInput.Latents(latents);
            assertThrown(
                    IllegalArgumentException.class,
                    () -> renderer.render(good, pose(0), FrameEdits.NONE, frame, frame));
            PairInput mask = new PairInput.Mask(new byte[96 * 128]);
            assertThrown(
                    IllegalArgumentException.class,
                    () -> renderer.render(mask, pose(0), FrameEdits.NONE, frame, frame.clone()),
                    "draws from latent numbers");
        }
        assertThrown(
                IllegalArgumentException.class,
                () -> Renderers.open(
                        new LatentFamily(),
                        USUAL.parameters(),
                        each.weights(),
                        new MaskShape(1, 96, 128, 3),
                        each.size,
                        1,
                        KernelChoice.AUTO),
                "does not draw from class masks");
    }

    @Test
    void archives_that_cannot_be_drawn_are_refused() {
        RendererContent good = content();
        float[] far = new float[USUAL.latents()];
        Arrays.fill(far, Float.MAX_VALUE);
        LatentTrack latents = good.latents();
        LatentTrack endless = new LatentTrack(PAIRS, latents.dimensions(), latents.codes(), far, far, Optional.empty());
        refused("latents", "is not finite", good.withLatents(endless));
        refused("poses", "takes 12", good.withPoses(new PoseTrack(PAIRS, 6, List.of())));
        TileActions outside = new TileActions(TileActions.QZS3, List.of(new TileAction(99, 0, 0)));
        refused("tiles", "outside", good.withEdits(Optional.of(outside), Optional.empty()));
        refused("header", "row 25 of 24", with(good, USUAL.with(new Geometry(25, 1, 1)), 96, 128));
        Layout wide = new Layout(6, 20, 3, 1, USUAL.map(), USUAL.planes(), 2, Geometry.NONE);
        refused("weights", "has shape", with(good, wide, 96, 128));
        // Few weights, and planes that no memory has room for.
        Case vast = new Case(new Layout(6, 64, 1, 1, ONE, ONE, 2, Geometry.NONE), 4096, 4096, new FrameSize(9, 9));
        RendererContent modest = new RendererContent(
                vast.header(),
                good.source(),
                new WeightSet(vast.tensors()),
                good.poses(),
                Optional.empty(),
                Optional.empty());
        assertThrown(NoRoomException.class, () -> inflate(modest), "MiB");
        ArchiveHeader hostile = new ArchiveHeader(
                960,
                540,
                CodedShape.ofPictures(1, 4096, 4096),
                LatentFamily.ID,
                new Layout(1, 256, 1, 1, ONE, ONE, 1, Geometry.NONE).parameters());
        assertThatThrownBy(() -> Renderers.memory(hostile)).hasMessageContaining("too large");
        ArchiveHeader usual = new ArchiveHeader(
                1164, 874, CodedShape.ofPictures(PAIRS, 384, 512), LatentFamily.ID, USUAL.parameters());
        assertThat(Renderers.memory(usual)).isBetween(30L << 20, 64L << 20);
    }

    private static RendererContent with(RendererContent good, Layout layout, int height, int width) {
        FrameSize size = good.header().frameSize();
        ArchiveHeader header = new ArchiveHeader(
                size.width(),
                size.height(),
                CodedShape.ofPictures(PAIRS, height, width),
                LatentFamily.ID,
                layout.parameters());
        return new RendererContent(
                header, good.source(), good.weights(), good.poses(), Optional.empty(), Optional.empty());
    }

    private static void refused(String section, String message, RendererContent content) {
        InflaterTest.refused(section, message, () -> inflate(content));
    }

    private static void inflate(RendererContent content) throws IOException, InterruptedException {
        ArchiveInflater.of(content).run(InflateOptions.all(PAIRS), new Kept(new ArrayList<>()));
    }
}
