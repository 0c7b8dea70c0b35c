package org.fovea.codec.mask;

/**
 * Everything measured around the current pixel for the rich models: distances, motion, history. Filled once per hard
 * pixel.
 */
final class Surroundings {
    /** Distances along the rows 1..4 above in the current frame; [0] unused. */
    final int[] dc = new int[5];
    /** Along rows -3..3 of the previous frame, at [k + 3]. */
    final int[] dp = new int[7];
    /** Rows -2..2 of the older frame, at [k + 2]. */
    final int[] dq = new int[5];
    /** Rows -2..2 of the motion-compensated previous frame, at [k + 2]. */
    final int[] dm = new int[5];
    /** Along columns -4..4 of the current frame, at [k + 4]. */
    final int[] tc = new int[9];
    /** Columns -3..3 of the previous frame, at [k + 3]. */
    final int[] tp = new int[7];
    /** Columns -1..1 of the older frame, at [k + 1]. */
    final int[] tq = new int[3];
    /** Columns -1..1 of the motion-compensated previous frame, at [k + 1]. */
    final int[] tm = new int[3];

    final int[] ex = new int[10];

    /** Distance along the column of {@code olderMotion}'s target in the older frame. */
    int tmq;
    /** Along rows -1..1 of the older frame at {@code olderMotion}'s target, at [k + 1]. */
    final int[] dmq = new int[3];
    /** Distance along the column of {@code flow}'s target in the previous frame. */
    int tf;
    /** Along rows -1..1 of the previous frame at {@code flow}'s target, at [k + 1]. */
    final int[] df = new int[3];

    /** Mismatches between current and previous frame around, 0..12. */
    int activity;
    /** Where the run of W began, relative to where it began in the previous frame. */
    int runShift;
    /** The class before the run of W. */
    int before;
    /** Labels of the last frames at the pixel and right of it, see {@link PixelHistory}. */
    long past;

    long pastEast;
    /** In which of those frames the pixel was W, N. */
    long matchWest;

    long matchNorth;
    /** Frames since the pixel changed, 0..15. */
    int age;
    /** Index in the previous frame that {@code motion} points to. */
    int moved;
    /** Index in the older frame that {@code olderMotion} points to. */
    int olderMoved;
    /** Index in the previous frame that {@code flow} points to. */
    int flown;

    final Scene scene;
    /** From the known pixels of the current frame to the previous one. */
    final MotionSearch motion;
    /** From the known pixels of the current frame to the older one. */
    final MotionSearch olderMotion;
    /** From the previous frame, all around the pixel, to the older one: what moved goes on moving. */
    final MotionSearch flow;

    final PixelHistory history;

    Surroundings(Scene scene, Kernels kernels) {
        this.scene = scene;
        motion = new MotionSearch(MotionSearch.CAUSAL, scene.stride, kernels);
        olderMotion = new MotionSearch(MotionSearch.CAUSAL, scene.stride, kernels);
        flow = new MotionSearch(MotionSearch.AROUND, scene.stride, kernels);
        history = new PixelHistory(scene.height, scene.width, scene.labels);
    }

    void measure() {
        Scene s = scene;
        searchMotion(s.at);
        measureRows(s.at);
        measureColumns(s.at);
        extrapolate();
        activity = s.activity();
        before = s.current.cls[s.at - 1 - Math.min(s.run, s.x)] & 255;
        runShift = runStartShift(s.previous, s.at);
        past = history.at(s.y, s.x);
        pastEast = history.at(s.y, Math.min(s.width - 1, s.x + 1));
        matchWest = PixelHistory.matches(past, s.labels.own(s.west));
        matchNorth = PixelHistory.matches(past, s.labels.own(s.north));
        age = PixelHistory.age(past);
    }

    private void searchMotion(int at) {
        byte[] p = scene.previous.cls;
        byte[] q = scene.older.cls;
        motion.search(scene.current.cls, p, at);
        moved = at + motion.offset;
        olderMotion.search(scene.current.cls, q, at);
        olderMoved = at + olderMotion.offset;
        flow.search(p, q, at);
        flown = at + flow.offset;
    }

    private void measureRows(int at) {
        Scene s = scene;
        Plane p = s.previous;
        Plane q = s.older;
        int stride = s.stride;
        for (int k = 1; k <= 4; k++) {
            dc[k] = s.rowDistance(s.current, at - k * stride);
        }
        for (int k = -3; k <= 3; k++) {
            dp[k + 3] = s.rowDistance(p, at + k * stride);
        }
        for (int k = -2; k <= 2; k++) {
            dq[k + 2] = s.rowDistance(q, at + k * stride);
            dm[k + 2] = s.rowDistance(p, moved + k * stride);
        }
        for (int k = -1; k <= 1; k++) {
            dmq[k + 1] = s.rowDistance(q, olderMoved + k * stride);
            df[k + 1] = s.rowDistance(p, flown + k * stride);
        }
    }

    private void measureColumns(int at) {
        Scene s = scene;
        Plane p = s.previous;
        Plane q = s.older;
        for (int k = -4; k <= 4; k++) {
            tc[k + 4] = s.currentColumnDistance(k);
        }
        for (int k = -3; k <= 3; k++) {
            tp[k + 3] = s.columnDistance(p, at + k);
        }
        for (int k = -1; k <= 1; k++) {
            tq[k + 1] = s.columnDistance(q, at + k);
            tm[k + 1] = s.columnDistance(p, moved + k);
        }
        tmq = s.columnDistance(q, olderMoved);
        tf = s.columnDistance(p, flown);
    }

    private void extrapolate() {
        ex[0] = 2 * dc[1] - dc[2];
        ex[1] = dp[3] + dc[1] - dp[2];
        ex[2] = 2 * dp[3] - dq[2];
        ex[3] = dp[3] + dc[2] - dp[1];
        ex[4] = (ex[0] + ex[1]) >> 1;
        ex[5] = tp[3] + tc[3] - tp[2];
        ex[6] = 2 * tp[3] - tq[1];
        ex[7] = 2 * tc[3] - tc[2];
        ex[8] = dm[2] + dc[1] - dm[1];
        ex[9] = dp[3] + dc[3] - dp[0];
    }

    /** -19..19, or 20 if the left neighbour was not W in the previous frame. */
    private int runStartShift(Plane p, int at) {
        int run = Math.min(scene.run, Plane.RUN_LIMIT);
        int left = at - 1;
        if ((p.cls[left] & 255) != scene.west) {
            return 20;
        }
        return Math.max(-19, Math.min(19, run - p.left[left]));
    }
}
