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
        differs = new DecisionModel(FastContexts.sizes(k), slotBits, kernels);
        which = new ClassDecisions(scene, channel, contexts, FastContexts.classSizes(k), slotBits, kernels);
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
