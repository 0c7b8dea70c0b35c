package org.fovea.app.bench;

import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * Makes masks of many classes from masks of few, to measure with where no drive of so many classes is at hand. A class
 * becomes as many as there are cells of a grid over the frame; which one, is said by the place.
 */
public final class SplitClasses {
    private final MaskShape from;
    private final int classes;
    private final int rows;
    private final int columns;

    private SplitClasses(MaskShape from, int classes) {
        this.from = from;
        this.classes = classes;
        int cells = Math.ceilDiv(classes, from.classes());
        columns = (int) Math.ceil(Math.sqrt(cells));
        rows = Math.ceilDiv(cells, columns);
    }

    /**
     * Each pixel by the cell that it is in: every boundary of a cell becomes one of classes, and nearly all classes
     * occur.
     *
     * @param classes number of classes afterwards; those beyond are merged into the last one
     */
    public static MaskTensor byPlace(MaskTensor masks, int classes) {
        SplitClasses split = new SplitClasses(masks.shape(), classes);
        MaskShape shape = masks.shape();
        byte[] ids = masks.classIds().clone();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = split.id(ids[i] & 0xff, i / shape.width() % shape.height(), i % shape.width());
        }
        return new MaskTensor(split.shape(), ids);
    }

    /**
     * Each connected region of a class, along rows and columns, by the cell that its centre is in: the boundaries stay,
     * what lies on their sides has more names.
     *
     * @param classes number of classes afterwards; those beyond are merged into the last one
     */
    public static MaskTensor byRegion(MaskTensor masks, int classes) {
        SplitClasses split = new SplitClasses(masks.shape(), classes);
        byte[] ids = new byte[masks.classIds().length];
        int pixels = masks.shape().pixels();
        int[] queue = new int[pixels];
        for (int frame = 0; frame < masks.shape().frames(); frame++) {
            byte[] given = masks.frame(frame);
            boolean[] done = new boolean[pixels];
            for (int start = 0; start < pixels; start++) {
                if (!done[start]) {
                    int size = split.flood(given, start, done, queue);
                    byte id = split.centreId(given[start] & 0xff, queue, size);
                    for (int i = 0; i < size; i++) {
                        ids[frame * pixels + queue[i]] = id;
                    }
                }
            }
        }
        return new MaskTensor(split.shape(), ids);
    }

    private MaskShape shape() {
        return new MaskShape(from.frames(), from.height(), from.width(), classes);
    }

    private byte id(int id, int y, int x) {
        int cell = y * rows / from.height() * columns + x * columns / from.width();
        return (byte) Math.min(classes - 1, cell * from.classes() + id);
    }

    private byte centreId(int id, int[] pixels, int size) {
        long y = 0;
        long x = 0;
        for (int i = 0; i < size; i++) {
            y += pixels[i] / from.width();
            x += pixels[i] % from.width();
        }
        return id(id, (int) (y / size), (int) (x / size));
    }

    private int flood(byte[] frame, int start, boolean[] done, int[] queue) {
        int size = 0;
        queue[size++] = start;
        done[start] = true;
        int width = from.width();
        for (int i = 0; i < size; i++) {
            int at = queue[i];
            int x = at % width;
            int[] around = {
                x > 0 ? at - 1 : at,
                x < width - 1 ? at + 1 : at,
                at >= width ? at - width : at,
                at + width < frame.length ? at + width : at
            };
            for (int next : around) {
                if (!done[next] && frame[next] == frame[start]) {
                    done[next] = true;
                    queue[size++] = next;
                }
            }
        }
        return size;
    }
}
