package org.fovea.codec.mask;

/**
 * {@link HardPixels} of efforts BEST and MAX: many contexts, and two online networks. One network sees features of the
 * surroundings, the other the hashed contexts themselves; their logits and hidden units are further inputs of the mixer.
 */
final class RichPixels implements HardPixels {
    private static final float HIDDEN_LIMIT = 4f;
    private static final int CLASS_UNITS = 32;
    private static final int MIXING_UNITS = 32;

    private final Scene scene;
    private final BitPort port;
    private final Surroundings around;
    private final RichContexts contexts;
    private final NetworkFeatures features;
    private final OnlineNetwork featureNetwork;
    private final OnlineNetwork contextNetwork;
    private final DecisionModel differs;
    private final ClassDecisions which;

    RichPixels(Scene scene, BitPort port, RichSettings settings, int slotBits, Kernels kernels) {
        this.scene = scene;
        this.port = port;
        around = new Surroundings(scene, kernels);
        contexts = new RichContexts(around);
        features = new NetworkFeatures(around);
        int count = features.count();
        featureNetwork =
                new OnlineNetwork(count, OnlineNetwork.VALUES, settings.units(), 1, settings.replayFrames(), kernels);
        int hashBits = Math.min(settings.hashBits(), slotBits);
        contextNetwork = new OnlineNetwork(RichContexts.CONTEXTS, 1 << hashBits, settings.hashUnits(), 2, 0, kernels);
        int k = scene.classes;
        differs = new DecisionModel(
                new ModelSizes(
                        RichContexts.CONTEXTS,
                        1000,
                        8,
                        2 + settings.units() + settings.hashUnits(),
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
                        RichContexts.CLASS_CONTEXTS,
                        250,
                        6,
                        1 + CLASS_UNITS,
                        RichContexts.classWeightSets(k),
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
        which = new ClassDecisions(scene, port, classModel, new ClassContexts(classNetwork));
    }

    @Override
    public int code(int actual) {
        around.measure();
        int finalSet = contexts.fill(differs);
        features.fill(featureNetwork.rows, featureNetwork.units, NetworkFeatures.NO_CANDIDATE);
        contextNetwork.hashedRows(differs.keys);
        addInputs(contextNetwork, differs.inputs, addInputs(featureNetwork, differs.inputs, differs.extraBase));
        float p = differs.predict(finalSet);
        int bit = port.code(actual == scene.west ? 0 : 1, p);
        differs.update(bit);
        featureNetwork.update(bit);
        contextNetwork.update(bit);
        return bit == 0 ? scene.west : which.code(actual);
    }

    /** Runs a network and hands its logit and hidden units to a mixer; returns the place for the next inputs. */
    private static int addInputs(OnlineNetwork network, float[] inputs, int base) {
        inputs[base] = network.predict();
        float[] hidden = network.hidden;
        for (int i = 0; i < hidden.length; i++) {
            inputs[base + 1 + i] = Math.max(-HIDDEN_LIMIT, Math.min(HIDDEN_LIMIT, hidden[i]));
        }
        return base + 1 + hidden.length;
    }

    @Override
    public void endFrame() {
        around.history.add(scene.previous);
        featureNetwork.endFrame();
    }

    private final class ClassContexts implements ClassDecisions.Contexts {
        private final OnlineNetwork network;

        ClassContexts(OnlineNetwork network) {
            this.network = network;
        }

        @Override
        public int fill(Scene scene, DecisionModel model, int place, int candidate) {
            int set = contexts.fillClass(scene, model, place, candidate);
            features.fill(network.rows, network.units, candidate);
            addInputs(network, model.inputs, model.extraBase);
            return set;
        }

        @Override
        public void update(int bit) {
            network.update(bit);
        }
    }
}
