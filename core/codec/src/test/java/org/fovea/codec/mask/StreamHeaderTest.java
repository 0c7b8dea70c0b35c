package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream's length bounds the work that it can claim. */
class StreamHeaderTest {
    private static final MaskShape SHAPE = new MaskShape(600, 384, 512, 5);

    @ParameterizedTest
    @EnumSource(MaskEffort.class)
    void no_stream_claims_more_than_256_hard_pixels_a_byte_beyond_the_first_16384(MaskEffort effort) {
        for (int bytes : new int[] {1026, 4026, 140_033}) {
            long most = (1 << 14) + 256L * bytes + 255;
            byte[] head = new StreamHeader(effort, most, Optional.empty()).toBytes();
            assertThat(StreamHeader.parse(Arrays.copyOf(head, bytes), SHAPE).hardPixels())
                    .isEqualTo(most);
            byte[] greedy = new StreamHeader(effort, most + 1, Optional.empty()).toBytes();
            assertThrown(
                    FormatException.class, () -> StreamHeader.parse(Arrays.copyOf(greedy, bytes), SHAPE), "too short");
        }
    }

    @Test
    void what_real_masks_need_is_far_below() {
        // Measured: 110 to 118 a byte in all archives of examples/lab, 100 in the published submission.
        assertThat(new StreamHeader(MaskEffort.MAX, 236_798, Optional.empty()).leastLength(SHAPE))
                .isLessThan(1934 / 2);
    }
}
