package org.fovea.codec.mask;

/** The contexts of effort FAST. */
final class FastContexts extends ContextWriter implements ClassDecisions.Contexts {
    static final int CONTEXTS = 8;
    static final int CLASS_CONTEXTS = 5;
    static final int COARSE = 11;

    static int[] weightSets(int classes) {
        return new int[] {
            1,
            COARSE * COARSE,
            classes * 13,
            COARSE * COARSE,
            classes * 8 * 4,
            classes * classes * classes,
            COARSE * COARSE,
            COARSE * COARSE,
            COARSE * COARSE
        };
    }

    static int[] maps(int classes) {
        return new int[] {
            classes * classes * classes,
            COARSE * COARSE * classes,
            27 * 27,
            COARSE * COARSE * classes,
            39 * classes,
            13 * classes
        };
    }

    static int finalSets(int classes) {
        return classes * 4;
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
                .cls(c[n - 1])
                .cls(c[n + 1])
                .cls(p[at])
                .cls(p[at + 1])
                .cls(p[at + stride])
                .cls(c[nn])
                .cls(c[at - 2])
                .end();
        begin().north()
                .cls(c[n - 1])
                .cls(c[n + 1])
                .cls(p[at])
                .cls(p[at + 1])
                .cls(p[at - 1])
                .cls(p[n])
                .cls(p[n + 1])
                .cls(p[n - 1])
                .cls(p[at + stride])
                .cls(p[at + stride - 1])
                .cls(p[at + stride + 1])
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
        Labels labels = s.labels;
        int w = labels.own(s.west);
        int classes = labels.count();
        int[] selected = model.selected;
        int triple = (w * classes + labels.seenFrom(s.west, s.north)) * classes + labels.seenFrom(s.west, p[at] & 255);
        int cdc1 = Distance.coarse(dc1);
        int cdp0 = Distance.coarse(dp0);
        selected[0] = 0;
        selected[1] = cdc1 * COARSE + cdp0;
        selected[2] = w * 13 + activity;
        selected[3] = Distance.coarse(dpn) * COARSE + Distance.coarse(dq0);
        selected[4] = (w * 8 + Math.min(7, 32 - Integer.numberOfLeadingZeros(s.run))) * 4 + s.x * 4 / s.width;
        selected[5] = triple;
        selected[6] = Distance.coarse(x1) * COARSE + Distance.coarse(2 * dc1 - dc2);
        selected[7] = Distance.coarse(tcw) * COARSE + Distance.coarse(tp0);
        selected[8] = (s.y * COARSE / s.height) * COARSE + s.x * COARSE / s.width;
        int[] rows = model.mapRows;
        rows[0] = triple;
        rows[1] = (cdc1 * COARSE + cdp0) * classes + w;
        rows[2] = Distance.medium(dp0) * 27 + Distance.medium(dq0);
        rows[3] = (Distance.coarse(tcw) * COARSE + Distance.coarse(tp0)) * classes + w;
        rows[4] = Distance.fine(x1) * classes + w;
        rows[5] = activity * classes + w;
        return w * 4 + Math.min(3, activity / 2);
    }

    static int[] classWeightSets(int classes) {
        return new int[] {classes, classes * classes};
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
                .cls(c[n + 1])
                .cls(p[at])
                .cls(p[at + 1])
                .cls(c[n - 1])
                .end();
        begin().question(candidate, step).cls(p[at]).medium(dp0).medium(dc1).end();
        begin().question(candidate, step)
                .cls(p[at])
                .cls(p[at + 1])
                .cls(s.older.cls[at])
                .cls(p[at + s.stride])
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
