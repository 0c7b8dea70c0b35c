package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.StreamChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassMaskCoderTest {
    private static final MaskShape SMALL = new MaskShape(5, 24, 40, 4);

    @ParameterizedTest
    @EnumSource
    void tensors_of_all_shapes_come_back(MaskEffort effort) {
        Random random = new Random(effort.ordinal());
        int rounds = effort == MaskEffort.FAST ? 150 : 25;
        for (int round = 0; round < rounds; round++) {
            MaskShape shape = randomShape(random, round);
            MaskTensor tensor = randomTensor(shape, random);
            byte[] stream = ClassMaskCoder.encode(tensor, effort, null);
            assertThat(MaskTensor.of(ClassMaskCoder.decode(stream, shape)).classIds())
                    .as("%s, round %d", shape, round)
                    .isEqualTo(tensor.classIds());
        }
    }

    private static MaskShape randomShape(Random random, int round) {
        int frames = 1 + random.nextInt(6);
        int classes = 2 + random.nextInt(random.nextInt(3) == 0 ? 255 : 15);
        return switch (round) {
            case 0 -> new MaskShape(1, 1, 1, 2);
            case 1 -> new MaskShape(4, 1, 1, round % 2 == 0 ? 16 : 256);
            case 2 -> new MaskShape(frames, 1, 1 + random.nextInt(300), classes);
            case 3 -> new MaskShape(frames, 1 + random.nextInt(300), 1, classes);
            case 4 -> new MaskShape(1, 4096, 2, classes);
            case 5 -> new MaskShape(1, 2, 4096, classes);
            default -> new MaskShape(frames, 1 + random.nextInt(70), 1 + random.nextInt(70), classes);
        };
    }

    private static MaskTensor randomTensor(MaskShape shape, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> SampleMasks.noise(shape, random.nextLong());
            case 1 -> SampleMasks.blank(shape, random.nextInt(shape.classes()));
            case 2 -> SampleMasks.stripes(shape);
            case 3 -> SampleMasks.regions(shape, random.nextLong());
            default -> SampleMasks.road(shape, random.nextLong());
        };
    }

    /**
     * A change of these sums is a change of the format: raise the version in StreamHeader and docs/mask-coding.md.
     * Version two is for more than sixteen classes: few of them used, and many.
     */
    @ParameterizedTest
    @CsvSource({
        "FAST, 5, 297 108983b3a6579cf0",
        "BEST, 5, 294 0becac9ec894662e",
        "MAX, 5, 295 94ff78b18c848104",
        "FAST, 19, 435 41742d745639f3bc",
        "BEST, 19, 397 a32726cbfd0b200f",
        "MAX, 19, 397 0dd3dee691c932f7",
        "FAST, 150, 2262 723a160c949213b0",
        "BEST, 150, 1656 ecacc1d70774ac2a",
        "MAX, 150, 1652 a89b7d3eca517828"
    })
    void streams_are_those_of_the_format(MaskEffort effort, int classes, String expected) {
        MaskTensor tensor = classes == 5
                ? SampleMasks.road(new MaskShape(12, 48, 64, 5), 7)
                : SampleMasks.regions(new MaskShape(8, 48, 64, classes), 7);
        byte[] stream = ClassMaskCoder.encode(tensor, effort, null);
        assertThat(stream.length + " " + StreamChecks.hash(stream)).isEqualTo(expected);
    }

    /** What 150 classes cost where five of them are seen: the list of these five, no more. */
    @Test
    void classes_that_do_not_occur_cost_nothing() {
        MaskTensor few = SampleMasks.road(new MaskShape(6, 48, 64, 5), 7);
        byte[] ids = few.classIds().clone();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) (149 - 7 * ids[i]);
        }
        MaskTensor many = new MaskTensor(new MaskShape(6, 48, 64, 150), ids);
        int least = ClassMaskCoder.encode(few, MaskEffort.BEST, null).length;
        assertThat(ClassMaskCoder.encode(many, MaskEffort.BEST, null)).hasSizeLessThan(least + 1 + 5 + 5);
    }

    @Test
    void lists_of_classes_are_checked() {
        MaskShape shape = new MaskShape(1, 4, 4, 19);
        byte[] stream = ClassMaskCoder.encode(SampleMasks.noise(shape, 1), MaskEffort.FAST, null);
        assertThat(stream[0]).isEqualTo((byte) 0x20);
        int list = 2;
        for (int[] change : new int[][] {{list, 0}, {list, 255}, {list + 1, 19}, {list + 2, stream[list + 1]}}) {
            byte[] damaged = stream.clone();
            damaged[change[0]] = (byte) change[1];
            assertThrown(FormatException.class, () -> ClassMaskCoder.decode(damaged, shape));
        }
        assertThatThrownBy(() -> ClassMaskCoder.decode(stream, new MaskShape(1, 4, 4, 16)))
                .hasMessageContaining("version 2 for masks of 16 classes");
    }

    @ParameterizedTest
    @EnumSource
    void scalar_and_vector_kernels_give_the_same_stream_and_read_each_others(MaskEffort effort) {
        MaskTensor tensor = SampleMasks.regions(new MaskShape(4, 60, 90, effort == MaskEffort.FAST ? 5 : 65), 11);
        byte[] scalar = ClassMaskCoder.encode(tensor, effort, null, new Kernels(), null);
        byte[] vector = ClassMaskCoder.encode(tensor, effort, null, new VectorKernels(), null);
        assertThat(vector).isEqualTo(scalar);
        assertThat(MaskTensor.of(ClassMaskCoder.decode(scalar, tensor.shape(), new VectorKernels()))
                        .classIds())
                .isEqualTo(tensor.classIds());
        assertThat(MaskTensor.of(ClassMaskCoder.decode(vector, tensor.shape(), new Kernels()))
                        .classIds())
                .isEqualTo(tensor.classIds());
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_shape_is_noticed(MaskEffort effort) {
        byte[] stream = ClassMaskCoder.encode(SampleMasks.road(SMALL, 1), effort, null);
        List<MaskShape> others = List.of(
                new MaskShape(5, 40, 24, 4),
                new MaskShape(4, 24, 40, 4),
                new MaskShape(6, 24, 40, 4),
                new MaskShape(5, 24, 41, 4),
                new MaskShape(5, 23, 40, 4),
                new MaskShape(5, 24, 40, 5),
                new MaskShape(1, 1, 1, 2),
                new MaskShape(Integer.MAX_VALUE, 4096, 4096, 16));
        for (MaskShape other : others) {
            assertThatThrownBy(() -> drain(ClassMaskCoder.decode(stream, other)))
                    .as(other.toString())
                    .isInstanceOf(FormatException.class);
        }
    }

    private static void drain(MaskFrames frames) {
        byte[] frame = new byte[frames.shape().pixels()];
        try (MaskReader reader = frames.open()) {
            while (reader.next(frame)) {
                assertThat(frame).hasSize(frames.shape().pixels());
            }
        }
    }

    @Test
    void headers_that_promise_too_much_are_refused_at_once() {
        byte[] fewBytes = {0x10, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 1, 2, 3};
        MaskShape big = new MaskShape(1_000_000, 4096, 4096, 16);
        assertThrown(FormatException.class, () -> ClassMaskCoder.decode(fewBytes, big));
        assertThrown(FormatException.class, () -> ClassMaskCoder.decode(fewBytes, SMALL));
        assertThatThrownBy(() -> ClassMaskCoder.decode(new byte[] {0x20, 1}, SMALL))
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> ClassMaskCoder.decode(new byte[] {0x17, 1}, SMALL))
                .hasMessageContaining("effort 7");
        assertThatThrownBy(() -> ClassMaskCoder.decode(new byte[0], SMALL)).hasMessageContaining("truncated");
        assertThatThrownBy(() -> ClassMaskCoder.decode(new byte[] {0x10}, SMALL))
                .hasMessageContaining("truncated");
        assertThatThrownBy(() -> ClassMaskCoder.decode(new byte[] {0x10, (byte) 0x80, 0}, SMALL))
                .hasMessageContaining("shortest form");
    }

    /**
     * Such a stream is shorter than the rule against hostile streams allows, so it ends with zeros; others must not.
     */
    @Test
    void tensors_without_news_are_padded_and_only_zeros_may_pad() {
        MaskShape shape = new MaskShape(60, 40, 200, 3);
        MaskTensor tensor = SampleMasks.stripes(shape);
        byte[] stream = ClassMaskCoder.encode(tensor, MaskEffort.FAST, null);
        assertThat(stream[stream.length - 1]).isZero();
        assertThat(MaskTensor.of(ClassMaskCoder.decode(stream, shape)).classIds())
                .isEqualTo(tensor.classIds());
        byte[] other = stream.clone();
        other[other.length - 1] = 1;
        assertThrown(FormatException.class, () -> MaskTensor.of(ClassMaskCoder.decode(other, shape)), "padding");
    }

    @Test
    void decodes_frame_by_frame_and_from_the_start_for_every_reader() {
        MaskTensor tensor = SampleMasks.road(SMALL, 1);
        byte[] stream = ClassMaskCoder.encode(tensor, MaskEffort.FAST, null);
        // Damage near the end does not touch the first frame, which shows that later ones are not decoded yet.
        byte[] damaged = stream.clone();
        damaged[damaged.length - 10] ^= 0x55;
        byte[] frame = new byte[SMALL.pixels()];
        MaskFrames frames = ClassMaskCoder.decode(damaged, SMALL);
        assertThat(frames.shape()).isEqualTo(SMALL);
        try (MaskReader first = frames.open();
                MaskReader second = frames.open()) {
            for (MaskReader reader : List.of(first, second)) {
                assertThat(reader.next(frame)).isTrue();
                assertThat(frame).isEqualTo(tensor.frame(0));
            }
            assertThrown(FormatException.class, () -> {
                while (first.next(frame)) {}
            });
            assertThrown(IllegalStateException.class, () -> first.next(frame));
        }
        assertThrown(IllegalArgumentException.class, () -> frames.open().next(new byte[3]));
    }

    @Test
    void reports_progress() {
        List<String> seen = new ArrayList<>();
        ClassMaskCoder.encode(
                SampleMasks.road(SMALL, 1), MaskEffort.FAST, (_, done, total) -> seen.add(done + "/" + total));
        assertThat(seen).containsExactly("1/5", "2/5", "3/5", "4/5", "5/5");
    }

    @Test
    void refuses_class_ids_that_the_shape_does_not_have_and_missing_frames() {
        byte[] bad = new byte[SMALL.pixels()];
        bad[7] = 4;
        assertThrown(
                IllegalArgumentException.class,
                () -> ClassMaskCoder.encode(repeating(bad, 5), MaskEffort.FAST, null),
                "class id 4");
        assertThrown(
                IllegalArgumentException.class,
                () -> ClassMaskCoder.encode(repeating(new byte[SMALL.pixels()], 3), MaskEffort.FAST, null),
                "3 of 5");
        assertThatCode(() -> ClassMaskCoder.encode(repeating(new byte[SMALL.pixels()], 5), MaskEffort.FAST, null))
                .doesNotThrowAnyException();
    }

    private static MaskFrames repeating(byte[] content, int count) {
        return new SampleMasks.Read(SMALL, () -> {
            int[] done = {0};
            return frame -> {
                System.arraycopy(content, 0, frame, 0, frame.length);
                return done[0]++ < count;
            };
        });
    }
}
