package org.fovea.encode.masks;

/**
 * What the networks say about a drawn pair.
 *
 * @param wrong pixels whose class is not the original's, ascending, each with the class that is seen: {@code pixel << 4 | class}
 * @param pose pose distortion; 0 where it is not counted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
record Seen(int[] wrong, double pose) {
    private static final int CLASS_BITS = 4;

    static Seen of(byte[] wanted, byte[] seen, double pose) {
        int count = 0;
        for (int i = 0; i < wanted.length; i++) {
            count += wanted[i] == seen[i] ? 0 : 1;
        }
        int[] wrong = new int[count];
        int next = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] != seen[i]) {
                wrong[next++] = i << CLASS_BITS | seen[i];
            }
        }
        return new Seen(wrong, pose);
    }

    static int pixel(int entry) {
        return entry >> CLASS_BITS;
    }

    /** The class map that the network sees, from the original's. */
    byte[] classes(byte[] wanted) {
        byte[] classes = wanted.clone();
        for (int entry : wrong) {
            classes[entry >> CLASS_BITS] = (byte) (entry & (1 << CLASS_BITS) - 1);
        }
        return classes;
    }
}
