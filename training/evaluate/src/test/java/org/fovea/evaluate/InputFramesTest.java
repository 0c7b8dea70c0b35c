package org.fovea.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InputFramesTest {
    @Test
    void frames_are_those_of_the_reference_values() throws Exception {
        var digests = Shared.json("evaluators/vectors.json").get("inputs").get("frame_sha256");
        for (int f = 0; f < 4; f++) {
            assertThat(sha256(InputFrames.truthFrame(f)))
                    .isEqualTo(digests.get("gt" + f).asString());
            assertThat(sha256(InputFrames.distortedFrame(f)))
                    .isEqualTo(digests.get("dist" + f).asString());
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
