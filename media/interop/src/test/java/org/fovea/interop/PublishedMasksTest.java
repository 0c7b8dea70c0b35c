package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.interop.payload.SubmissionPart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The masks of the real files. They are read frame by frame; nothing here holds a whole tensor. */
class PublishedMasksTest {
    private static final MaskShape SHAPE = new MaskShape(600, 384, 512, 5);

    @Test
    void masks_of_the_tile_action_payload_are_the_published_ones() {
        verify(SharedData.open("pr77_payload.bin").masks().orElseThrow());
    }

    @Test
    @Tag("slow")
    void masks_of_the_range_mask_payload_are_the_published_ones() {
        verify(SharedData.open("seed_layout.zip").masks().orElseThrow());
    }

    @Test
    void a_bare_mask_stream_is_a_submission_too() {
        Submission submission = SharedData.open("mask.qma9");
        assertThat(submission.content()).isEmpty();
        assertThat(submission.masks().orElseThrow().shape()).isEqualTo(SHAPE);
        assertThat(submission.parts())
                .containsExactly(new SubmissionPart("masks", "QMA9", 0, 159_011, 117_964_800, 117_964_800));
    }

    private static void verify(MaskFrames masks) {
        assertThat(masks.shape()).isEqualTo(SHAPE);
        MessageDigest digest = Sha256.digest();
        byte[] frame = new byte[SHAPE.pixels()];
        int count = 0;
        try (MaskReader reader = masks.open()) {
            for (; reader.next(frame); count++) {
                digest.update(frame);
            }
        }
        assertThat(count).isEqualTo(600);
        assertThat(Sha256.of(digest)).isEqualTo(SharedData.MASK_HASH);
    }
}
