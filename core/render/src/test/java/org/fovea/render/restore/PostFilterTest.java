package org.fovea.render.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.codec.io.Sha256;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.junit.jupiter.api.Test;

public class PostFilterTest {
    /** First half of the SHA-256 of the frames of {@link #hash}: frames are part of the format. */
    public static final String GOLDEN = "26e2a19d9c769dbf7f3b9ce563a2a3d1";

    /** A filter and the size of its frames. */
    private record Case(RandomFilter filter, int height, int width) {}

    private static final List<Case> CASES = List.of(
            new Case(RandomFilter.of(1, 8, 1, 1), 13, 17),
            new Case(RandomFilter.of(1, 16, 1, 2, 4), 21, 83),
            new Case(RandomFilter.of(2, 24, 1, 2, 1), 9, 161),
            new Case(RandomFilter.of(1, 64, 1, 1, 1), 11, 101),
            new Case(RandomFilter.of(3, 5, 4, 2, 1, 1), 30, 80),
            new Case(RandomFilter.of(1, 7, 16, 16), 40, 97),
            // Smaller than what a kernel reaches over.
            new Case(RandomFilter.of(1, 16, 4, 16, 4), 5, 3),
            new Case(RandomFilter.of(2, 8, 2, 2, 2), 1, 1),
            new Case(RandomFilter.of(1, 8, 1, 4), 1, 200),
            new Case(RandomFilter.of(1, 8, 4, 1), 90, 1));

    public static String hash(KernelChoice choice) {
        MessageDigest digest = Sha256.digest();
        for (Case one : CASES) {
            digest.update(one.filter().apply(one.height(), one.width(), 7, choice));
        }
        digest.update(RandomFilter.scaled(1.2f, 1, 16, 1, 1, 1).apply(300, 500, 8, choice));
        return Sha256.of(digest).substring(0, 32);
    }

    @Test
    void frames_are_those_of_the_definition() {
        for (Case one : CASES) {
            byte[] rgb = RandomFilter.frame(one.height(), one.width(), 3);
            byte[] expected = NaiveFilter.apply(one.filter(), rgb, one.height(), one.width());
            for (KernelChoice choice : KernelChoice.values()) {
                assertThat(one.filter().apply(one.height(), one.width(), 3, choice))
                        .as("%s, %d by %d, %s", one.filter().layout(), one.height(), one.width(), choice)
                        .isEqualTo(expected);
            }
            assertThat(expected).isNotEqualTo(rgb);
        }
    }

    @Test
    void frames_are_those_of_the_format() {
        assertThat(hash(KernelChoice.SCALAR)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO)).isEqualTo(GOLDEN);
    }

    @Test
    void one_object_filters_frame_after_frame() {
        RandomFilter filter = RandomFilter.of(2, 8, 1, 2, 1);
        PostFilter open = new PostFilter(filter.layout(), filter.weights(), new FrameSize(90, 31), KernelChoice.AUTO);
        for (int seed = 0; seed < 3; seed++) {
            byte[] out = new byte[31 * 90 * 3];
            open.apply(RandomFilter.frame(31, 90, seed), out);
            assertThat(out).isEqualTo(filter.apply(31, 90, seed, KernelChoice.SCALAR));
        }
    }

    @Test
    void sums_that_are_too_large_are_errors_and_not_pictures() {
        RandomFilter usual = RandomFilter.of(1, 16, 1, 1, 1);
        for (KernelChoice choice : KernelChoice.values()) {
            for (int layer = 0; layer < 3; layer++) {
                for (float value : new float[] {1e38f, -1e38f}) {
                    // Large negative sums would vanish in the next layer, if nobody looked.
                    RandomFilter filter = usual.with(Layout.weight(0, layer), value)
                            .with(Layout.bias(0, layer), Math.copySign(3.4e38f, value));
                    PostFilter open = new PostFilter(filter.layout(), filter.weights(), new FrameSize(100, 20), choice);
                    byte[] light = new byte[20 * 100 * 3];
                    Arrays.fill(light, (byte) 255);
                    assertThatThrownBy(() -> open.apply(light, new byte[light.length]))
                            .as("layer %d, %s, %s", layer, value, choice)
                            .isInstanceOf(FormatException.class)
                            .hasMessageContaining("overflow");
                }
            }
        }
    }

    @Test
    void weights_that_are_not_numbers_are_refused() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> RandomFilter.of(1, 8, 1, 1).with(Layout.weight(0, 0), value))
                    .hasMessageContaining("not finite");
        }
    }

    @Test
    void wrong_arguments_are_refused() {
        RandomFilter filter = RandomFilter.of(1, 8, 1, 1);
        PostFilter open = new PostFilter(filter.layout(), filter.weights(), new FrameSize(5, 4), KernelChoice.AUTO);
        byte[] frame = new byte[60];
        assertThatThrownBy(() -> open.apply(frame, frame)).hasMessageContaining("in place");
        assertThatThrownBy(() -> open.apply(frame, new byte[61])).hasMessageContaining("61");
        assertThrown(
                IllegalArgumentException.class,
                () -> new PostFilter(filter.layout(), new RendererWeights(), new FrameSize(5, 4), KernelChoice.AUTO),
                "lack");
    }

    @Test
    void memory_does_not_grow_with_the_height() {
        Layout layout = new Layout(1, 64, List.of(1, 1, 1));
        assertThat(PostFilter.memory(layout, new FrameSize(1164, 874)))
                .isEqualTo(PostFilter.memory(layout, new FrameSize(1164, 8740)))
                .isLessThan(4_000_000);
    }
}
