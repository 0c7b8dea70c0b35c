package org.fovea.codec.mask;

/** Everything measured around the current pixel for the rich models: distances, motion, history. Filled once per hard pixel. */
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
    /** Extrapolations. */
    final int[] ex = new int[10];

    final Scene scene;
    final MotionSearch motion;
    final PixelHistory history;
    int activity;
    int runShift;
    int before;
    long past;
    long pastEast;
    long matchWest;
    long matchNorth;
    int age;
    /** Index in the previous frame that the motion points to. */
    int moved;

    Surroundings(Scene scene, int reach, Kernels kernels) {
        this.scene = scene;
        motion = new MotionSearch(scene.stride, reach, kernels);
        history = new PixelHistory(scene.height, scene.width);
    }

    void measure() {
        Scene s = scene;
        Plane c = s.current;
        Plane p = s.previous;
        Plane q = s.older;
        int at = s.at;
        int stride = s.stride;
        motion.search(c.cls, p.cls, at);
        moved = at + motion.offset;
        for (int k = 1; k <= 4; k++) {
            dc[k] = s.rowDistance(c, at - k * stride);
        }
        for (int k = -3; k <= 3; k++) {
            dp[k + 3] = s.rowDistance(p, at + k * stride);
            tp[k + 3] = s.columnDistance(p, at + k);
        }
        for (int k = -2; k <= 2; k++) {
            dq[k + 2] = s.rowDistance(q, at + k * stride);
            dm[k + 2] = s.rowDistance(p, moved + k * stride);
        }
        for (int k = -4; k <= 4; k++) {
            tc[k + 4] = s.currentColumnDistance(k);
        }
        for (int k = -1; k <= 1; k++) {
            tq[k + 1] = s.columnDistance(q, at + k);
            tm[k + 1] = s.columnDistance(p, moved + k);
        }
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
        activity = s.activity();
        before = c.cls[at - 1 - Math.min(s.run, s.x)];
        runShift = runStartShift(p, at);
        past = history.at(s.y, s.x);
        pastEast = history.at(s.y, Math.min(s.width - 1, s.x + 1));
        matchWest = PixelHistory.matches(past, s.west);
        matchNorth = PixelHistory.matches(past, s.north);
        age = PixelHistory.age(past);
    }

    /** Where the run of W at the left neighbour began in the previous frame, relative to where it began in this one; 20 if it has no W there. */
    private int runStartShift(Plane p, int at) {
        int run = Math.min(scene.run, Plane.RUN_LIMIT);
        int left = at - 1;
        if (p.cls[left] != scene.west) {
            return 20;
        }
        return Math.max(-19, Math.min(19, run - p.left[left]));
    }
}
