package org.fovea.codec.mask;

import java.util.Arrays;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.jspecify.annotations.Nullable;

/**
 * First bytes of a stream: one with the format's version in the high half and the effort in the low half, then the
 * number of hard pixels as a base-128 number, lowest digits first, 128 added to all bytes but the last. Tensors of more
 * than sixteen classes have version 2, and the list of the classes that occur follows.
 *
 * <p>That number sizes the hash tables, so that small tensors need little memory, and is checked against the length of
 * the stream, so that a hostile stream of a few bytes cannot claim hours of work: an encoder whose stream is too short
 * for what it holds (which takes a tensor without any novelty) appends zeros up to {@link #leastLength}.
 */
record StreamHeader(MaskEffort effort, long hardPixels, Optional<UsedClasses> used) {
    private static final int VERSION = 1;
    private static final int VERSION_WITH_LIST = 2;
    /** Tensors of more classes have the list of those that occur. */
    private static final int MOST_WITHOUT_LIST = 16;

    /** Real masks have about 100 for each byte of their stream. */
    private static final int MAX_HARD_PER_BYTE = 256;

    private static final int MIN_SLOT_BITS = 10;
    private static final int BIG_FRAME = 1 << 22;

    FrameCoder coder(MaskShape shape, BitChannel channel, @Nullable PixelMeter meter, Kernels kernels) {
        Scene scene = new Scene(used.map(list -> list.numbered(shape)).orElse(shape), effort.radius());
        FrameCoder.HardPixels pixels = switch (effort) {
            case FAST -> new FastPixels(scene, channel, slotBits(shape), kernels);
            case BEST -> new RichPixels(scene, channel, RichPixels.Settings.BEST, slotBits(shape), kernels);
            case MAX -> new RichPixels(scene, channel, RichPixels.Settings.MAX, slotBits(shape), kernels);
        };
        return new FrameCoder(scene, channel, meter, pixels, hardPixels);
    }

    /** The header of a tensor. */
    static StreamHeader of(MaskEffort effort, MaskFrames frames) {
        Optional<UsedClasses> used = frames.shape().classes() > MOST_WITHOUT_LIST
                ? Optional.of(UsedClasses.of(HardPixelCounter.classes(frames)))
                : Optional.empty();
        return new StreamHeader(effort, HardPixelCounter.count(frames, effort.radius(), used), used);
    }

    private int slotBits(MaskShape shape) {
        int wanted = 64 - Long.numberOfLeadingZeros(hardPixels) - 3;
        // Big frames take so much memory themselves that the tables must stay smaller.
        int most = effort.mostSlotBits() - (shape.pixels() > BIG_FRAME ? 1 : 0);
        return Math.max(MIN_SLOT_BITS, Math.min(most, wanted));
    }

    /** Bytes of memory that a coder takes besides frames: the hash tables, and about what the networks have. */
    long memory(MaskShape shape) {
        int contexts = effort == MaskEffort.FAST ? 8 : 71;
        long networks = switch (effort) {
            case FAST -> 8L << 20;
            case BEST -> 64L << 20;
            case MAX -> 256L << 20;
        };
        return ((long) contexts * Long.BYTES << slotBits(shape)) + networks;
    }

    int leastLength(MaskShape shape) {
        return leastLength(hardPixels, shape.total());
    }

    /** Least length of data for this number of pixels. */
    static int leastLength(long hardPixels, long pixels) {
        long forHard = (hardPixels - (1 << 14)) / MAX_HARD_PER_BYTE;
        long forAll = (pixels - (1 << 24)) / (1 << 17);
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(0, Math.max(forHard, forAll)));
    }

    byte[] toBytes() {
        byte[] list = used.map(UsedClasses::toBytes).orElse(new byte[0]);
        byte[] bytes = new byte[10 + list.length];
        bytes[0] = (byte) ((used.isPresent() ? VERSION_WITH_LIST : VERSION) << 4 | effort.id());
        int size = 1;
        long rest = hardPixels;
        while (rest >= 128) {
            bytes[size++] = (byte) (rest & 127 | 128);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        System.arraycopy(list, 0, bytes, size, list.length);
        return Arrays.copyOf(bytes, size + list.length);
    }

    static StreamHeader parse(String section, byte[] stream, MaskShape shape) {
        if (stream.length == 0) {
            throw new FormatException(section, 0, "truncated");
        }
        boolean list = shape.classes() > MOST_WITHOUT_LIST;
        if ((stream[0] & 255) >> 4 != (list ? VERSION_WITH_LIST : VERSION)) {
            throw new FormatException(
                    section,
                    0,
                    "unknown version " + ((stream[0] & 255) >> 4) + " for masks of " + shape.classes() + " classes",
                    FormatException.NEWER);
        }
        MaskEffort effort = effort(section, stream[0] & 15);
        StreamHeader plain = new StreamHeader(effort, parseNumber(section, stream), Optional.empty());
        StreamHeader header = !list
                ? plain
                : new StreamHeader(
                        effort,
                        plain.hardPixels,
                        Optional.of(UsedClasses.parse(section, stream, plain.toBytes().length, shape)));
        if (header.hardPixels > shape.total()) {
            throw new FormatException(section, 1, header.hardPixels + " hard pixels announced of " + shape.total());
        }
        if (header.leastLength(shape) > stream.length) {
            throw new FormatException(section, stream.length, "too short for a tensor of " + shape);
        }
        return header;
    }

    private static MaskEffort effort(String section, int id) {
        for (MaskEffort effort : MaskEffort.values()) {
            if (effort.id() == id) {
                return effort;
            }
        }
        throw new FormatException(section, 0, "unknown effort " + id, FormatException.NEWER);
    }

    private static long parseNumber(String section, byte[] stream) {
        long value = 0;
        for (int i = 0; ; i++) {
            if (1 + i == stream.length) {
                throw new FormatException(section, stream.length, "truncated");
            }
            int digit = stream[1 + i];
            if (i == 8 || digit == 0 && i > 0) {
                throw new FormatException(section, 1 + i, "number is too long");
            }
            value |= (long) (digit & 127) << 7 * i;
            if (digit >= 0) {
                return value;
            }
        }
    }

    /** Counts the pixels of a tensor that the easy-pixel model cannot take, and checks its class ids on the way. */
    static final class HardPixelCounter {
        private HardPixelCounter() {}

        /** Pixels of each class. */
        static long[] classes(MaskFrames frames) {
            MaskShape shape = frames.shape();
            byte[] frame = new byte[shape.pixels()];
            long[] counts = new long[shape.classes()];
            try (MaskReader reader = frames.open()) {
                for (int i = 0; reader.next(frame); i++) {
                    checkClassIds(frame, i, shape);
                    for (byte id : frame) {
                        counts[id & 255]++;
                    }
                }
            }
            return counts;
        }

        /**
         * The number of hard pixels.
         *
         * @param used how the classes are numbered, where they are
         * @throws IllegalArgumentException if a class id is out of range or frames are missing
         */
        static long count(MaskFrames frames, int radius, Optional<UsedClasses> used) {
            MaskShape shape = frames.shape();
            Scene scene = new Scene(used.map(list -> list.numbered(shape)).orElse(shape), radius);
            EasyPixels easy = new EasyPixels(scene, BitChannel.to(new BinaryEncoder()));
            byte[] frame = new byte[shape.pixels()];
            long hard = 0;
            try (MaskReader reader = frames.open()) {
                for (int i = 0; i < shape.frames(); i++) {
                    if (!reader.next(frame)) {
                        throw new IllegalArgumentException(
                                "only " + i + " of " + shape.frames() + " frames could be read");
                    }
                    checkClassIds(frame, i, shape);
                    used.ifPresent(list -> list.number(frame));
                    hard += countFrame(scene, easy, frame);
                }
            }
            return hard;
        }

        private static void checkClassIds(byte[] frame, int index, MaskShape shape) {
            for (byte stored : frame) {
                int id = stored & 255;
                if (id >= shape.classes()) {
                    throw new IllegalArgumentException("class id " + id + " in frame " + index + " of a tensor of "
                            + shape.classes() + " classes");
                }
            }
        }

        private static long countFrame(Scene scene, EasyPixels easy, byte[] frame) {
            long hard = 0;
            scene.beginFrame();
            for (int y = 0; y < scene.height; y++) {
                hard += countRow(scene, easy, frame, y);
                scene.current.finishRow(y);
            }
            scene.endFrame();
            return hard;
        }

        private static int countRow(Scene scene, EasyPixels easy, byte[] frame, int y) {
            byte[] cls = scene.current.cls;
            int begin = scene.current.index(y, 0);
            int radius = scene.current.radius;
            easy.beginRow(y, begin);
            int[] keys = easy.keys;
            int hard = 0;
            int run = Plane.MARGIN;
            for (int x = 0; x < scene.width; x++) {
                int at = begin + x;
                int west = cls[at - 1] & 255;
                hard += EasyPixels.isEasy(keys[x], run, radius, cls[at - scene.stride] & 255, west) ? 0 : 1;
                int value = frame[y * scene.width + x] & 255;
                cls[at] = (byte) value;
                run = value == west ? run + 1 : 1;
            }
            return hard;
        }
    }
}
