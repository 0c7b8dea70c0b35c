package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;

/**
 * First bytes of a stream: one with the format's version in the high half and the effort in the low half, then the
 * number of hard pixels as a base-128 number, lowest digits first, 128 added to all bytes but the last.
 *
 * <p>That number sizes the hash tables, so that small tensors need little memory, and is checked against the length of
 * the stream, so that a hostile stream of a few bytes cannot claim hours of work: an encoder whose stream is too short
 * for what it holds (which takes a tensor without any novelty) appends zeros up to {@link #leastLength}.
 */
record StreamHeader(MaskEffort effort, long hardPixels) {
    private static final int VERSION = 1;

    /** Real masks have about 100 for each byte of their stream. */
    private static final int MAX_HARD_PER_BYTE = 256;

    private static final int MIN_SLOT_BITS = 10;
    private static final int BIG_FRAME = 1 << 22;

    FrameCoder coder(MaskShape shape, BitChannel channel, PixelWatcher watcher, Kernels kernels) {
        Scene scene = new Scene(shape, effort.radius());
        HardPixels pixels = switch (effort) {
            case FAST -> new FastPixels(scene, channel, slotBits(shape), kernels);
            case BEST -> new RichPixels(scene, channel, RichSettings.BEST, slotBits(shape), kernels);
            case MAX -> new RichPixels(scene, channel, RichSettings.MAX, slotBits(shape), kernels);
        };
        return new FrameCoder(scene, channel, watcher, pixels, hardPixels);
    }

    private int slotBits(MaskShape shape) {
        int wanted = 64 - Long.numberOfLeadingZeros(hardPixels) - 3;
        // Big frames take so much memory themselves that the tables must stay smaller.
        int most = effort.mostSlotBits() - (shape.pixels() > BIG_FRAME ? 1 : 0);
        return Math.max(MIN_SLOT_BITS, Math.min(most, wanted));
    }

    /** Least length of a stream of this header. */
    int leastLength(MaskShape shape) {
        long forHard = (hardPixels - (1 << 14)) / MAX_HARD_PER_BYTE;
        long forAll = (shape.total() - (1 << 24)) / (1 << 17);
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(0, Math.max(forHard, forAll)));
    }

    byte[] toBytes() {
        byte[] bytes = new byte[10];
        bytes[0] = (byte) (VERSION << 4 | effort.id());
        int size = 1;
        long rest = hardPixels;
        while (rest >= 128) {
            bytes[size++] = (byte) (rest & 127 | 128);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return Arrays.copyOf(bytes, size);
    }

    static StreamHeader parse(String section, byte[] stream, MaskShape shape) {
        if (stream.length == 0) {
            throw new FormatException(section, 0, "truncated");
        }
        if ((stream[0] & 255) >> 4 != VERSION) {
            throw new FormatException(section, 0, "unknown version " + ((stream[0] & 255) >> 4));
        }
        StreamHeader header = new StreamHeader(effort(section, stream[0] & 15), parseNumber(section, stream));
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
        throw new FormatException(section, 0, "unknown effort " + id);
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
}
