package org.fovea.codec.mask;

/** {@link HardPixels} of efforts BEST and MAX. */
final class RichPixels implements HardPixels {
    private final Scene scene;
    private final BitPort port;
    private final Surroundings around;
    private final RichContexts contexts;
    private final NetworkFeatures features;
    private final OnlineNetwork network;
    private final DecisionModel differs;
    private final ClassDecisions which;

    RichPixels(Scene scene, BitPort port, int slotBits, Kernels kernels) {
        this.scene = scene;
        this.port = port;
        around = new Surroundings(scene, 4, kernels);
        contexts = new RichContexts(around);
        features = new NetworkFeatures(around);
        int units = 32;
        network = new OnlineNetwork(features.count(), units, 1, kernels);
        int k = scene.classes;
        differs = new DecisionModel(
                new ModelSizes(
                        RichContexts.CONTEXTS,
                        250,
                        7,
                        1 + units,
                        RichContexts.weightSets(k),
                        0.02f,
                        RichContexts.finalSets(k),
                        0.01f,
                        0.001f,
                        0.0005f,
                        RichContexts.maps(k),
                        1 / 24f),
                slotBits,
                kernels);
        DecisionModel model = new DecisionModel(
                new ModelSizes(
                        RichContexts.CLASS_CONTEXTS,
                        250,
                        6,
                        0,
                        RichContexts.classWeightSets(k),
                        0.2f,
                        4,
                        0.02f,
                        0.004f,
                        0.0005f,
                        new int[0],
                        1 / 24f),
                Math.max(8, slotBits - 3),
                kernels);
        which = new ClassDecisions(scene, port, model, contexts::fillClass);
    }

    @Override
    public int code(int actual) {
        around.measure();
        int finalSet = contexts.fill(differs);
        features.fill(network.rows, network.units);
        float logit = network.predict();
        float[] inputs = differs.inputs;
        int base = differs.extraBase;
        inputs[base] = logit;
        float[] hidden = network.hidden;
        for (int i = 0; i < hidden.length; i++) {
            inputs[base + 1 + i] = Math.max(-4f, Math.min(4f, hidden[i]));
        }
        float p = differs.predict(finalSet);
        int bit = port.code(actual == scene.west ? 0 : 1, p);
        differs.update(bit);
        network.update(bit);
        return bit == 0 ? scene.west : which.code(actual);
    }

    @Override
    public void endFrame() {
        around.history.add(scene.previous);
    }
}
