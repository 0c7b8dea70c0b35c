package org.fovea.codec.mask;

import org.fovea.codec.mask.DecisionModel.Sizes;

/** The contexts of effort FAST. */
final class FastContexts extends ContextWriter implements ClassDecisions.Contexts {
    static final int CONTEXTS = 8;
    static final int CLASS_CONTEXTS = 5;
    static final int COARSE = Distance.COARSE_STEPS;

    /** Values of two coarse distances. */
    static final int TWO_COARSE = COARSE * COARSE;

    /** The model of whether a pixel differs from its left neighbour. */
    static Sizes sizes(int k) {
        return new Sizes(
                CONTEXTS, 1000, 6, 0, weightSets(k), 0.15f, finalSets(k), 0.02f, 0.003f, 0.0005f, maps(k), 1 / 24f, 0);
    }

    /** The model of which class it has. */
    static Sizes classSizes(int k) {
        int[] sets = {k, k * k};
        return new Sizes(CLASS_CONTEXTS, 250, 6, 0, sets, 0.3f, 4, 0.02f, 0.004f, 0.0005f, new int[0], 1 / 24f, 0);
    }

    static int[] weightSets(int k) {
        return new int[] {1, TWO_COARSE, k * 13, TWO_COARSE, k * 8 * 4, k * k * k, TWO_COARSE, TWO_COARSE, TWO_COARSE};
    }

    static int[] maps(int k) {
        return new int[] {k * k * k, TWO_COARSE * k, 27 * 27, TWO_COARSE * k, 39 * k, 13 * k};
    }

    static int finalSets(int k) {
        return k * 4;
    }

    private int dc1;
    private int dp0;

    FastContexts(Scene scene) {
        super(scene);
    }

    /** Returns the final set. */
    int fill(Scene s, DecisionModel model) {
        startWriting(model.keys);
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        int at = s.at;
        int stride = s.stride;
        int n = at - stride;
        int nn = n - stride;
        int dc1 = s.rowDistance(s.current, n);
        int dc2 = s.rowDistance(s.current, nn);
        int dp0 = s.rowDistance(s.previous, at);
        int dpn = s.rowDistance(s.previous, at - stride);
        int dq0 = s.rowDistance(s.older, at);
        int tcw = s.currentColumnDistance(-1);
        int tce = s.currentColumnDistance(1);
        int tp0 = s.columnDistance(s.previous, at);
        int tpw = s.columnDistance(s.previous, at - 1);
        begin().north()
                .cls(c[n - 1], c[n + 1], p[at], p[at + 1])
                .cls(p[at + stride], c[nn], c[at - 2])
                .end();
        begin().north()
                .cls(c[n - 1], c[n + 1], p[at], p[at + 1])
                .cls(p[at - 1], p[n], p[n + 1], p[n - 1])
                .cls(p[at + stride], p[at + stride - 1], p[at + stride + 1])
                .end();
        begin().fine(dc1).fine(dc2).fine(dp0).fine(dpn).end();
        begin().fine(dc1).fine(dp0).fine(dq0).end();
        begin().north().fine(tcw).fine(tce).fine(tp0).fine(tpw).end();
        begin().north().bits(s.x, 12).bits(s.y, 12).end();
        int x1 = dc1 + dp0 - dpn;
        int x5 = tcw + tp0 - tpw;
        begin().north().fine(x1).fine(x5).end();
        begin().cls(p[at])
                .medium(tcw)
                .medium(s.currentColumnDistance(-2))
                .medium(s.currentColumnDistance(-3))
                .medium(tce)
                .medium(s.currentColumnDistance(2))
                .end();
        assert written() == CONTEXTS : written();
        int activity = s.activity();
        this.dc1 = dc1;
        this.dp0 = dp0;
        int finalSet = select(model, dc1, dc2, dp0, dpn, dq0, tcw, tp0, x1, activity);
        model.selected[7] = twoCoarse(tcw, tp0);
        model.selected[8] = (s.y * COARSE / s.height) * COARSE + s.x * COARSE / s.width;
        return finalSet;
    }

    @Override
    public int fill(Scene s, DecisionModel model, int place, int candidate) {
        startWriting(model.keys);
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        int at = s.at;
        int n = at - s.stride;
        int step = Math.min(place, 3);
        begin().question(candidate, step)
                .north()
                .cls(c[n + 1], p[at], p[at + 1], c[n - 1])
                .end();
        begin().question(candidate, step).cls(p[at]).medium(dp0).medium(dc1).end();
        begin().question(candidate, step)
                .cls(p[at], p[at + 1], s.older.cls[at], p[at + s.stride])
                .cls(p[at - 1])
                .end();
        begin().question(candidate, step)
                .bits(Math.min(s.run, 12), 4)
                .north()
                .cls(c[at - 1 - Math.min(s.run, 60)])
                .end();
        begin().question(candidate, step).bits(s.x >> 3, 9).bits(s.y >> 3, 9).end();
        assert written() == CLASS_CONTEXTS : written();
        int other = s.labels.seenFrom(s.west, candidate);
        model.selected[0] = other;
        model.selected[1] = s.labels.own(s.west) * s.labels.count() + other;
        return step;
    }
}
