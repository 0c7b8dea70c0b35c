package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;

/**
 * Frames are part of the format: whoever changes a bit of them must change this hash and say so. Rounding to bytes
 * hides most changes of the last bit, so one picture is drawn with three million samples, some of which any such change
 * tips over.
 */
class GoldenFramesTest {
    /** First half of the SHA-256 of the frames of {@link #frames}. */
    static final String GOLDEN = "85ca9d7134b2f0e62e5326da01017d83";

    /** The same of networks on reduced masks. */
    private static final String GOLDEN_REDUCED = "0e4c024c9071fe022058b2011d88e451";

    static String hash(KernelChoice kernels, int threads) {
        MessageDigest digest = Sha256.digest();
        for (int shape : new int[] {0, 1, 4, 6, 9}) {
            digest.update(
                    PairRendererTest.network(PairRendererTest.SHAPES[shape]).draw(threads, kernels, shape));
        }
        RandomNetwork large = RandomNetwork.of(56, 64, 52, 32, 48, 5, new FrameSize(900, 600));
        digest.update(large.draw(threads, kernels, 5));
        return Sha256.of(digest).substring(0, 32);
    }

    @Test
    void frames_of_random_networks_are_those_of_the_format() {
        assertThat(hash(KernelChoice.SCALAR, 1)).isEqualTo(GOLDEN);
        assertThat(hash(KernelChoice.AUTO, 2)).isEqualTo(GOLDEN);
    }

    @Test
    void frames_of_networks_on_reduced_masks_are_those_of_the_format() {
        for (KernelChoice kernels : KernelChoice.values()) {
            MessageDigest digest = Sha256.digest();
            for (int[] shape : PairRendererTest.REDUCED) {
                digest.update(PairRendererTest.network(shape).draw(2, kernels, 1));
            }
            QzsFamily.Widths widths = new QzsFamily.Widths(24, 32, 20, 2);
            digest.update(
                    RandomNetwork.of(widths, 60, 90, 5, new FrameSize(900, 600)).draw(2, kernels, 5));
            assertThat(Sha256.of(digest).substring(0, 32)).isEqualTo(GOLDEN_REDUCED);
        }
    }
}
