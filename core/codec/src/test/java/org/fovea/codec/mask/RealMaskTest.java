package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

/** Sizes on the masks of a real drive, 600 frames of 384 x 512 pixels in five classes. */
@Tag("slow")
@Tag("even")
class RealMaskTest {
    private static final MaskShape SHAPE = new MaskShape(600, 384, 512, 5);
    private static MaskTensor drive;

    @BeforeAll
    static void read() throws IOException {
        Path file = SharedFiles.file("data/qzs3/mask_600x384x512.u8.xz");
        try (InputStream in = new XZInputStream(Files.newInputStream(file))) {
            drive = new MaskTensor(SHAPE, in.readNBytes((int) SHAPE.total()));
        }
    }

    @Test
    void fast_takes_at_most113000_bytes() {
        byte[] stream = ClassMaskCoder.encode(drive, MaskEffort.FAST, null);
        assertThat(stream.length).isLessThanOrEqualTo(113_000);
        assertThat(MaskTensor.of(ClassMaskCoder.decode(stream, SHAPE)).classIds())
                .isEqualTo(drive.classIds());
    }

    /** The rest of the drive takes minutes; docs/mask-coding.md says what it takes. */
    @Test
    void best_and_max_on_the_first_frames() {
        MaskTensor head = head(8);
        int best = 1_615;
        for (MaskEffort effort : List.of(MaskEffort.BEST, MaskEffort.MAX)) {
            byte[] stream = ClassMaskCoder.encode(head, effort, null);
            assertThat(stream.length).isLessThanOrEqualTo(best);
            assertThat(MaskTensor.of(ClassMaskCoder.decode(stream, head.shape()))
                            .classIds())
                    .isEqualTo(head.classIds());
            best = stream.length;
        }
    }

    private static MaskTensor head(int frames) {
        MaskShape shape = new MaskShape(frames, SHAPE.height(), SHAPE.width(), SHAPE.classes());
        return new MaskTensor(shape, Arrays.copyOf(drive.classIds(), (int) shape.total()));
    }
}
