package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.Carrier;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.DuetFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class CarrierRendererTest {
    /** First half of the SHA-256 of the frames of {@link #hash}: frames are part of the format. */
    private static final String GOLDEN = "9051207bb0492e0922b198f0233389de";

    /** A duet with random weights. */
    private record Case(Carrier carrier, int drawn, MaskShape shape, FrameSize size) {
        static final List<Case> ALL = List.of(
                new Case(new Carrier(8, 6, 8, 3), 2, new MaskShape(1, 96, 128, 3), new FrameSize(480, 270)),
                new Case(new Carrier(7, 5, 9, 1), 1, new MaskShape(1, 37, 50, 5), new FrameSize(33, 21)),
                // More nodes than pixels; one node; many patterns.
                new Case(new Carrier(2, 40, 70, 3), 2, new MaskShape(1, 31, 67, 2), new FrameSize(67, 31)),
                new Case(new Carrier(1, 1, 1, 1), 1, new MaskShape(1, 9, 70, 4), new FrameSize(71, 10)),
                new Case(new Carrier(64, 2, 2, 3), 2, new MaskShape(1, 1, 1, 2), new FrameSize(2, 3)));

        DuetFamily.Layout layout() {
            return new DuetFamily.Layout(new CompactFamily.Layout(9, 1, 4, 2, 3, 5, drawn), carrier);
        }

        float[] values(TensorSpec spec) {
            Random random = new Random(spec.name().hashCode() * 31L + carrier.hashCode());
            float[] values = new float[spec.count()];
            double bound = spec.name().equals(Carrier.PATTERNS)
                    ? 2 / Math.sqrt(carrier.patterns())
                    : 2.5 / Math.sqrt(Math.max(spec.fanIn(), 1));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextFloat() - 1) * bound);
            }
            return values;
        }

        RendererWeights weights(RendererWeights.Builder builder, List<TensorSpec> specs) {
            specs.forEach(spec -> builder.add(spec.name(), spec.shape(), values(spec)));
            return builder.build();
        }

        RendererWeights weights() {
            return weights(RendererWeights.builder(), new DuetFamily().tensors(layout().parameters(), shape.classes()));
        }

        byte[] mask(int seed) {
            Random random = new Random(seed);
            byte[] mask = new byte[shape.pixels()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) ((i / 40 + random.nextInt(20) / 19 + seed) % shape.classes());
            }
            return mask;
        }

        float[] pose(int seed) {
            Random random = new Random(seed);
            float[] pose = new float[carrier.patterns()];
            for (int i = 0; i < pose.length; i++) {
                pose[i] = (float) (2 * random.nextGaussian());
            }
            return pose;
        }

        PairRenderer open(int threads, KernelChoice kernels) {
            return Renderers.open(new DuetFamily(), layout().parameters(), weights(), shape, size, threads, kernels);
        }

        byte[][] draw(PairRenderer renderer, byte[] mask, float[] pose, FrameEdits edits) {
            byte[][] frames = new byte[2][size.rgbBytes()];
            renderer.render(new PairInput.Mask(mask), pose, edits, frames[0], frames[1]);
            return frames;
        }

        byte[][] draw(int threads, KernelChoice kernels, int seed, FrameEdits edits) {
            try (PairRenderer renderer = open(threads, kernels)) {
                return draw(renderer, mask(seed), pose(seed), edits);
            }
        }
    }

    private static String hash(KernelChoice kernels, int threads) {
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
        assertThat(hash(KernelChoice.AUTO, 1)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO, 3)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.SCALAR, 2)).isEqualTo(GOLDEN);
    }

    @Test
    void agrees_with_the_definition_in_double() {
        for (int i = 0; i < Case.ALL.size(); i++) {
            Case each = Case.ALL.get(i);
            byte[][] frames = each.draw(1, KernelChoice.AUTO, i, FrameEdits.NONE);
            double[][][] picture = carrier(each, each.pose(i));
            assertThat(CompactRendererTest.worst(each.size, picture, frames[2 - each.drawn]))
                    .as("carrier, case %d", i)
                    .isLessThan(0.51);
        }
    }

    private static double[][][] carrier(Case each, float[] pose) {
        Carrier layout = each.carrier;
        RendererWeights weights = each.weights();
        float[] patterns = weights.values(Carrier.PATTERNS);
        float[] grey = weights.values(Carrier.GREY);
        double[][][] nodes = new double[layout.colours()][layout.rows()][layout.columns()];
        for (int c = 0; c < layout.colours(); c++) {
            for (int y = 0; y < layout.rows(); y++) {
                for (int x = 0; x < layout.columns(); x++) {
                    double sum = grey[c];
                    for (int k = 0; k < layout.patterns(); k++) {
                        int at = ((k * layout.colours() + c) * layout.rows() + y) * layout.columns() + x;
                        sum += (double) pose[k] * patterns[at];
                    }
                    nodes[c][y][x] = 127.5 + 32 * sum;
                }
            }
        }
        double[][][] picture = new double[3][each.shape.height()][each.shape.width()];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < each.shape.height(); y++) {
                for (int x = 0; x < each.shape.width(); x++) {
                    double sy = (y + 0.5) * layout.rows() / each.shape.height() - 0.5;
                    double sx = (x + 0.5) * layout.columns() / each.shape.width() - 0.5;
                    double level = NaiveCells.sample(nodes[Math.min(c, layout.colours() - 1)], sy, sx);
                    picture[c][y][x] = Math.clamp(level, 0.0, 255.0);
                }
            }
        }
        return picture;
    }

    @Test
    void the_drawn_frame_is_that_of_the_compact_family() {
        Case each = Case.ALL.getFirst();
        CompactFamily compact = new CompactFamily();
        List<Integer> parameters = each.layout().cells().parameters();
        RendererWeights weights =
                each.weights(RendererWeights.builder(), compact.tensors(parameters, each.shape.classes()));
        byte[][] plain = new byte[2][each.size.rgbBytes()];
        try (PairRenderer renderer =
                Renderers.open(compact, parameters, weights, each.shape, each.size, 1, KernelChoice.AUTO)) {
            renderer.render(
                    new PairInput.Mask(each.mask(4)),
                    CompactRendererTest.Case.pose(1),
                    FrameEdits.NONE,
                    plain[0],
                    plain[1]);
        }
        byte[][] frames = each.draw(1, KernelChoice.AUTO, 4, FrameEdits.NONE);
        assertThat(Arrays.equals(frames[1], plain[1])).isTrue();
        assertThat(Arrays.equals(frames[0], plain[0])).isFalse();
    }

    @Test
    void every_number_matters_and_what_is_remembered_does_not_show() {
        Case each = Case.ALL.getFirst();
        Random random = new Random(3);
        try (PairRenderer renderer = each.open(2, KernelChoice.AUTO)) {
            float[] pose = each.pose(0);
            byte[][] plain = each.draw(renderer, each.mask(0), pose, FrameEdits.NONE);
            for (int i = 0; i < pose.length; i++) {
                float[] other = pose.clone();
                other[i] += 0.25f;
                byte[][] frames = each.draw(renderer, each.mask(0), other, FrameEdits.NONE);
                assertThat(Arrays.equals(frames[0], plain[0]))
                        .as("number %d", i)
                        .isFalse();
                assertThat(Arrays.equals(frames[1], plain[1])).isTrue();
            }
            for (int round = 0; round < 12; round++) {
                int seed = random.nextInt(2);
                // The same array with other contents, as callers have it that reuse their buffers.
                System.arraycopy(each.pose(random.nextInt(3)), 0, pose, 0, pose.length);
                FrameEdits edits =
                        random.nextBoolean() ? FrameEdits.NONE : CompactRendererTest.edits(random.nextInt(8));
                byte[][] frames = each.draw(renderer, each.mask(seed), pose, edits);
                try (PairRenderer fresh = each.open(1, KernelChoice.AUTO)) {
                    byte[][] expected = each.draw(fresh, each.mask(seed), pose, edits);
                    assertThat(Arrays.deepEquals(frames, expected))
                            .as("round %d", round)
                            .isTrue();
                }
                Arrays.fill(frames[0], (byte) 1);
                Arrays.fill(frames[1], (byte) 2);
            }
        }
    }

    @Test
    void a_latent_network_may_have_one() {
        Carrier carrier = new Carrier(8, 6, 8, 3);
        LatentFamily.Grid grid = new LatentFamily.Grid(2, 3, 4);
        LatentFamily.Layout layout = new LatentFamily.Layout(
                3, 9, 1, 4, grid, grid, 2, LatentFamily.Geometry.NONE, java.util.Optional.of(carrier));
        Case duet = new Case(carrier, 2, new MaskShape(1, 48, 64, 2), new FrameSize(90, 70));
        ArchiveHeader header =
                new ArchiveHeader(90, 70, CodedShape.ofPictures(1, 48, 64), LatentFamily.ID, layout.parameters());
        RendererWeights weights = duet.weights(RendererWeights.builder(), header.tensors());
        byte[][] frames = new byte[2][duet.size.rgbBytes()];
        try (PairRenderer renderer = Renderers.open(header, weights, 1, KernelChoice.AUTO)) {
            renderer.render(
                    new PairInput.Latents(new float[] {1, -1, 0.5f}),
                    duet.pose(5),
                    FrameEdits.NONE,
                    frames[0],
                    frames[1]);
        }
        // A carrier knows nothing of the network beside it.
        assertThat(Arrays.equals(frames[0], duet.draw(1, KernelChoice.AUTO, 5, FrameEdits.NONE)[0]))
                .isTrue();
        assertThat(Renderers.memory(header)).isBetween(20L << 20, 32L << 20);
    }

    @Test
    void refuses_what_cannot_be_drawn() {
        Case each = Case.ALL.getFirst();
        byte[][] frames = new byte[2][each.size.rgbBytes()];
        PairInput mask = new PairInput.Mask(each.mask(0));
        try (PairRenderer renderer = each.open(1, KernelChoice.AUTO)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> renderer.render(mask, new float[12], FrameEdits.NONE, frames[0], frames[1]));
            float[] endless = each.pose(0);
            endless[3] = Float.NaN;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> renderer.render(mask, endless, FrameEdits.NONE, frames[0], frames[1]));
            // Far beyond every grey level, but finite.
            float[] far = each.pose(0);
            Arrays.fill(far, Float.MAX_VALUE);
            renderer.render(mask, far, FrameEdits.NONE, frames[0], frames[1]);
        }
        List<TensorSpec> specs =
                new ArrayList<>(new DuetFamily().tensors(each.layout().parameters(), each.shape.classes()));
        RendererWeights.Builder builder = RendererWeights.builder();
        float[] vast = new float[specs.getFirst().count()];
        Arrays.fill(vast, Float.MAX_VALUE);
        builder.add(specs.getFirst().name(), specs.getFirst().shape(), vast);
        RendererWeights weights = each.weights(builder, specs.subList(1, specs.size()));
        try (PairRenderer renderer = Renderers.open(
                new DuetFamily(), each.layout().parameters(), weights, each.shape, each.size, 1, KernelChoice.AUTO)) {
            assertThatThrownBy(() -> renderer.render(mask, each.pose(0), FrameEdits.NONE, frames[0], frames[1]))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("not finite");
            float[] none = new float[each.carrier.patterns()];
            renderer.render(mask, none, FrameEdits.NONE, frames[0], frames[1]);
        }
    }
}
