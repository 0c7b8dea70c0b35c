package org.fovea.render.network;

/** Makes the frame of a pair that no network draws. */
interface OtherFrame {
    /** Numbers of a pose. */
    int numbers();

    /** Whether the frame changes with the drawn picture. */
    boolean followsPicture();

    /** Takes the drawn picture {@code [row][column][colour]}. */
    void look(float[] picture);

    /**
     * Makes the frame of the pair whose picture was looked at.
     *
     * @param pose {@link #numbers()} finite numbers
     * @param out receives the frame, of the picture's size, 0..255; not the array {@code picture}
     */
    void make(float[] picture, float[] pose, float[] out);
}
