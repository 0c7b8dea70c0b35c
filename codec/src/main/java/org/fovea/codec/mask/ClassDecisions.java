package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.entropy.BitChannel;

/**
 * Codes the class of a hard pixel that differs from its left neighbour, by asking "is it this one?" along a list of candidates:
 * the next other class to the right in the row above, in the previous frame and in the one before it, then all others by number.
 * The last candidate left needs no question.
 */
final class ClassDecisions {
    /** Fills in the contexts of one question. */
    interface Contexts {
        /**
         * @param place how many candidates have been refused
         * @return weight set of the model's final layer
         */
        int fill(Scene scene, DecisionModel model, int place, int candidate);

        /** Learns the answer. */
        default void update(int bit) {}
    }

    private final Scene scene;
    private final BitChannel channel;
    private final DecisionModel model;
    private final Contexts contexts;
    private final boolean[] refused;
    private final int[] first = new int[3];

    ClassDecisions(Scene scene, BitChannel channel, DecisionModel model, Contexts contexts) {
        this.scene = scene;
        this.channel = channel;
        this.model = model;
        this.contexts = contexts;
        refused = new boolean[scene.classes];
    }

    int code(int actual) {
        Arrays.fill(refused, false);
        refused[scene.west] = true;
        first[0] = nextOther(scene.current, scene.at - scene.stride);
        first[1] = nextOther(scene.previous, scene.at);
        first[2] = nextOther(scene.older, scene.at);
        int last = scene.classes - 2;
        int place = 0;
        for (int k = 0; ; k++) {
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
        return cls[index] != scene.west ? cls[index] : cls[index + plane.right[index]];
    }
}
