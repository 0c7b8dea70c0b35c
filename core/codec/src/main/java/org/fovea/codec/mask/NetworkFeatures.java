package org.fovea.codec.mask;

/** Turns the surroundings of a pixel into the categorical features of the online network. */
final class NetworkFeatures {
    private static final int VALUES = OnlineNetwork.VALUES;
    /** No class is a candidate: the question is whether the pixel differs from W. */
    static final int NO_CANDIDATE = -1;

    private static final int CAP = 24;

    /** Distances in eight steps. */
    private static final byte[] EIGHT = new byte[2 * Distance.RANGE];

    static {
        for (int d = -Distance.RANGE; d < Distance.RANGE; d++) {
            int step = d <= -4 ? 0 : d <= -1 ? 1 : d <= 2 ? d + 2 : d <= 4 ? 5 : d <= 9 ? 6 : 7;
            EIGHT[d + Distance.RANGE] = (byte) step;
        }
    }

    private final Surroundings around;
    private final Scene scene;
    /** Class to 0..7: 0 for W, others by number. */
    private final int[] relative;

    private int[] rows = {};
    private int units;
    private int next;

    NetworkFeatures(Surroundings around) {
        this.around = around;
        this.scene = around.scene;
        relative = new int[scene.classes];
    }

    int count() {
        rows = new int[1024];
        scene.at = scene.current.index(0, 0);
        around.moved = scene.at;
        around.olderMoved = scene.at;
        around.flown = scene.at;
        fill(rows, 1, NO_CANDIDATE);
        return next;
    }

    /**
     * Finds the vectors of all features.
     *
     * @param target receives where each vector begins
     * @param unitsPerVector length of a vector
     * @param candidate a class that features shall tell from the others, or {@link #NO_CANDIDATE}
     */
    void fill(int[] target, int unitsPerVector, int candidate) {
        rows = target;
        units = unitsPerVector;
        next = 0;
        for (int c = 0; c < relative.length; c++) {
            int value = candidate == NO_CANDIDATE ? (c < scene.west ? c + 1 : c) : c == candidate ? 1 : 2 + c;
            relative[c] = c == scene.west ? 0 : Math.min(7, value);
        }
        pixels();
        distances();
        combinations();
        history();
        olderMotion();
        flow();
    }

    private void add(int value) {
        rows[next] = (next * VALUES + value) * units;
        next++;
    }

    private void pixels() {
        byte[] c = scene.current.cls;
        byte[] p = scene.previous.cls;
        byte[] q = scene.older.cls;
        int at = scene.at;
        int stride = scene.stride;
        pairs(c, at - 8, 3);
        add(relative[c[at - 2] & 255] * 8 + relative[p[at - 1] & 255]);
        pairs(c, at - stride - 8, 9);
        pairs(c, at - 2 * stride - 8, 9);
        pairs(c, at - 3 * stride - 7, 8);
        pairs(c, at - 4 * stride - 6, 7);
        int n = at - stride;
        add(relative[c[n] & 255] * 8 + relative[c[n + 1] & 255]);
        pairs(p, at - 3 * stride - 5, 6);
        pairs(p, at - 2 * stride - 5, 6);
        pairs(p, n - 6, 7);
        pairs(p, at - 6, 8);
        pairs(p, at + stride - 6, 8);
        pairs(p, at + 2 * stride - 5, 7);
        pairs(p, at + 3 * stride - 5, 6);
        pairs(p, at + 4 * stride - 5, 6);
        for (int k = -2; k <= 2; k++) {
            pairs(p, around.moved + k * stride - 4, 4 + (k == 0 ? 1 : 0));
        }
        add(relative[p[around.moved] & 255] * 8 + relative[p[around.moved + 1] & 255]);
        for (int k = -2; k <= 2; k++) {
            pairs(q, at + k * stride - 4, 5);
        }
        add(relative[p[at] & 255] * 8 + relative[q[at] & 255]);
        add(relative[p[at + 1] & 255] * 8 + relative[q[at + 1] & 255]);
        add(relative[p[at] & 255] * 8 + relative[p[around.moved] & 255]);
        add(relative[p[at] & 255] * 8 + relative[c[n] & 255]);
    }

    private void pairs(byte[] cls, int from, int count) {
        int[] relative = this.relative;
        int[] rows = this.rows;
        int next = this.next;
        int units = this.units;
        for (int k = 0; k < count; k++) {
            int value = relative[cls[from + 2 * k] & 255] * 8 + relative[cls[from + 2 * k + 1] & 255];
            rows[next] = (next * VALUES + value) * units;
            next++;
        }
        this.next = next;
    }

    private void distances() {
        all(around.dc, 1);
        all(around.dp, 0);
        all(around.dq, 0);
        all(around.dm, 0);
        all(around.tc, 0);
        all(around.tp, 0);
        all(around.tq, 0);
        all(around.tm, 0);
        all(around.ex, 0);
    }

    private void all(int[] distances, int from) {
        for (int k = from; k < distances.length; k++) {
            one(distances[k]);
        }
    }

    private void one(int distance) {
        add(Math.max(-CAP, Math.min(CAP, distance)) + CAP);
    }

    private void combinations() {
        Surroundings a = around;
        both(a.dc[1], a.dp[3]);
        both(a.dc[1], a.dc[2]);
        both(a.dp[3], a.dq[2]);
        both(a.dp[3], a.dm[2]);
        both(a.dc[1], a.dm[2]);
        both(a.dp[3], a.dp[2]);
        both(a.dp[3], a.dp[4]);
        both(a.tc[3], a.tp[3]);
        both(a.tc[5], a.tp[3]);
        both(a.tp[3], a.tq[1]);
        both(a.tp[3], a.tm[1]);
        both(a.dp[3], a.tp[3]);
        both(a.dc[1], a.tc[3]);
        both(a.ex[1], a.ex[0]);
        both(a.ex[1], a.ex[5]);
    }

    private void both(int a, int b) {
        add(EIGHT[a + Distance.RANGE] * 8 + EIGHT[b + Distance.RANGE]);
    }

    private void history() {
        Surroundings a = around;
        Scene s = scene;
        add(s.y * 64 / s.height);
        add(s.x * 64 / s.width);
        add((s.y * 8 / s.height) * 8 + s.x * 8 / s.width);
        add((s.y & 7) * 8 + (s.x & 7));
        add(Math.min(7, s.west) * 8 + Math.min(7, s.north));
        add(Math.min(7, s.west) * 8 + Math.min(7, a.before));
        add(Math.min(63, s.run));
        add(a.activity);
        add(a.runShift + 20);
        add(Math.min(63, a.motion.cost));
        add(a.motion.dx + 8);
        add(a.motion.dy + 16);
        add(a.age);
        add(PixelHistory.age(a.pastEast));
        add(relative[(int) a.past & 15] * 8 + relative[(int) (a.past >>> 8) & 15]);
        add(relative[(int) (a.past >>> 8) & 15] * 8 + relative[(int) (a.past >>> 12) & 15]);
        add(relative[(int) a.pastEast & 15] * 8 + relative[(int) (a.pastEast >>> 8) & 15]);
        add(Long.bitCount(a.matchWest));
        add(Long.bitCount(a.matchNorth));
        add(Long.bitCount(PixelHistory.matches(a.pastEast, s.west)));
        // The last six frames in which the pixel had class W.
        long m = a.matchWest;
        add((int) (m & 1 | m >>> 3 & 2 | m >>> 6 & 4 | m >>> 9 & 8 | m >>> 12 & 16 | m >>> 15 & 32));
    }

    private void olderMotion() {
        Surroundings a = around;
        all(a.dmq, 0);
        one(a.tmq);
        add(Math.min(63, a.olderMotion.cost));
        add(a.olderMotion.dx + 8);
        add(a.olderMotion.dy + 16);
        byte[] q = scene.older.cls;
        for (int k = -1; k <= 1; k++) {
            pairs(q, a.olderMoved + k * scene.stride - 2, 3);
        }
        add(relative[q[a.olderMoved] & 255] * 8 + relative[scene.previous.cls[a.moved] & 255]);
    }

    private void flow() {
        Surroundings a = around;
        byte[] p = scene.previous.cls;
        all(a.df, 0);
        one(a.tf);
        add(Math.min(63, a.flow.cost));
        add(a.flow.dx + 8);
        add(a.flow.dy + 16);
        for (int k = -1; k <= 1; k++) {
            pairs(p, a.flown + k * scene.stride - 2, 3);
        }
        add(relative[p[a.flown] & 255] * 8 + relative[p[a.moved] & 255]);
    }
}
