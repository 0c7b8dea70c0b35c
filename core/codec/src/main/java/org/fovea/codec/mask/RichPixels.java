package org.fovea.codec.mask;

import org.fovea.codec.entropy.BitChannel;

/**
 * {@link FrameCoder.HardPixels} of efforts BEST and MAX: many contexts, and three online networks. One network sees
 * features of the surroundings, one the hashed contexts themselves, one hashed combinations of features; their logits
 * and hidden units are further inputs of the mixer.
 */
final class RichPixels implements FrameCoder.HardPixels {
    private static final int CLASS_UNITS = 32;

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

    RichPixels(Scene scene, BitChannel channel, Settings settings, int slotBits, Kernels kernels) {
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
        int extraInputs = 3 + settings.units() + 2 * settings.hashUnits();
        differs = new DecisionModel(RichContexts.sizes(k, extraInputs), slotBits, kernels);
        OnlineNetwork classNetwork = new OnlineNetwork(count, OnlineNetwork.VALUES, CLASS_UNITS, 3, 0, kernels);
        RichClassContexts classContexts = new RichClassContexts(around, features, classNetwork);
        which = new ClassDecisions(
                scene, channel, classContexts, RichClassContexts.sizes(k, 1 + CLASS_UNITS), slotBits, kernels);
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

    /**
     * What distinguishes BEST from MAX.
     *
     * @param units hidden units of the feature network
     * @param crosses number of feature combinations that the cross network sees
     * @param hashBits binary logarithm of the vectors per input of the context and the cross network
     * @param hashUnits their hidden units
     * @param replayFrames frames whose memorable samples train the feature network once more after every frame
     */
    record Settings(int units, int crosses, int hashBits, int hashUnits, int replayFrames) {
        static final Settings BEST = new Settings(32, 64, 12, 16, 2);
        static final Settings MAX = new Settings(64, 128, 13, 32, 8);
    }

    /** Combinations of three features each, chosen once and for all by a fixed sequence of pseudo-random numbers. */
    static final class FeatureCrosses {
        private static final int ARITY = 3;
        private static final int VALUE_BITS = 6;

        /** One key per combination, see {@link #fill}. */
        final long[] keys;

        private final int[] members;

        FeatureCrosses(int crosses, int features) {
            keys = new long[crosses];
            members = new int[crosses * ARITY];
            int state = 99;
            for (int i = 0; i < members.length; i++) {
                state = state * 1664525 + 1013904223;
                members[i] = (state >>> 8) % features;
            }
        }

        /** Packs the values of each combination's features into its key. */
        void fill(OnlineNetwork source) {
            for (int i = 0; i < keys.length; i++) {
                long key = 0;
                for (int k = 0; k < ARITY; k++) {
                    key = key << VALUE_BITS | source.value(members[ARITY * i + k]);
                }
                keys[i] = key;
            }
        }
    }
}
