package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.CompactFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

/** What it shares with family latent is looked at in {@link LatentRendererTest}. */
class CompactRendererTest {
    /** First half of the SHA-256 of the frames of {@link #main}: frames are part of the format. */
    static final String GOLDEN = "1d9740de53d1ab4371f93f5777f4bc80";

    private static final Layout USUAL = new Layout(20, 3, 4, 4, 12, 16, 2);

    /** A network with random weights, the shape of its masks, and the size of its frames. */
    record Case(Layout layout, MaskShape shape, FrameSize size) {
        static final List<Case> ALL = List.of(
                new Case(USUAL, new MaskShape(1, 96, 128, 3), new FrameSize(480, 270)),
                // Sides that are not divisible by fold or 4, a smaller output, the first frame drawn.
                new Case(new Layout(8, 1, 4, 2, 3, 5, 1), new MaskShape(1, 37, 50, 5), new FrameSize(33, 21)),
                new Case(new Layout(13, 2, 2, 1, 1, 1, 2), new MaskShape(1, 31, 67, 2), new FrameSize(67, 31)),
                new Case(new Layout(17, 2, 8, 3, 20, 9, 1), new MaskShape(1, 61, 43, 16), new FrameSize(40, 100)),
                new Case(new Layout(1, 1, 1, 1, 2, 2, 2), new MaskShape(1, 9, 70, 4), new FrameSize(71, 10)),
                new Case(new Layout(33, 1, 1, 2, 2, 3, 1), new MaskShape(1, 1, 1, 2), new FrameSize(2, 3)));

        RendererWeights weights() {
            Random random = new Random(layout.hashCode() * 31L + shape.hashCode());
            RendererWeights weights = new RendererWeights();
            for (TensorSpec spec : new CompactFamily().tensors(layout.parameters(), shape.classes())) {
                float[] values = new float[spec.count()];
                for (int i = 0; i < values.length; i++) {
                    double uniform = 2 * random.nextFloat() - 1;
                    values[i] = (float) (uniform * 2.5 / Math.sqrt(Math.max(spec.fanIn(), 1)));
                }
                weights.add(spec.name(), spec.shape(), values);
            }
            return weights;
        }

        byte[] mask(int seed) {
            Random random = new Random(seed);
            byte[] mask = new byte[shape.pixels()];
            for (int i = 0; i < mask.length; i++) {
                int patch = (i / shape.width() / 9 + i % shape.width() / 13 + seed) % shape.classes();
                mask[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(shape.classes()) : patch);
            }
            return mask;
        }

        static float[] pose(int seed) {
            Random random = new Random(seed);
            float[] pose = new float[CompactFamily.POSE];
            for (int i = 0; i < pose.length; i++) {
                pose[i] = (i < 2 ? 2f : i < 8 ? 0.5f : 6f) * (2 * random.nextFloat() - 1);
            }
            return pose;
        }

        PairRenderer open(int threads, KernelChoice kernels) {
            return Renderers.open(new CompactFamily(), layout.parameters(), weights(), shape, size, threads, kernels);
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

    static FrameEdits edits(int seed) {
        return new FrameEdits(List.of(new TileAction(0, 0, 7 + seed)), seed % 8);
    }

    static String hash(KernelChoice kernels, int threads) {
        MessageDigest digest = Sha256.digest();
        for (int i = 0; i < Case.ALL.size(); i++) {
            for (byte[] frame : Case.ALL.get(i).draw(threads, kernels, i, i % 2 == 0 ? FrameEdits.NONE : edits(i))) {
                digest.update(frame);
            }
        }
        return Sha256.of(digest).substring(0, 32);
    }

    @Test
    void frames_are_those_of_the_format_with_any_kernels_and_threads() {
        assertThat(hash(KernelChoice.SCALAR, 1)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO, 1)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO, 2)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.SCALAR, 5)).isEqualTo(GOLDEN);
    }

    /** Draws pairs of a few inputs, poses and edits in turn, and each with a renderer of its own. */
    static void whatIsRememberedDoesNotShow(
            Supplier<PairRenderer> open, IntFunction<PairInput> again, IntFunction<PairInput> fresh, FrameSize size) {
        Random random = new Random(3);
        try (PairRenderer renderer = open.get()) {
            for (int round = 0; round < 12; round++) {
                int seed = random.nextInt(2);
                float[] pose = Case.pose(random.nextInt(3));
                FrameEdits edits = random.nextBoolean() ? FrameEdits.NONE : edits(random.nextInt(8));
                byte[][] frames = new byte[4][size.rgbBytes()];
                renderer.render(again.apply(seed), pose, edits, frames[0], frames[1]);
                try (PairRenderer other = open.get()) {
                    other.render(fresh.apply(seed), pose.clone(), edits, frames[2], frames[3]);
                }
                assertThat(frames[0]).as("round %d", round).isEqualTo(frames[2]);
                assertThat(frames[1]).as("round %d", round).isEqualTo(frames[3]);
                // Callers may write into their frames.
                Arrays.fill(frames[0], (byte) 1);
                Arrays.fill(frames[1], (byte) 2);
            }
        }
    }

    @Test
    void what_is_remembered_does_not_show() {
        Case each = Case.ALL.getFirst();
        byte[] mask = each.mask(0);
        // The same array with other contents, as callers have it that reuse their buffers.
        IntFunction<PairInput> again = seed -> {
            System.arraycopy(each.mask(seed), 0, mask, 0, mask.length);
            return new PairInput.Mask(mask);
        };
        whatIsRememberedDoesNotShow(
                () -> each.open(1, KernelChoice.AUTO), again, seed -> new PairInput.Mask(each.mask(seed)), each.size());
    }

    @Test
    void extreme_poses_give_a_picture() {
        Case each = Case.ALL.get(1);
        Random random = new Random(5);
        try (PairRenderer scalar = each.open(1, KernelChoice.SCALAR);
                PairRenderer vector = each.open(2, KernelChoice.AUTO)) {
            byte[] mask = each.mask(1);
            for (int round = 0; round < 40; round++) {
                float[] pose = new float[CompactFamily.POSE];
                for (int i = 0; i < pose.length; i++) {
                    float value = Float.intBitsToFloat(random.nextInt());
                    pose[i] = Float.isFinite(value) ? value : Float.MAX_VALUE;
                }
                byte[][] one = each.draw(scalar, mask, pose, FrameEdits.NONE);
                byte[][] two = each.draw(vector, mask, pose, FrameEdits.NONE);
                assertThat(Arrays.deepEquals(one, two)).isTrue();
            }
        }
    }

    @Test
    void memory_is_estimated_for_what_an_archive_asks_for() {
        MaskShape masks = new MaskShape(4, 384, 512, 3);
        ArchiveHeader usual = new ArchiveHeader(960, 540, masks, CompactFamily.ID, USUAL.parameters());
        assertThat(Renderers.memory(usual)).isBetween(30L << 20, 64L << 20);
        MaskShape largest = new MaskShape(1, 4096, 4096, 16);
        Layout wide = new Layout(256, 1, 1, 1, 1, 1, 1);
        ArchiveHeader hostile = new ArchiveHeader(16384, 16384, largest, CompactFamily.ID, wide.parameters());
        assertThatThrownBy(() -> Renderers.memory(hostile)).hasMessageContaining("too large");
        ArchiveHeader wrong = new ArchiveHeader(960, 540, masks, CompactFamily.ID, List.of(20, 3, 3, 4, 12, 16, 2));
        assertThatThrownBy(() -> Renderers.memory(wrong)).hasMessageContaining("fold 3");
    }
}
