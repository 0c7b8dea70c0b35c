package org.fovea.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link PlainMasks} against the program on masks that {@code conformance/} does not hold: a single column, many
 * classes at every effort, rows above the sixteenth, things that move, restarts.
 */
class PlainMasksTest {
    static Stream<Arguments> tensors() {
        return Stream.of(
                Arguments.of(MaskEffort.FAST, 0, new MaskShape(3, 9, 1, 2)),
                Arguments.of(MaskEffort.BEST, 0, new MaskShape(2, 40, 1, 3)),
                Arguments.of(MaskEffort.FAST, 0, new MaskShape(8, 70, 90, 6)),
                Arguments.of(MaskEffort.FAST, 2, new MaskShape(5, 33, 40, 17)),
                Arguments.of(MaskEffort.BEST, 0, new MaskShape(4, 40, 44, 5)),
                Arguments.of(MaskEffort.BEST, 2, new MaskShape(3, 20, 24, 150)),
                Arguments.of(MaskEffort.MAX, 0, new MaskShape(3, 24, 40, 16)),
                Arguments.of(MaskEffort.MAX, 0, new MaskShape(2, 18, 18, 30)));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void masks_are_read_alike(MaskEffort effort, int interval, MaskShape shape) {
        ClassMaskCodec codec = new ClassMaskCodec(effort, null).withRestarts(interval);
        MaskTensor masks = masks(shape);
        byte[] section = codec.encode(masks, ArchiveHeader.ofMasks(shape));
        byte[] read = PlainMasks.read(
                section, interval == 0 ? 1 : 2, shape.frames(), shape.height(), shape.width(), shape.classes());
        assertThat(read).isEqualTo(masks.classIds());
    }

    /** A horizon, boxes that move before it, a few specks. */
    private static MaskTensor masks(MaskShape shape) {
        Random random = new Random(shape.total());
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            int frame = i / shape.pixels();
            int y = i % shape.pixels() / shape.width();
            int x = i % shape.width();
            int id = y > shape.height() / 2 ? 1 : 0;
            int box = (x - 2 * frame + 64) / 9;
            if (box % 3 == 0 && y > shape.height() / 3 + frame) {
                id = box % shape.classes();
            }
            ids[i] = (byte) (random.nextInt(60) == 0 ? random.nextInt(shape.classes()) : id);
        }
        return new MaskTensor(shape, ids);
    }
}
