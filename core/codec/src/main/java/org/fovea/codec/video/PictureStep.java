package org.fovea.codec.video;

import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/** Something done to a decoded frame. What each computes: {@code docs/rendering.md} §8. */
public sealed interface PictureStep {
    /** The learned filter, whose weights are a section of their own. */
    record Filter() implements PictureStep {}

    /**
     * Sharpening: what a blur takes away is added once more.
     *
     * @param amount 256ths of it, 1..1024
     * @param radius of the blur in pixels, 1..8
     */
    record Unsharp(int amount, int radius) implements PictureStep {
        public Unsharp {
            check(amount, 1, 1024, "amount of unsharp");
            check(radius, 1, 8, "radius of unsharp");
        }
    }

    /**
     * Noise where the decoded picture itself is flat, and none near its edges.
     *
     * @param strength sixteenths of a grey level, 1..1024
     * @param seed 0..2³²−1
     */
    record Grain(int strength, long seed) implements PictureStep {
        public Grain {
            check(strength, 1, 1024, "strength of grain");
            if (seed < 0 || seed > 0xffff_ffffL) {
                throw new IllegalArgumentException("seed " + seed + " of grain is not in 0..2^32-1");
            }
        }
    }

    /** Writes id and numbers. */
    static void write(PictureStep step, ByteWriter out) {
        switch (step) {
            case Filter filter -> out.u8(1);
            case Unsharp unsharp -> out.u8(2).uvarint(unsharp.amount).u8(unsharp.radius);
            case Grain grain -> out.u8(3).uvarint(grain.strength).uvarint(grain.seed);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws org.fovea.codec.FormatException where a step is unknown or its numbers are out of range
     */
    static PictureStep read(ByteReader in) {
        int id = in.u8();
        try {
            return switch (id) {
                case 1 -> new Filter();
                case 2 -> new Unsharp(in.uvarintInt(65535), in.u8());
                case 3 -> new Grain(in.uvarintInt(65535), in.uvarint(0xffff_ffffL));
                default ->
                    throw new FormatException(
                            "picture", 0, "picture step " + id + " is unknown", FormatException.NEWER);
            };
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    private static void check(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is not in " + least + ".." + most);
        }
    }
}
