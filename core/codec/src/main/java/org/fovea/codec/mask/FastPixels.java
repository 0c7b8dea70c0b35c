package org.fovea.codec.mask;

import org.fovea.codec.entropy.BitChannel;

/** {@link FrameCoder.HardPixels} of effort FAST: eight contexts. */
final class FastPixels implements FrameCoder.HardPixels {
    private final Scene scene;
    private final BitChannel channel;
    private final FastContexts contexts;
    private final DecisionModel differs;
    private final ClassDecisions which;

    FastPixels(Scene scene, BitChannel channel, int slotBits, Kernels kernels) {
        this.scene = scene;
        this.channel = channel;
        contexts = new FastContexts(scene);
        int k = scene.labels.count();
        differs = new DecisionModel(
                new DecisionModel.Sizes(
                        FastContexts.CONTEXTS,
                        1000,
                        6,
                        0,
                        FastContexts.weightSets(k),
                        0.15f,
                        FastContexts.finalSets(k),
                        0.02f,
                        0.003f,
                        0.0005f,
                        FastContexts.maps(k),
                        1 / 24f,
                        0),
                slotBits,
                kernels);
        DecisionModel model = new DecisionModel(
                new DecisionModel.Sizes(
                        FastContexts.CLASS_CONTEXTS,
                        250,
                        6,
                        0,
                        FastContexts.classWeightSets(k),
                        0.3f,
                        4,
                        0.02f,
                        0.004f,
                        0.0005f,
                        new int[0],
                        1 / 24f,
                        0),
                Math.max(8, slotBits - 3),
                kernels);
        ClassTree others =
                scene.labels.exact() ? null : new ClassTree(scene, channel, Math.max(8, slotBits - 4), kernels);
        which = new ClassDecisions(scene, channel, model, contexts, others);
    }

    @Override
    public int code(int actual) {
        int finalSet = contexts.fill(scene, differs);
        float p = differs.predict(finalSet);
        int bit = channel.code(actual == scene.west ? 0 : 1, p);
        differs.update(bit);
        return bit == 0 ? scene.west : which.code(actual);
    }
}
