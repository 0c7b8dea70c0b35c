package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.mask.RestartableMasks;
import org.fovea.codec.mask.SampleMasks;
import org.junit.jupiter.api.Test;

/** Class masks with a restart point every two pairs. */
class RestartMaskCodecTest extends SectionCodecContract<MaskFrames> {
    private static final MaskShape SHAPE = new MaskShape(7, 24, 32, 5);

    RestartMaskCodecTest() {
        super(
                new ClassMaskCodec(MaskEffort.FAST, null).withRestarts(2),
                "8f6d5f1b1af0ef4b",
                ArchiveHeader.ofMasks(new MaskShape(4, 32, 24, 5)));
    }

    @Override
    List<Sample<MaskFrames>> samples() {
        return ClassMaskCodecTest.masks();
    }

    @Override
    int refusedTruncations() {
        return 90;
    }

    @Override
    Object comparable(MaskFrames content) {
        return ClassMaskCodecTest.whole(content);
    }

    @Test
    void each_segment_is_a_stream_of_its_own() {
        MaskTensor tensor = ClassMaskCodecTest.discs(SHAPE);
        byte[] stream = RestartableMasks.encode(tensor, MaskEffort.FAST, 3, null);
        assertThat(stream[0]).isEqualTo((byte) 3);
        int at = 4; // the interval and three lengths below 128
        for (int segment = 0; segment < 3; segment++) {
            MaskShape part = new MaskShape(segment < 2 ? 3 : 1, 24, 32, 5);
            byte[] coded = Arrays.copyOfRange(stream, at, at + stream[1 + segment]);
            byte[] ids = Arrays.copyOfRange(
                    tensor.classIds(), segment * 3 * SHAPE.pixels(), (segment * 3 + part.frames()) * SHAPE.pixels());
            assertThat(MaskTensor.of(ClassMaskCoder.decode(coded, part)).classIds())
                    .isEqualTo(ids);
            at += coded.length;
        }
        assertThat(at).isEqualTo(stream.length);
    }

    @Test
    void reading_begins_anywhere() {
        MaskTensor tensor = ClassMaskCodecTest.discs(SHAPE);
        for (int interval = 1; interval < 9; interval++) {
            byte[] stream = RestartableMasks.encode(tensor, MaskEffort.FAST, interval, null);
            MaskFrames masks = RestartableMasks.decode(stream, SHAPE);
            assertThat(masks.restartInterval()).isEqualTo(interval);
            for (int first = 0; first < SHAPE.frames(); first++) {
                try (MaskReader reader = masks.open(first)) {
                    byte[] frame = new byte[SHAPE.pixels()];
                    for (int i = first; i < SHAPE.frames(); i++) {
                        assertThat(reader.next(frame)).isTrue();
                        assertThat(frame).isEqualTo(tensor.frame(i));
                    }
                    assertThat(reader.next(frame)).isFalse();
                }
            }
        }
    }

    /** Damage in one segment leaves the others readable, and its offset is that in the whole section. */
    @Test
    void damage_is_that_of_a_segment() {
        MaskTensor tensor = ClassMaskCodecTest.discs(SHAPE);
        byte[] stream = RestartableMasks.encode(tensor, MaskEffort.FAST, 3, null);
        int second = 4 + stream[1];
        stream[second + 10] ^= 1;
        MaskFrames masks = RestartableMasks.decode(stream, SHAPE);
        assertThatThrownBy(() -> MaskTensor.of(masks))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.offset()).isGreaterThanOrEqualTo(second));
        byte[] frame = new byte[SHAPE.pixels()];
        try (MaskReader reader = masks.open(6)) {
            assertThat(reader.next(frame)).isTrue();
        }
        assertThat(frame).isEqualTo(tensor.frame(6));
    }

    @Test
    void many_short_segments_cannot_demand_more_work_than_one_stream() {
        MaskShape huge = new MaskShape(1000, 4096, 4096, 5);
        byte[] stream = new byte[2 + 1000 + 3000];
        stream[0] = 1;
        Arrays.fill(stream, 1, 1001, (byte) 3);
        for (int i = 0; i < 1000; i++) {
            stream[1001 + 3 * i] = 16; // version 1, fast, no hard pixel
        }
        assertThrown(
                FormatException.class, () -> RestartableMasks.decode(stream, huge), "too short for what it announces");
    }

    @Test
    void blank_masks_are_padded_and_the_padding_is_checked() {
        MaskShape blank = new MaskShape(40, 1024, 1024, 2);
        MaskFrames zeros = new SampleMasks.Read(blank, () -> frame -> {
            Arrays.fill(frame, (byte) 0);
            return true;
        });
        byte[] stream = RestartableMasks.encode(zeros, MaskEffort.FAST, 15, null);
        assertThat(stream).hasSize((int) ((blank.total() - (1 << 24)) >> 17));
        assertThat(RestartableMasks.decode(stream, blank).shape()).isEqualTo(blank);
        stream[stream.length - 1] = 1;
        assertThrown(FormatException.class, () -> RestartableMasks.decode(stream, blank), "the padding is not zero");
    }
}
