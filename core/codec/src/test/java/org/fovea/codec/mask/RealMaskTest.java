package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

/** Sizes on the masks of a real drive, 600 frames of 384 x 512 pixels in five classes. */
@Tag("slow")
class RealMaskTest {
    private static final MaskShape SHAPE = new MaskShape(600, 384, 512, 5);
    private static MaskTensor drive;

    @BeforeAll
    static void read() throws IOException {
        String given = System.getenv("FOVEA_SHARED");
        Path shared = given != null
                ? Path.of(given)
                : Path.of(System.getProperty("fovea.root", "../..")).resolve("../shared");
        Path file = shared.resolve("data/qzs3/mask_600x384x512.u8.xz");
        Assumptions.assumeTrue(Files.exists(file), () -> "the real masks are not there: " + file);
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
        MaskTensor head = head(16);
        byte[] best = ClassMaskCoder.encode(head, MaskEffort.BEST, null);
        assertThat(best.length).isLessThanOrEqualTo(2_950);
        assertThat(MaskTensor.of(ClassMaskCoder.decode(best, head.shape())).classIds())
                .isEqualTo(head.classIds());
        byte[] max = ClassMaskCoder.encode(head, MaskEffort.MAX, null);
        assertThat(max.length).isLessThanOrEqualTo(best.length);
        assertThat(MaskTensor.of(ClassMaskCoder.decode(max, head.shape())).classIds())
                .isEqualTo(head.classIds());
    }

    @Test
    void settings_are_not_made_for_one_direction() {
        MaskTensor head = head(120);
        byte[] mirrored = new byte[head.classIds().length];
        int width = SHAPE.width();
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = head.classIds()[i - i % width + width - 1 - i % width];
        }
        int there = ClassMaskCoder.encode(head, MaskEffort.FAST, null).length;
        int back = ClassMaskCoder.encode(new MaskTensor(head.shape(), mirrored), MaskEffort.FAST, null).length;
        assertThat(back).isBetween(there * 97 / 100, there * 103 / 100);
    }

    private static MaskTensor head(int frames) {
        MaskShape shape = new MaskShape(frames, SHAPE.height(), SHAPE.width(), SHAPE.classes());
        return new MaskTensor(shape, Arrays.copyOf(drive.classIds(), (int) shape.total()));
    }
}
