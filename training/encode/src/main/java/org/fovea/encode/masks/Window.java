package org.fovea.encode.masks;

import org.fovea.codec.mask.MaskShape;

/**
 * A frame of class ids between the frame before and the frame after it, each with a margin that repeats its edge.
 * Before the first frame all pixels are 0, as the mask coder has it; after the last one it is repeated.
 */
final class Window {
    /** Pixels of margin; as far as {@link NeighbourhoodModel} looks, and further than a move reaches. */
    static final int MARGIN = 4;

    final int height;
    final int width;
    final int stride;
    final byte[] previous;
    final byte[] current;
    final byte[] next;
    final boolean first;
    final boolean last;

    /** A frame of some masks, copied. */
    Window(Masks masks, int frame) {
        MaskShape shape = masks.shape();
        height = shape.height();
        width = shape.width();
        stride = width + 2 * MARGIN;
        first = frame == 0;
        last = frame == shape.frames() - 1;
        byte[] nothing = new byte[stride * (height + 2 * MARGIN)];
        previous = first ? nothing : padded(masks.frame(frame - 1));
        current = padded(masks.frame(frame));
        next = last ? current.clone() : padded(masks.frame(frame + 1));
    }

    private byte[] padded(byte[] frame) {
        byte[] plane = new byte[stride * (height + 2 * MARGIN)];
        for (int y = -MARGIN; y < height + MARGIN; y++) {
            int source = Math.clamp(y, 0, height - 1) * width;
            int row = index(y, 0);
            for (int x = -MARGIN; x < width + MARGIN; x++) {
                plane[row + x] = frame[source + Math.clamp(x, 0, width - 1)];
            }
        }
        return plane;
    }

    /** Place of a pixel in the planes. */
    int index(int y, int x) {
        return (y + MARGIN) * stride + MARGIN + x;
    }

    /** Place of a pixel in a frame without margin. */
    int pixel(int index) {
        return (index / stride - MARGIN) * width + index % stride - MARGIN;
    }

    boolean inside(int index) {
        int y = index / stride - MARGIN;
        int x = index % stride - MARGIN;
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /** The current frame without margin. */
    byte[] frame() {
        byte[] frame = new byte[height * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(current, index(y, 0), frame, y * width, width);
        }
        return frame;
    }
}
