package org.fovea.codec.mask;

/** The contexts of effort FAST. */
final class FastContexts {
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

    int activity;
    private int dc1;
    private int dp0;

    /** Returns the final set. */
    int fill(Scene s, DecisionModel model) {
        long[] keys = model.keys;
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        int at = s.at;
        int stride = s.stride;
        int n = at - stride;
        int nn = n - stride;
        int w = s.west;
        int north = s.north;
        int nw = c[n - 1];
        int ne = c[n + 1];
        int p0 = p[at];
        int dc1 = s.rowDistance(s.current, n);
        int dc2 = s.rowDistance(s.current, nn);
        int dp0 = s.rowDistance(s.previous, at);
        int dpn = s.rowDistance(s.previous, at - stride);
        int dq0 = s.rowDistance(s.older, at);
        int tcw = s.currentColumnDistance(-1);
        int tce = s.currentColumnDistance(1);
        int tp0 = s.columnDistance(s.previous, at);
        int tpw = s.columnDistance(s.previous, at - 1);
        long base = w | north << 4;
        keys[0] = base
                | (long) (nw | ne << 4 | p0 << 8 | p[at + 1] << 12 | p[at + stride] << 16 | c[nn] << 20) << 8
                | (long) c[at - 2] << 32;
        keys[1] = base
                | (long) (nw | ne << 4 | p0 << 8 | p[at + 1] << 12 | p[at - 1] << 16) << 8
                | (long) (p[n]
                                | p[n + 1] << 4
                                | p[n - 1] << 8
                                | p[at + stride] << 12
                                | p[at + stride - 1] << 16
                                | p[at + stride + 1] << 20)
                        << 28;
        keys[2] = w
                | Distance.fine(dc1) << 4
                | Distance.fine(dc2) << 10
                | Distance.fine(dp0) << 16
                | Distance.fine(dpn) << 22;
        keys[3] = w | Distance.fine(dc1) << 4 | Distance.fine(dp0) << 10 | Distance.fine(dq0) << 16;
        keys[4] = base
                | (long) (Distance.fine(tcw)
                                | Distance.fine(tce) << 6
                                | Distance.fine(tp0) << 12
                                | Distance.fine(tpw) << 18)
                        << 8;
        keys[5] = base | s.x << 8 | s.y << 20;
        int x1 = dc1 + dp0 - dpn;
        int x5 = tcw + tp0 - tpw;
        keys[6] = base | (long) (Distance.fine(x1) | Distance.fine(x5) << 6) << 8;
        keys[7] = w
                | p0 << 4
                | (long) (Distance.medium(tcw)
                                | Distance.medium(s.currentColumnDistance(-2)) << 5
                                | Distance.medium(s.currentColumnDistance(-3)) << 10
                                | Distance.medium(tce) << 15
                                | Distance.medium(s.currentColumnDistance(2)) << 20)
                        << 8;
        int activity = s.activity();
        this.activity = activity;
        this.dc1 = dc1;
        this.dp0 = dp0;
        int classes = s.classes;
        int[] selected = model.selected;
        int triple = (w * classes + north) * classes + p0;
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

    int fillClass(Scene s, DecisionModel model, int place, int candidate) {
        long[] keys = model.keys;
        byte[] c = s.current.cls;
        byte[] p = s.previous.cls;
        int at = s.at;
        int n = at - s.stride;
        long base = s.west | candidate << 4 | Math.min(place, 3) << 8;
        keys[0] = base | (long) (s.north | c[n + 1] << 4 | p[at] << 8 | p[at + 1] << 12 | c[n - 1] << 16) << 10;
        keys[1] = base | (long) (p[at] | Distance.medium(dp0) << 4 | Distance.medium(dc1) << 9) << 10;
        keys[2] = base
                | (long) (p[at] | p[at + 1] << 4 | s.older.cls[at] << 8 | p[at + s.stride] << 12 | p[at - 1] << 16)
                        << 10;
        keys[3] = base | (long) (Math.min(s.run, 12) | s.north << 4 | c[at - 1 - Math.min(s.run, 60)] << 8) << 10;
        keys[4] = base | (long) (s.x / 8 | s.y / 8 << 9) << 10;
        model.selected[0] = candidate;
        model.selected[1] = s.west * s.classes + candidate;
        return Math.min(place, 3);
    }
}
