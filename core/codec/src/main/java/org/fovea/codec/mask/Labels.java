package org.fovea.codec.mask;

/**
 * Four bits that represent a class, where models have no room for more. Up to sixteen classes, the class itself. With
 * more, the classes that occur most often keep a label of their own and the others share four; seen from a pixel, no
 * class shares the label of that pixel's class, so that "the same as here" is always coded exactly.
 */
final class Labels {
    private static final int MOST = 16;

    /** Labels below are those of one class each. */
    private static final int UNSHARED = 11;

    /** Seen from a class, the label of all others that share its own. */
    private static final int CLASH = 15;

    private final int classes;
    private final byte[] own;
    private final byte[] seen;

    /**
     * @param classes number of classes, which are numbered from the most frequent one if there are more than sixteen
     */
    Labels(int classes) {
        this.classes = classes;
        own = new byte[classes];
        for (int id = 0; id < classes; id++) {
            own[id] = (byte) (exact() || id < UNSHARED ? id : UNSHARED + (id - UNSHARED) % (CLASH - UNSHARED));
        }
        seen = new byte[exact() ? 0 : classes * classes];
        for (int i = 0; i < seen.length; i++) {
            int from = i / classes;
            int id = i % classes;
            seen[i] = id != from && own[id] == own[from] ? CLASH : own[id];
        }
    }

    /** Whether every class has a label of its own. */
    boolean exact() {
        return classes <= MOST;
    }

    int count() {
        return Math.min(classes, MOST);
    }

    int own(int id) {
        return own[id];
    }

    /** The label of class {@code id} next to one of class {@code from}. */
    int seenFrom(int from, int id) {
        return exact() ? id : seen[from * classes + id];
    }
}
