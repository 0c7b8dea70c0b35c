package org.fovea.codec.mask;

import org.fovea.codec.entropy.BitChannel;

/**
 * Codes a class that was not among a pixel's candidates: the bits of its number, highest first, each predicted from the
 * bits before it and the classes around. Classes are numbered from the most frequent one, so that most paths begin with
 * zeros. Halves in which every class has been refused are not asked about.
 */
final class ClassTree {
    private static final int NODES = 256;
    private static final DecisionModel.Sizes SIZES = new DecisionModel.Sizes(
            7, 250, 6, 0, new int[] {1, NODES}, 0.2f, 1, 0.02f, 0.002f, 0.0005f, new int[0], 1 / 24f, 0);

    private final Scene scene;
    private final BitChannel channel;
    private final DecisionModel model;
    private final int top;

    ClassTree(Scene scene, BitChannel channel, int slotBits, Kernels kernels) {
        this.scene = scene;
        this.channel = channel;
        model = new DecisionModel(SIZES, slotBits, kernels);
        top = Integer.highestOneBit(scene.classes - 1);
    }

    /**
     * Codes a class.
     *
     * @param refused true for every class that it is not; at least one is left
     */
    int code(int actual, boolean[] refused) {
        int low = 0;
        int node = 1;
        for (int half = top; half > 0; half >>= 1) {
            int bit;
            if (!anyLeft(refused, low + half, half)) {
                bit = 0;
            } else if (!anyLeft(refused, low, half)) {
                bit = 1;
            } else {
                bit = ask(node, actual >= low + half ? 1 : 0);
            }
            low += bit * half;
            node = node << 1 | bit;
        }
        return low;
    }

    private static boolean anyLeft(boolean[] refused, int from, int count) {
        int end = Math.min(refused.length, from + count);
        for (int id = from; id < end; id++) {
            if (!refused[id]) {
                return true;
            }
        }
        return false;
    }

    private int ask(int node, int wanted) {
        Scene s = scene;
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        int n = s.at - s.stride;
        long[] keys = model.keys;
        keys[0] = node;
        keys[1] = node | s.west << 8;
        keys[2] = node | s.north << 8;
        keys[3] = node | (p[s.at] & 255) << 8;
        keys[4] = node | (c[n + 1] & 255) << 8 | s.west << 16;
        keys[5] = node | (long) (s.y >> 4) << 8 | (long) (s.x >> 4) << 16;
        keys[6] = node | (p[s.at + s.stride] & 255) << 8 | s.west << 16;
        model.selected[0] = 0;
        model.selected[1] = node;
        int bit = channel.code(wanted, model.predict(0));
        model.update(bit);
        return bit;
    }
}
