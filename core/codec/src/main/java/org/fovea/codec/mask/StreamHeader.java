package org.fovea.codec.mask;

import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;
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
        Scene scene = scene(shape, effort, used);
        FrameCoder.HardPixels pixels = switch (effort) {
            case FAST -> new FastPixels(scene, channel, slotBits(shape), kernels);
            case BEST -> new RichPixels(scene, channel, RichPixels.Settings.BEST, slotBits(shape), kernels);
            case MAX -> new RichPixels(scene, channel, RichPixels.Settings.MAX, slotBits(shape), kernels);
        };
        return new FrameCoder(scene, channel, meter, pixels, hardPixels);
    }

    private static Scene scene(MaskShape shape, MaskEffort effort, Optional<UsedClasses> used) {
        return new Scene(used.map(list -> list.numbered(shape)).orElse(shape), effort.radius());
    }

    static StreamHeader of(MaskEffort effort, MaskFrames frames) {
        Optional<UsedClasses> used = frames.shape().classes() > MOST_WITHOUT_LIST
                ? Optional.of(UsedClasses.of(classes(frames)))
                : Optional.empty();
        return new StreamHeader(effort, hardPixels(frames, effort, used), used);
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

    /**
     * Refuses bytes behind the coded data, but for zeros up to the least length.
     *
     * @param coded where the coded data end
     */
    static void verifyPadding(byte[] stream, int coded, int least) {
        if (stream.length > Math.max(coded, least)) {
            throw new FormatException(
                    ClassMaskCoder.SECTION,
                    coded,
                    stream.length - coded + " bytes left over after the end of the coded data");
        }
        for (int i = coded; i < stream.length; i++) {
            if (stream[i] != 0) {
                throw new FormatException(ClassMaskCoder.SECTION, i, "the padding is not zero");
            }
        }
    }

    byte[] toBytes() {
        int version = used.isPresent() ? VERSION_WITH_LIST : VERSION;
        ByteWriter out = new ByteWriter().u8(version << 4 | effort.ordinal()).uvarint(hardPixels);
        used.ifPresent(list -> out.bytes(list.toBytes()));
        return out.toByteArray();
    }

    static StreamHeader parse(byte[] stream, MaskShape shape) {
        ByteReader in = new ByteReader(ClassMaskCoder.SECTION, stream);
        int first = in.u8();
        boolean list = shape.classes() > MOST_WITHOUT_LIST;
        in.verify(
                first >> 4 == (list ? VERSION_WITH_LIST : VERSION),
                "unknown version " + (first >> 4) + " for masks of " + shape.classes() + " classes",
                FormatException.NEWER);
        int effort = first & 15;
        in.verify(effort < MaskEffort.values().length, "unknown effort " + effort, FormatException.NEWER);
        long hard = in.uvarint(Long.MAX_VALUE);
        in.verify(hard <= shape.total(), hard + " hard pixels announced of " + shape.total());
        Optional<UsedClasses> used = list ? Optional.of(UsedClasses.parse(in, shape)) : Optional.empty();
        StreamHeader header = new StreamHeader(MaskEffort.values()[effort], hard, used);
        if (header.leastLength(shape) > stream.length) {
            throw new FormatException(ClassMaskCoder.SECTION, stream.length, "too short for a tensor of " + shape);
        }
        return header;
    }

    private static long[] classes(MaskFrames frames) {
        long[] counts = new long[frames.shape().classes()];
        read(frames, frame -> {
            for (byte id : frame) {
                counts[id & 255]++;
            }
        });
        return counts;
    }

    /**
     * Counts the pixels that the easy-pixel model cannot take.
     *
     * @throws IllegalArgumentException if a class id is out of range or frames are missing
     */
    private static long hardPixels(MaskFrames frames, MaskEffort effort, Optional<UsedClasses> used) {
        Scene scene = scene(frames.shape(), effort, used);
        EasyPixels easy = new EasyPixels(scene, (bit, probability) -> bit);
        long[] hard = new long[1];
        read(frames, frame -> {
            used.ifPresent(list -> list.number(frame));
            hard[0] += hardPixels(scene, easy, frame);
        });
        return hard[0];
    }

    private static void read(MaskFrames frames, Consumer<byte[]> work) {
        MaskShape shape = frames.shape();
        byte[] frame = new byte[shape.pixels()];
        try (MaskReader reader = frames.open()) {
            for (int i = 0; i < shape.frames(); i++) {
                ClassMaskCoder.readFrame(reader, frame, i, shape);
                checkClassIds(frame, i, shape);
                work.accept(frame);
            }
        }
    }

    /** Not by a {@link FrameCoder}, whose models would take a third as long again as the encoding. */
    private static long hardPixels(Scene scene, EasyPixels easy, byte[] frame) {
        long hard = 0;
        scene.beginFrame();
        byte[] cls = scene.current.cls;
        for (int y = 0; y < scene.height; y++) {
            int begin = scene.current.index(y, 0);
            easy.beginRow(y, begin);
            int run = Plane.MARGIN;
            for (int x = 0; x < scene.width; x++) {
                int at = begin + x;
                int west = cls[at - 1] & 255;
                int north = cls[at - scene.stride] & 255;
                hard += EasyPixels.isEasy(easy.keys[x], run, scene.current.radius, north, west) ? 0 : 1;
                cls[at] = frame[y * scene.width + x];
                run = (cls[at] & 255) == west ? run + 1 : 1;
            }
            scene.current.finishRow(y);
        }
        scene.endFrame();
        return hard;
    }

    private static void checkClassIds(byte[] frame, int index, MaskShape shape) {
        for (byte stored : frame) {
            if ((stored & 255) >= shape.classes()) {
                throw new IllegalArgumentException("class id " + (stored & 255) + " in frame " + index
                        + " of a tensor of " + shape.classes() + " classes");
            }
        }
    }
}
