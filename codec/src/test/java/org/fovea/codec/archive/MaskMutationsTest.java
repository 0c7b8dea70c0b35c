package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged sections of class masks end in masks or in one {@link FormatException} that names the section and a place in
 * it; any other end fails. The masks are so small that a section takes a millisecond or few, of which most are the
 * models' tables; some have a label for each class, some share labels, one has a single column.
 *
 * <p>{@code -Dfovea.fuzz.masks=25000} tries so many sections of each of the four, 100,000 in all; without it the test
 * takes less than a minute.
 */
@Tag("slow")
class MaskMutationsTest {
    /** What a long run tries of each codec and effort, or null. */
    private static final @Nullable Integer LONG = Integer.getInteger("fovea.fuzz.masks");

    private static final int LONGEST = 512;
    private static final List<MaskShape> SHAPES = List.of(
            new MaskShape(2, 5, 7, 3),
            new MaskShape(3, 9, 1, 2),
            new MaskShape(2, 8, 8, 20),
            new MaskShape(3, 7, 12, 16));

    private record Seed(ArchiveHeader header, byte[] section) {}

    static Stream<Arguments> codecs() {
        return Stream.of(
                Arguments.of(MaskEffort.FAST, 0),
                Arguments.of(MaskEffort.FAST, 1),
                Arguments.of(MaskEffort.BEST, 0),
                Arguments.of(MaskEffort.BEST, 2));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void damaged_sections_end_in_masks_or_a_format_exception(MaskEffort effort, int interval) {
        ClassMaskCodec codec = new ClassMaskCodec(effort, null).withRestarts(interval);
        List<Seed> seeds = new ArrayList<>();
        for (MaskShape shape : SHAPES) {
            ArchiveHeader header = ArchiveHeader.ofMasks(shape);
            seeds.add(new Seed(header, codec.encode(masks(shape), header)));
        }
        SplittableRandom random = new SplittableRandom(effort.ordinal() * 10L + interval);
        byte[] buffer = new byte[LONGEST];
        byte[] frame =
                new byte[SHAPES.stream().mapToInt(MaskShape::pixels).max().orElseThrow()];
        int count = LONG != null ? LONG : effort == MaskEffort.FAST ? 1_500 : 400;
        int refused = 0;
        for (int i = 0; i < count; i++) {
            Seed seed = seeds.get(i % seeds.size());
            int length = damage(seed.section, buffer, random);
            refused += refused(codec, Arrays.copyOf(buffer, length), seed.header, frame);
        }
        // Most damage is noticed, and not all of it: both ends were seen.
        assertThat(refused).isBetween(count / 2, count);
    }

    /** Damages a section in {@code buffer} and returns its length. */
    private static int damage(byte[] section, byte[] buffer, SplittableRandom random) {
        int length = section.length;
        System.arraycopy(section, 0, buffer, 0, length);
        for (int times = 1 + random.nextInt(4); times > 0 && length > 0; times--) {
            int at = random.nextInt(length);
            switch (random.nextInt(6)) {
                case 0 -> buffer[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> buffer[at] = (byte) random.nextInt(256);
                case 2 -> buffer[random.nextInt(Math.min(8, length))] += (byte) (1 - 2 * random.nextInt(2));
                case 3 -> length = random.nextInt(4) == 0 ? at : length;
                case 4 -> {
                    int longer = Math.min(LONGEST, length + random.nextInt(24));
                    for (int i = length; i < longer; i++) {
                        buffer[i] = (byte) random.nextInt(256);
                    }
                    length = longer;
                }
                default ->
                    Arrays.fill(buffer, at, Math.min(length, at + 1 + random.nextInt(8)), (byte) -random.nextInt(2));
            }
        }
        return length;
    }

    private static int refused(ClassMaskCodec codec, byte[] section, ArchiveHeader header, byte[] frame) {
        MaskShape shape = header.masks();
        try {
            MaskFrames frames = codec.decode(section, header);
            byte[] own = frame.length == shape.pixels() ? frame : Arrays.copyOf(frame, shape.pixels());
            int read = 0;
            try (MaskReader reader = frames.open()) {
                for (; reader.next(own); read++) {
                    for (byte id : own) {
                        if ((id & 255) >= shape.classes()) {
                            throw new AssertionError("class " + (id & 255) + " of " + shape + " from " + hex(section));
                        }
                    }
                }
            }
            assertThat(read).isEqualTo(shape.frames());
            return 0;
        } catch (FormatException e) {
            assertThat(e.section()).isEqualTo("masks");
            assertThat(e.offset()).isBetween(0L, (long) section.length);
            return 1;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError("masks of " + shape + " from " + hex(section), e);
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static MaskTensor masks(MaskShape shape) {
        SplittableRandom random = new SplittableRandom(shape.classes());
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            int row = i % shape.pixels() / shape.width();
            int base = row > shape.height() / 2 ? 1 : 0;
            ids[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(shape.classes()) : base);
        }
        return new MaskTensor(shape, ids);
    }
}
