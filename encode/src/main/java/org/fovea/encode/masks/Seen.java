package org.fovea.encode.masks;

/**
 * What the networks say about a drawn pair.
 *
 * @param wrong pixels whose class is not the original's, as {@link Masks#differences} gives them
 * @param pose pose distortion; 0 where it is not counted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
record Seen(int[] wrong, double pose) {
    static Seen of(byte[] wanted, byte[] seen, double pose) {
        return new Seen(Masks.differences(wanted, seen), pose);
    }

    /** The class map that the network sees, from the original's. */
    byte[] classes(byte[] wanted) {
        byte[] classes = wanted.clone();
        Masks.patch(classes, wrong);
        return classes;
    }
}
