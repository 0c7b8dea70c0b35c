package org.fovea.codec.mask;

/** Told by {@link FrameCoder} which pixels the bits were for that were coded since the last call. */
interface PixelWatcher {
    /** Does not care. */
    PixelWatcher NONE = new PixelWatcher() {
        @Override
        public void pixel(int index) {}

        @Override
        public void chunk(int from, int length, int same) {}
    };

    /** The bits were those of one pixel; the first of them said whether it differs from its left neighbour. */
    void pixel(int index);

    /**
     * The bits were those of a chunk of easy pixels.
     *
     * @param same how many of its pixels had the class of their left neighbour; if fewer than {@code length}, the next one took all bits
     */
    void chunk(int from, int length, int same);
}
