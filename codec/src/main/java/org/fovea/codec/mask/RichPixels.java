package org.fovea.codec.mask;

import org.fovea.codec.entropy.BitChannel;

/**
 * {@link HardPixels} of efforts BEST and MAX: many contexts, and three online networks. One network sees features of
 * the surroundings, one the hashed contexts themselves, one hashed combinations of features; their logits and hidden
 * units are further inputs of the mixer.
 */
final class RichPixels implements HardPixels {
    private static final int CLASS_UNITS = 32;
    private static final int MIXING_UNITS = 32;

    private final Scene scene;
    private final BitChannel channel;
    private final Surroundings around;
    private final RichContexts contexts;
    private final NetworkFeatures features;
    private final OnlineNetwork featureNetwork;
    private final OnlineNetwork contextNetwork;
    private final OnlineNetwork crossNetwork;
    private final FeatureCrosses crosses;
    private final OnlineNetwork[] networks;
    private final DecisionModel differs;
    private final ClassDecisions which;

    RichPixels(Scene scene, BitChannel channel, RichSettings settings, int slotBits, Kernels kernels) {
        this.scene = scene;
        this.channel = channel;
        around = new Surroundings(scene, kernels);
        contexts = new RichContexts(around);
        features = new NetworkFeatures(around);
        int count = features.count();
        featureNetwork =
                new OnlineNetwork(count, OnlineNetwork.VALUES, settings.units(), 1, settings.replayFrames(), kernels);
        int hashBits = Math.min(settings.hashBits(), slotBits);
        contextNetwork = new OnlineNetwork(RichContexts.CONTEXTS, 1 << hashBits, settings.hashUnits(), 2, 0, kernels);
        crosses = new FeatureCrosses(settings.crosses(), count);
        crossNetwork = new OnlineNetwork(settings.crosses(), 1 << hashBits, settings.hashUnits(), 4, 0, kernels);
        networks = new OnlineNetwork[] {featureNetwork, contextNetwork, crossNetwork};
        int k = scene.labels.count();
        differs = new DecisionModel(
                new ModelSizes(
                        RichContexts.CONTEXTS,
                        1000,
                        8,
                        3 + settings.units() + 2 * settings.hashUnits(),
                        RichContexts.weightSets(k),
                        0.02f,
                        RichContexts.finalSets(k),
                        0.01f,
                        0.0007f,
                        0.0002f,
                        RichContexts.maps(k),
                        0.015f,
                        MIXING_UNITS),
                slotBits,
                kernels);
        DecisionModel classModel = new DecisionModel(
                new ModelSizes(
                        RichClassContexts.CONTEXTS,
                        250,
                        6,
                        1 + CLASS_UNITS,
                        RichClassContexts.weightSets(k),
                        0.05f,
                        4,
                        0.02f,
                        0.001f,
                        0.0005f,
                        new int[0],
                        0f,
                        0),
                Math.max(8, slotBits - 3),
                kernels);
        OnlineNetwork classNetwork = new OnlineNetwork(count, OnlineNetwork.VALUES, CLASS_UNITS, 3, 0, kernels);
        ClassTree others =
                scene.labels.exact() ? null : new ClassTree(scene, channel, Math.max(8, slotBits - 4), kernels);
        which = new ClassDecisions(
                scene, channel, classModel, new RichClassContexts(around, features, classNetwork), others);
    }

    @Override
    public int code(int actual) {
        around.measure();
        int finalSet = contexts.fill(differs);
        features.fill(featureNetwork.rows, featureNetwork.units, NetworkFeatures.NO_CANDIDATE);
        contextNetwork.hashedRows(differs.keys);
        crosses.fill(featureNetwork);
        crossNetwork.hashedRows(crosses.keys);
        int place = differs.extraBase;
        for (OnlineNetwork network : networks) {
            place = network.addInputs(differs.inputs, place);
        }
        float p = differs.predict(finalSet);
        int bit = channel.code(actual == scene.west ? 0 : 1, p);
        differs.update(bit);
        for (OnlineNetwork network : networks) {
            network.update(bit);
        }
        return bit == 0 ? scene.west : which.code(actual);
    }

    @Override
    public void endFrame() {
        around.history.add(scene.previous);
        featureNetwork.endFrame();
    }
}
