package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.entropy.BitChannel;
import org.jspecify.annotations.Nullable;

/**
 * Codes the class of a hard pixel that differs from its left neighbour, by asking "is it this one?" along a list of
 * candidates: the next other class to the right in the row above, in the previous frame and in the one before it, then
 * all others by number. The last candidate left needs no question. With more than sixteen classes, a few more
 * neighbours are candidates, and a {@link ClassTree} tells the class if it is none of them.
 */
final class ClassDecisions {
    interface Contexts {
        /**
         * @param place how many candidates have been refused
         * @return weight set of the model's final layer
         */
        int fill(Scene scene, DecisionModel model, int place, int candidate);

        default void update(int bit) {}
    }

    private final Scene scene;
    private final BitChannel channel;
    private final DecisionModel model;
    private final Contexts contexts;
    private final boolean[] refused;
    private final int[] first;
    /** Tells classes that are no candidates; null asks for one after the other. */
    private final @Nullable ClassTree others;

    /**
     * @param sizes of the model that answers the questions
     * @param slotBits binary logarithm of the number of slots per context of the model that finds such pixels
     */
    ClassDecisions(
            Scene scene,
            BitChannel channel,
            Contexts contexts,
            DecisionModel.Sizes sizes,
            int slotBits,
            Kernels kernels) {
        this.scene = scene;
        this.channel = channel;
        this.contexts = contexts;
        model = new DecisionModel(sizes, Math.max(8, slotBits - 3), kernels);
        others = scene.labels.exact() ? null : new ClassTree(scene, channel, Math.max(8, slotBits - 4), kernels);
        refused = new boolean[scene.classes];
        first = new int[others == null ? 3 : 7];
    }

    int code(int actual) {
        Arrays.fill(refused, false);
        refused[scene.west] = true;
        first[0] = nextOther(scene.current, scene.at - scene.stride);
        first[1] = nextOther(scene.previous, scene.at);
        first[2] = nextOther(scene.older, scene.at);
        if (others != null) {
            addNeighbours();
        }
        int last = scene.classes - 2;
        int place = 0;
        for (int k = 0; ; k++) {
            if (others != null && k == first.length) {
                return others.code(actual, refused);
            }
            int candidate = k < first.length ? first[k] : k - first.length;
            if (refused[candidate]) {
                continue;
            }
            if (place == last || ask(place, candidate, actual)) {
                return candidate;
            }
            refused[candidate] = true;
            place++;
        }
    }

    private void addNeighbours() {
        byte[] c = scene.current.cls;
        int at = scene.at;
        first[3] = c[at - 1 - Math.min(scene.run, scene.x)] & 255;
        first[4] = nextOther(scene.previous, at + scene.stride);
        first[5] = c[at - scene.stride - 1] & 255;
        first[6] = nextOther(scene.current, at - 2 * scene.stride);
    }

    private boolean ask(int place, int candidate, int actual) {
        int finalSet = contexts.fill(scene, model, place, candidate);
        float p = model.predict(finalSet);
        int bit = channel.code(actual == candidate ? 1 : 0, p);
        model.update(bit);
        contexts.update(bit);
        return bit == 1;
    }

    /** First class from a pixel to the right that is not W; the margin's, hence possibly W, if there is none. */
    private int nextOther(Plane plane, int index) {
        byte[] cls = plane.cls;
        int here = cls[index] & 255;
        return here != scene.west ? here : cls[index + plane.right[index]] & 255;
    }
}
