package org.fovea.evaluate.bundled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Weights of the right shapes that nobody trained. */
final class RandomWeights {
    private RandomWeights() {}

    static Map<String, float[]> values(long seed) {
        Random random = new Random(seed);
        List<Convolution> layers = new ArrayList<>(SegmentationNetwork.layers());
        layers.addAll(PoseNetwork.layers());
        Map<String, float[]> values = new HashMap<>();
        for (Convolution layer : layers) {
            double deviation = Math.sqrt(2.0 / (layer.inputs() * layer.rows() * layer.columns()));
            values.put(layer.weightName(), normal(random, layer.weightCount(), deviation));
            values.put(layer.biasName(), normal(random, layer.outputs(), 0.1));
        }
        return values;
    }

    private static float[] normal(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
