package org.fovea.app.conformance;

import java.util.Arrays;

/** Chunks of pixels whose surroundings are of one class: docs/mask-operations.md §4. */
final class PlainEasy {
    private static final int[] AGES = {1, 2, 4, 8, 16, 40, 100};

    private final PlainScene scene;
    private final PlainBits bits;
    private final int[] keys;
    private final float[][] misses = new float[9][1 << 16];
    private final float[][] total = new float[9][1 << 16];
    private final float[][][] weights = new float[3][256][10];
    private final int[][] followers;
    private final int cellRows;
    private final int cellColumns;
    private final int[][] ages;
    private final int[][] youngest;
    private float allMisses = 1;
    private float allPixels = 2000;

    PlainEasy(PlainScene scene, PlainBits bits) {
        this.scene = scene;
        this.bits = bits;
        keys = new int[scene.width];
        for (float[][] sets : weights) {
            for (float[] set : sets) {
                Arrays.fill(set, 0.15f);
            }
        }
        followers = new int[scene.classes][scene.classes];
        for (int[] row : followers) {
            Arrays.fill(row, 1);
        }
        cellRows = (scene.height + 7) / 8;
        cellColumns = (scene.width + 7) / 8;
        ages = new int[cellRows][cellColumns];
        youngest = new int[cellRows][cellColumns];
    }

    void beginRow(int y) {
        PlainPlane c = scene.c;
        PlainPlane p = scene.p;
        int radius = scene.radius;
        for (int x = 0; x < keys.length; x++) {
            int i = c.index(y, x);
            int n = i - c.stride;
            boolean easy = c.flat[n] >= radius && p.flat[i + radius * c.stride] > 2 * radius && c.cls[n] == p.cls[i];
            int same = scene.q.cls[i] == p.cls[i] ? 256 : 0;
            keys[x] = easy ? p.near[i] << 9 | c.nearAbove[n] << 4 | scene.q.near[i] | same : -1;
        }
    }

    boolean isEasy(int x, int run) {
        return keys[x] != -1 && run >= scene.radius && scene.c.cls[scene.at - scene.c.stride] == scene.west;
    }

    int chunk(int x) {
        int next = x + 1;
        while (next < Math.min(scene.width, x + 32) && keys[next] == keys[x]) {
            next++;
        }
        return next - x;
    }

    /** Reads how many pixels are of class W before one that is not, or all. */
    int read(int length, int run) {
        PlainPlane c = scene.c;
        PlainPlane p = scene.p;
        PlainPlane q = scene.q;
        int at = scene.at;
        int n = at - c.stride;
        int w = scene.west;
        int label = scene.labels.own(w);
        int old = youngest[scene.y / 8][scene.x / 8];
        int age = (int) Arrays.stream(AGES).filter(least -> old >= least).count();
        int near = p.near[at];
        int olderNear = q.near[at];
        int unchanged = q.cls[at] == p.cls[at] ? 1 : 0;
        int steady = unchanged == 0 ? 0 : olderNear >= 8 ? 3 : olderNear >= 2 ? 2 : 1;
        int right = PlainPlane.step(p.right[at]);
        int above = PlainPlane.step(c.right[n]);
        int[] index = {
            (w * 16 + near) * 16 + c.nearAbove[n],
            (age * 16 + near) * 4 + steady,
            ((scene.y * 32 / scene.height) * 16 + label) * 8 + age,
            (right * 16 + above) * 16 + near,
            (PlainPlane.step(p.down[at]) * 16 + right) * 16 + label,
            (scene.y >> 4) * 256 + (scene.x >> 4),
            ((olderNear * 2 + unchanged) * 16 + near) * 8 + age,
            (PlainPlane.step(Math.min(run, 120)) * 16 + PlainPlane.step(p.left[at])) * 16 + PlainPlane.step(c.left[n]),
            (PlainPlane.step(c.up[n]) * 16 + above) * 16 + PlainPlane.step(p.right[n])
        };
        float[][] sets = {weights[0][w], weights[1][near * 8 + age], weights[2][right * 16 + above]};
        float overall = allMisses / allPixels;
        float base = PlainLogit.ln(overall);
        float prior = 0.5f / overall;
        float[] inputs = new float[10];
        for (int k = 0; k < 9; k++) {
            inputs[k] = PlainLogit.ln(misses[k][index[k]] + 0.5f) - PlainLogit.ln(total[k][index[k]] + prior) - base;
        }
        inputs[9] = 1;
        float sum = base;
        for (float[] set : sets) {
            for (int k = 0; k < 10; k++) {
                float product = set[k] * inputs[k];
                sum += product;
            }
        }
        float chance = PlainLogit.exp(Math.max(-18f, Math.min(-1f, sum))) * length;
        chance /= 1f + 0.5f * chance;
        int miss = bits.bit((double) chance);
        int same = miss == 1 ? bits.uniform(length) : length;
        learn(miss, (miss - chance) * 0.001f, Math.min(length, same + 1), index, inputs, sets);
        return same;
    }

    private void learn(int miss, float step, int pixels, int[] index, float[] inputs, float[][] sets) {
        for (float[] set : sets) {
            for (int k = 0; k < 10; k++) {
                float product = step * inputs[k];
                set[k] += product;
            }
        }
        allMisses += miss;
        allPixels += pixels;
        if (allPixels > 16e6f) {
            allMisses *= 0.5f;
            allPixels *= 0.5f;
        }
        for (int k = 0; k < 9; k++) {
            int i = index[k];
            misses[k][i] += miss;
            total[k][i] += pixels;
            if (total[k][i] > 1e6f) {
                misses[k][i] *= 0.5f;
                total[k][i] *= 0.5f;
            }
        }
    }

    /** The class of the pixel that ended a chunk. */
    int follower() {
        int w = scene.west;
        int[] row = followers[w];
        long left = Arrays.stream(row).asLongStream().sum() - row[w];
        int last = w == scene.classes - 1 ? scene.classes - 2 : scene.classes - 1;
        int result = last;
        for (int k = 0; k < last; k++) {
            if (k == w) {
                continue;
            }
            if (bits.bit(((long) row[k] << 32) / left) == 1) {
                result = k;
                break;
            }
            left -= row[k];
        }
        if (row[result] < 1 << 20) {
            row[result] += scene.labels.exact() ? 1 : 32;
        }
        return result;
    }

    /** Before the planes move on. */
    void endFrame() {
        for (int row = 0; row < cellRows; row++) {
            for (int column = 0; column < cellColumns; column++) {
                ages[row][column] = changed(row, column) ? 0 : Math.min(255, ages[row][column] + 1);
            }
        }
        for (int row = 0; row < cellRows; row++) {
            for (int column = 0; column < cellColumns; column++) {
                int least = 255;
                for (int r = Math.max(0, row - 1); r <= Math.min(cellRows - 1, row + 1); r++) {
                    for (int k = Math.max(0, column - 1); k <= Math.min(cellColumns - 1, column + 1); k++) {
                        least = Math.min(least, ages[r][k]);
                    }
                }
                youngest[row][column] = least;
            }
        }
    }

    private boolean changed(int row, int column) {
        for (int y = 8 * row; y < Math.min(8 * row + 8, scene.height); y++) {
            for (int x = 8 * column; x < Math.min(8 * column + 8, scene.width); x++) {
                int i = scene.c.index(y, x);
                if (scene.c.cls[i] != scene.p.cls[i]) {
                    return true;
                }
            }
        }
        return false;
    }
}
