package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.entropy.BitChannel;

/**
 * Model of the pixels whose surroundings are all of one class: the rows above, the run to the left and the window
 * around the pixel in the previous frame. They repeat that class so reliably that chunks of them are coded with a
 * single event, "no pixel of this chunk differs"; if one does, its place and its class follow.
 *
 * <p>The chance of a pixel to differ (around 1e-4) is estimated from counts in nine small contexts. Each gives the
 * logarithm of its chance relative to the overall chance; a weighted sum of these, with weight sets selected by three
 * further contexts and trained online, gives the logarithm that is used.
 */
final class EasyPixels {
    /** Key of a pixel that is not easy whatever its left neighbour is. */
    private static final int HARD = -1;

    private static final int LONGEST_CHUNK = 32;
    private static final int CONTEXTS = 9;
    private static final int CONTEXT_BITS = 16;
    private static final int SETS = 3;
    private static final int SET_SIZE = 256;
    private static final float LEARNING_RATE = 0.001f;
    private static final float INITIAL_WEIGHT = 0.15f;
    /** Misses that a context is assumed to have seen before it begins, at the overall chance. */
    private static final float PRIOR_MISSES = 0.5f;

    private static final float COUNT_LIMIT = 1e6f;
    /**
     * Side of the square cells whose age, the number of frames since any pixel in or next to it changed, is a context.
     */
    private static final int CELL_SHIFT = 3;

    private static final int OLDEST = 255;
    /** {@code STEP[n]} is run length n in 16 steps. */
    private static final byte[] STEP = steps(128, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 19, 25, 35, 55, 100);
    /** {@code AGE_STEP[n]} is an age in 8 steps. */
    private static final byte[] AGE_STEP = steps(OLDEST + 1, 1, 2, 4, 8, 16, 40, 100);

    /** For each pixel of the row, quantised surroundings that are equal for all pixels of a chunk, or {@link #HARD}. */
    final int[] keys;

    private final Scene scene;
    private final BitChannel channel;
    private final float[] misses = new float[CONTEXTS << CONTEXT_BITS];
    private final float[] total = new float[CONTEXTS << CONTEXT_BITS];
    private final int[] index = new int[CONTEXTS];
    private final float[] inputs = new float[CONTEXTS + 1];
    private final float[] weights = new float[SETS * SET_SIZE * (CONTEXTS + 1)];
    private final int[] weightBase = new int[SETS];
    private final int[] missClasses;
    private final int cellColumns;
    private final int cellRows;
    private final int[] cellAge;
    /** Youngest age of a cell and its eight neighbours. */
    private final int[] youngest;

    private final int missStep;
    private float allMisses = 1;
    private float allPixels = 2000;

    EasyPixels(Scene scene, BitChannel channel) {
        this.scene = scene;
        this.channel = channel;
        keys = new int[scene.width];
        Arrays.fill(weights, INITIAL_WEIGHT);
        missClasses = new int[scene.classes * scene.classes];
        Arrays.fill(missClasses, 1);
        // Of many classes few follow one; a single count would hardly be heard among all that never do.
        missStep = scene.labels.exact() ? 1 : 32;
        cellColumns = (scene.width - 1 >> CELL_SHIFT) + 1;
        cellRows = (scene.height - 1 >> CELL_SHIFT) + 1;
        cellAge = new int[cellRows * cellColumns];
        youngest = new int[cellRows * cellColumns];
    }

    /** Quantises run length {@code n}, 0..127, to 0..15. */
    static byte step(int n) {
        return STEP[n];
    }

    private static byte[] steps(int size, int... thresholds) {
        byte[] table = new byte[size];
        for (int n = 0; n < size; n++) {
            for (int threshold : thresholds) {
                if (n >= threshold) {
                    table[n]++;
                }
            }
        }
        return table;
    }

    /** Finds the easy pixels of row y, apart from what depends on the row itself. */
    void beginRow(int y, int begin) {
        Plane p = scene.previous;
        Plane c = scene.current;
        int radius = c.radius;
        int north = begin - scene.stride;
        int south = begin + radius * scene.stride;
        byte[] above = c.flat;
        byte[] around = p.flat;
        byte[] currentCls = c.cls;
        byte[] previousCls = p.cls;
        byte[] olderCls = scene.older.cls;
        byte[] near = p.near;
        byte[] olderNear = scene.older.near;
        byte[] nearAbove = c.nearAbove;
        for (int x = 0; x < keys.length; x++) {
            int i = begin + x;
            boolean easy = above[north + x] >= radius
                    & around[south + x] > 2 * radius
                    & currentCls[north + x] == previousCls[i];
            int same = olderCls[i] == previousCls[i] ? 256 : 0;
            int key = near[i] << 9 | nearAbove[north + x] << 4 | olderNear[i] | same;
            keys[x] = easy ? key : HARD;
        }
    }

    /**
     * Whether a pixel is easy. Static, and given what its callers have in registers, because this is asked of every
     * pixel.
     *
     * @param run length of the run that ends left of it
     * @param radius of the surroundings that must be of one class
     */
    static boolean isEasy(int key, int run, int radius, int north, int west) {
        return key != HARD && run >= radius && north == west;
    }

    /** Number of pixels from column x on that form one chunk. */
    int chunk(int x) {
        int key = keys[x];
        int end = Math.min(scene.width, x + LONGEST_CHUNK);
        int next = x + 1;
        while (next < end && keys[next] == key) {
            next++;
        }
        return next - x;
    }

    /**
     * Codes how many pixels of a chunk that begins at the scene's current pixel have the class of the left neighbour.
     *
     * @param frame class ids of the frame, read when encoding
     * @param source index of the chunk's first pixel in {@code frame}
     * @param run length of the run that ends left of the chunk
     * @return {@code length}, or how many precede the first one that differs
     */
    int codeChunk(byte[] frame, int source, int length, int run) {
        selectContexts(run);
        int same = 0;
        if (!channel.decodes()) {
            while (same < length && (frame[source + same] & 255) == scene.west) {
                same++;
            }
        }
        float chance = chance() * length;
        chance /= 1f + 0.5f * chance;
        int miss = channel.code(same < length ? 1 : 0, chance);
        if (miss != 0) {
            same = channel.codeUniform(same, length);
        } else {
            same = length;
        }
        learn(miss, chance, Math.min(length, same + 1));
        return same;
    }

    private void selectContexts(int run) {
        Scene s = scene;
        Plane p = s.previous;
        Plane c = s.current;
        int at = s.at;
        int n = at - s.stride;
        int w = s.west;
        int label = s.labels.own(w);
        int age = AGE_STEP[youngest[(s.y >> CELL_SHIFT) * cellColumns + (s.x >> CELL_SHIFT)]];
        int near = p.near[at];
        int olderNear = s.older.near[at];
        int unchanged = s.older.cls[at] == p.cls[at] ? 1 : 0;
        int steady = unchanged == 0 ? 0 : olderNear >= 8 ? 3 : olderNear >= 2 ? 2 : 1;
        int right = STEP[p.right[at]];
        int rightAbove = STEP[c.right[n]];
        index[0] = (w * 16 + near) * 16 + c.nearAbove[n];
        index[1] = (age * 16 + near) * 4 + steady;
        index[2] = ((s.y * 32 / s.height) * 16 + label) * 8 + age;
        index[3] = (right * 16 + rightAbove) * 16 + near;
        index[4] = (STEP[p.down[at]] * 16 + right) * 16 + label;
        index[5] = (s.y >> 4) * 256 + (s.x >> 4);
        index[6] = ((olderNear * 2 + unchanged) * 16 + near) * 8 + age;
        index[7] = (STEP[Math.min(run, Plane.RUN_LIMIT)] * 16 + STEP[p.left[at]]) * 16 + STEP[c.left[n]];
        index[8] = (STEP[c.up[n]] * 16 + rightAbove) * 16 + STEP[p.right[n]];
        weightBase[0] = w;
        weightBase[1] = near * 8 + age;
        weightBase[2] = right * 16 + rightAbove;
        for (int t = 0; t < SETS; t++) {
            weightBase[t] = (t * SET_SIZE + weightBase[t]) * (CONTEXTS + 1);
        }
    }

    /** Chance of one pixel to differ. */
    private float chance() {
        float overall = allMisses / allPixels;
        float base = Logistic.ln(overall);
        float priorPixels = PRIOR_MISSES / overall;
        for (int k = 0; k < CONTEXTS; k++) {
            int i = (k << CONTEXT_BITS) + index[k];
            index[k] = i;
            inputs[k] = Logistic.ln(misses[i] + PRIOR_MISSES) - Logistic.ln(total[i] + priorPixels) - base;
        }
        inputs[CONTEXTS] = 1f;
        float sum = base;
        for (int t = 0; t < SETS; t++) {
            for (int k = 0; k <= CONTEXTS; k++) {
                sum += weights[weightBase[t] + k] * inputs[k];
            }
        }
        return Logistic.exp(Math.max(-18f, Math.min(-1f, sum)));
    }

    private void learn(int miss, float chance, int pixels) {
        float step = (miss - chance) * LEARNING_RATE;
        for (int t = 0; t < SETS; t++) {
            for (int k = 0; k <= CONTEXTS; k++) {
                weights[weightBase[t] + k] += step * inputs[k];
            }
        }
        allMisses += miss;
        allPixels += pixels;
        if (allPixels > COUNT_LIMIT * 16) {
            allMisses *= 0.5f;
            allPixels *= 0.5f;
        }
        for (int k = 0; k < CONTEXTS; k++) {
            int i = index[k];
            misses[i] += miss;
            total[i] += pixels;
            if (total[i] > COUNT_LIMIT) {
                misses[i] *= 0.5f;
                total[i] *= 0.5f;
            }
        }
    }

    /** Codes the class of the pixel that ended a chunk, given that it is not that of its left neighbour. */
    int codeMiss(int actual) {
        int classes = scene.classes;
        int west = scene.west;
        int row = west * classes;
        long left = 0;
        for (int k = 0; k < classes; k++) {
            left += k == west ? 0 : missClasses[row + k];
        }
        int last = west == classes - 1 ? classes - 2 : classes - 1;
        int result = last;
        for (int k = 0; k < last; k++) {
            if (k == west) {
                continue;
            }
            int count = missClasses[row + k];
            if (channel.codeScaled(actual == k ? 1 : 0, ((long) count << 32) / left) == 1) {
                result = k;
                break;
            }
            left -= count;
        }
        if (missClasses[row + result] < 1 << 20) {
            missClasses[row + result] += missStep;
        }
        return result;
    }

    /** To be called when a frame is complete and the scene still has it as {@code current}. */
    void endFrame() {
        for (int row = 0; row < cellRows; row++) {
            for (int column = 0; column < cellColumns; column++) {
                int cell = row * cellColumns + column;
                cellAge[cell] = changed(row, column) ? 0 : Math.min(OLDEST, cellAge[cell] + 1);
            }
        }
        for (int row = 0; row < cellRows; row++) {
            for (int column = 0; column < cellColumns; column++) {
                youngest[row * cellColumns + column] = youngestAround(row, column);
            }
        }
    }

    private boolean changed(int row, int column) {
        int side = 1 << CELL_SHIFT;
        int columns = Math.min(side, scene.width - column * side);
        int rows = Math.min(side, scene.height - row * side);
        for (int y = 0; y < rows; y++) {
            int from = scene.current.index(row * side + y, column * side);
            if (!Arrays.equals(scene.current.cls, from, from + columns, scene.previous.cls, from, from + columns)) {
                return true;
            }
        }
        return false;
    }

    private int youngestAround(int row, int column) {
        int age = OLDEST;
        for (int r = Math.max(0, row - 1); r <= Math.min(cellRows - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(cellColumns - 1, column + 1); c++) {
                age = Math.min(age, cellAge[r * cellColumns + c]);
            }
        }
        return age;
    }
}
