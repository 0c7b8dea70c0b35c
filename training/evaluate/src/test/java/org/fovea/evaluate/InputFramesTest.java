package org.fovea.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;

class InputFramesTest {
    @Test
    void frames_are_those_of_the_reference_values() {
        var digests = Shared.json("evaluators/vectors.json").get("inputs").get("frame_sha256");
        for (int f = 0; f < 4; f++) {
            assertThat(Sha256.of(InputFrames.truthFrame(f)))
                    .isEqualTo(digests.get("gt" + f).asString());
            assertThat(Sha256.of(InputFrames.distortedFrame(f)))
                    .isEqualTo(digests.get("dist" + f).asString());
        }
    }
}
