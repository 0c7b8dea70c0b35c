package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.interop.qma9.Qma9;
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

    @Test
    @Tag("slow")
    void writing_qma9_gives_the_published_bytes() {
        byte[] published = SharedData.bytes("mask.qma9");
        assertThat(Qma9.write(new RawMasks())).isEqualTo(published).hasSize(159_011);
    }

    private static void verify(MaskFrames masks) {
        assertThat(masks.shape()).isEqualTo(SHAPE);
        MessageDigest digest = SharedData.sha256();
        byte[] frame = new byte[SHAPE.pixels()];
        int count = 0;
        try (MaskReader reader = masks.open()) {
            for (; reader.next(frame); count++) {
                digest.update(frame);
            }
        }
        assertThat(count).isEqualTo(600);
        assertThat(SharedData.hex(digest.digest())).isEqualTo(SharedData.MASK_HASH);
    }

    /** {@code mask_600x384x512.u8.xz}, unpacked while it is read. */
    private static final class RawMasks implements MaskFrames {
        @Override
        public MaskShape shape() {
            return SHAPE;
        }

        @Override
        public MaskReader open() {
            InputStream in = SharedData.masks();
            return frame -> {
                try {
                    return in.readNBytes(frame, 0, frame.length) == frame.length;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
    }
}
