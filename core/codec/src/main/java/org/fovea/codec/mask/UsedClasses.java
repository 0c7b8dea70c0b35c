package org.fovea.codec.mask;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

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

    void restore(byte[] frame) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = ids[frame[i] & 255];
        }
    }

    /** The list as it is stored: one less than its length, then the ids. */
    byte[] toBytes() {
        return new ByteWriter().u8(ids.length - 1).bytes(ids).toByteArray();
    }

    /**
     * Reads a list.
     *
     * @throws FormatException where it is cut, names a class twice, or one that {@code shape} does not have
     */
    static UsedClasses parse(ByteReader in, MaskShape shape) {
        int count = in.u8() + 1;
        in.verify(count >= LEAST, "a list of one class");
        boolean[] seen = new boolean[shape.classes()];
        byte[] ids = new byte[count];
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            in.verify(id < seen.length, "class " + id + " of " + seen.length);
            in.verify(!seen[id], "class " + id + " twice");
            seen[id] = true;
            ids[i] = (byte) id;
        }
        return new UsedClasses(ids);
    }
}
