package org.fovea.codec.mask;

import org.fovea.codec.mask.DecisionModel.Sizes;

/** The contexts in which BEST and MAX ask for the class of a pixel that differs from its left neighbour. */
final class RichClassContexts extends ContextWriter implements ClassDecisions.Contexts {
    static final int CONTEXTS = 16;

    private final Surroundings around;
    private final NetworkFeatures features;
    private final OnlineNetwork network;

    RichClassContexts(Surroundings around, NetworkFeatures features, OnlineNetwork network) {
        super(around.scene);
        this.around = around;
        this.features = features;
        this.network = network;
    }

    /** @param extraInputs of the network */
    static Sizes sizes(int k, int extraInputs) {
        int[] sets = {k, k * k, FastContexts.TWO_COARSE};
        return new Sizes(CONTEXTS, 250, 6, extraInputs, sets, 0.05f, 4, 0.02f, 0.001f, 0.0005f, new int[0], 0f, 0);
    }

    @Override
    public int fill(Scene s, DecisionModel model, int place, int candidate) {
        startWriting(model.keys);
        writeContexts(s, Math.min(place, 3), candidate);
        assert written() == CONTEXTS : written();
        features.fill(network.rows, network.units, candidate);
        network.addInputs(model.inputs, model.extraBase);
        int count = s.labels.count();
        int other = s.labels.seenFrom(s.west, candidate);
        model.selected[0] = other;
        model.selected[1] = s.labels.own(s.west) * count + other;
        model.selected[2] = twoCoarse(around.dc[1], around.dp[3]);
        return Math.min(place, 3);
    }

    @Override
    public void update(int bit) {
        network.update(bit);
    }

    private void writeContexts(Scene s, int place, int candidate) {
        int label = s.labels.own(candidate);
        Surroundings a = around;
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        byte[] q = s.older.cls;
        int at = s.at;
        int stride = s.stride;
        int n = at - stride;
        int m = a.moved;
        begin().question(candidate, place)
                .north()
                .cls(c[n + 1], p[at], p[at + 1], c[n - 1])
                .end();
        begin().question(candidate, place)
                .cls(p[at])
                .medium(a.dp[3])
                .medium(a.dc[1])
                .end();
        begin().question(candidate, place)
                .cls(p[at], p[at + 1], q[at], p[at + stride])
                .cls(p[at - 1])
                .end();
        begin().question(candidate, place)
                .bits(Math.min(s.run, 12), 4)
                .north()
                .cls(a.before)
                .end();
        begin().question(candidate, place).bits(s.x >> 3, 9).bits(s.y >> 3, 9).end();
        begin().question(candidate, place)
                .cls(p[m], p[m + 1], p[m + stride])
                .north()
                .end();
        begin().question(candidate, place)
                .cls(p[m])
                .bits(Math.min(15, a.motion.cost >> 2), 4)
                .fine(a.dm[2])
                .end();
        begin().question(candidate, place)
                .cls(c[n - stride])
                .north()
                .cls(c[n + 1], c[n + 2], c[n + 3])
                .end();
        begin().question(candidate, place)
                .cls(p[at], p[at + 1], p[at + 2], p[at + 3])
                .cls(p[at + stride], p[at + 2 * stride])
                .end();
        begin().question(candidate, place).bits((int) a.past & 0xFFFF, 16).end();
        begin().question(candidate, place)
                .bits(Long.bitCount(PixelHistory.matches(a.past, label)), 5)
                .bits(Long.bitCount(PixelHistory.matches(a.pastEast, label)), 5)
                .end();
        begin().question(candidate, place).end();
        int o = a.flown;
        int mq = a.olderMoved;
        begin().question(candidate, place)
                .cls(p[o], p[o + 1], p[m], q[mq])
                .cls(p[at])
                .end();
        begin().question(candidate, place)
                .cls(p[at])
                .fine(a.tc[3])
                .fine(a.tp[3])
                .end();
        begin().question(candidate, place)
                .north()
                .cls(c[n + 1])
                .medium(a.dc[1])
                .medium(a.dc[2])
                .end();
        begin().question(candidate, place)
                .cls(p[at], p[at + stride], p[at + 1])
                .north()
                .bits(Math.min(15, a.activity), 4)
                .end();
    }
}
