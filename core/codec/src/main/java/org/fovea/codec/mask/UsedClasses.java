package org.fovea.codec.mask;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;

/**
 * The classes that occur in a tensor of many classes, most frequent first. Few of a network's 150 classes are seen on
 * one drive; models that know which need room for these alone.
 */
final class UsedClasses {
    private static final int LEAST = 2;

    private final byte[] ids;
    /** Place of each class in the list, -1 for those that do not occur. */
    private final int[] numbers = new int[MaskShape.MAX_CLASSES];

    private UsedClasses(byte[] ids) {
        this.ids = ids;
        Arrays.fill(numbers, -1);
        for (int i = 0; i < ids.length; i++) {
            numbers[ids[i] & 255] = i;
        }
    }

    /** @param counts pixels of each class; two or more classes */
    static UsedClasses of(long[] counts) {
        int[] sorted = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong(id -> -counts[id]))
                .mapToInt(id -> id)
                .toArray();
        int used =
                Math.max(LEAST, (int) Arrays.stream(counts).filter(n -> n > 0).count());
        byte[] ids = new byte[used];
        for (int i = 0; i < used; i++) {
            ids[i] = (byte) sorted[i];
        }
        return new UsedClasses(ids);
    }

    /** The shape of a tensor whose classes are numbered. */
    MaskShape numbered(MaskShape shape) {
        return new MaskShape(shape.frames(), shape.height(), shape.width(), ids.length);
    }

    /**
     * Replaces class ids by their places in the list.
     *
     * @throws IllegalArgumentException where a class is not in it
     */
    void number(byte[] frame) {
        for (int i = 0; i < frame.length; i++) {
            int number = numbers[frame[i] & 255];
            if (number < 0) {
                throw new IllegalArgumentException(ClassMaskCoder.CHANGED);
            }
            frame[i] = (byte) number;
        }
    }

    /** Replaces places in the list by class ids. */
    void restore(byte[] frame) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = ids[frame[i] & 255];
        }
    }

    /** The list as it is stored: one less than its length, then the ids. */
    byte[] toBytes() {
        byte[] bytes = new byte[1 + ids.length];
        bytes[0] = (byte) (ids.length - 1);
        System.arraycopy(ids, 0, bytes, 1, ids.length);
        return bytes;
    }

    /**
     * Reads a list.
     *
     * @param at where it begins in {@code stream}
     * @throws FormatException where it is cut, names a class twice, or one that {@code shape} does not have
     */
    static UsedClasses parse(String section, byte[] stream, int at, MaskShape shape) {
        int count = at < stream.length ? (stream[at] & 255) + 1 : 0;
        if (at + 1 + count > stream.length) {
            throw new FormatException(section, stream.length, "truncated");
        }
        if (count < LEAST) {
            throw new FormatException(section, at, "a list of one class");
        }
        boolean[] seen = new boolean[shape.classes()];
        for (int i = at + 1; i <= at + count; i++) {
            int id = stream[i] & 255;
            if (id >= seen.length || seen[id]) {
                throw new FormatException(
                        section, i, "class " + id + (id < seen.length ? " twice" : " of " + seen.length));
            }
            seen[id] = true;
        }
        return new UsedClasses(Arrays.copyOfRange(stream, at + 1, at + 1 + count));
    }
}
