package org.fovea.codec.mask;

/**
 * What is known around one pixel: the frame being coded, in which pixels not yet coded still hold the previous frame's
 * value, and the two frames before it.
 *
 * <p>Its signed distances say how far it is to where a class ends. Along a row of some frame, relative to the class of
 * the current pixel's left neighbour (W): 1, 2, ... if the class at the current column is W and ends that many pixels
 * to the right; 0, -1, ... if it is not, and W ended here, one column before, and so on. Along a column, relative to
 * the class above (N), downwards likewise.
 */
final class Scene {
    private static final int FAR = 40;

    /** Classes that occur. */
    final int classes;

    /** The label of a class where it has only four bits. */
    final Labels labels;

    final int height;
    final int width;
    final int stride;
    Plane current;
    Plane previous;
    Plane older;

    int y;
    int x;
    int at;
    int west;
    int north;
    /** Pixels of class W up to the current one, saturating. */
    int run;

    Scene(MaskShape shape, int radius) {
        classes = shape.classes();
        labels = new Labels(classes);
        height = shape.height();
        width = shape.width();
        current = new Plane(height, width, radius);
        previous = new Plane(height, width, radius);
        older = new Plane(height, width, radius);
        stride = current.stride;
    }

    void beginFrame() {
        current.startFrom(previous);
    }

    void endFrame() {
        current.finishFrame();
        Plane free = older;
        older = previous;
        previous = current;
        current = free;
    }

    int rowDistance(Plane plane, int index) {
        byte[] cls = plane.cls;
        byte w = (byte) west;
        if (cls[index] == w) {
            return plane.right[index];
        }
        byte[] left = plane.left;
        int far = left[index];
        while (far < FAR && cls[index - far] != w) {
            far += left[index - far];
        }
        return 1 - Math.min(far, FAR);
    }

    /** Along a column of a complete frame. */
    int columnDistance(Plane plane, int index) {
        byte[] cls = plane.cls;
        byte n = (byte) north;
        if (cls[index] == n) {
            return plane.down[index];
        }
        byte[] up = plane.up;
        int step = stride;
        int far = up[index];
        while (far < 13 && cls[index - far * step] != n) {
            far += up[index - far * step];
        }
        return 1 - Math.min(far, 13);
    }

    /** Along column x + dx of the current frame. */
    int currentColumnDistance(int dx) {
        byte[] cls = current.cls;
        int index = at + dx;
        byte n = (byte) north;
        int step = stride;
        if (cls[index] == n) {
            return previous.cls[index + step] == n ? Math.min(previous.down[index + step] + 1, Plane.RUN_LIMIT) : 1;
        }
        byte[] up = current.up;
        int far = 1;
        while (far < 13 && cls[index - far * step] != n) {
            far += up[index - far * step];
        }
        return 1 - Math.min(far, 13);
    }

    /** Mismatches between current and previous frame at twelve known pixels around. */
    int activity() {
        byte[] c = current.cls;
        byte[] p = previous.cls;
        int n = at - stride;
        int nn = n - stride;
        return mismatches(c, p, at - 3, at) + mismatches(c, p, n - 2, n + 4) + mismatches(c, p, nn - 1, nn + 2);
    }

    private static int mismatches(byte[] a, byte[] b, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }
}
