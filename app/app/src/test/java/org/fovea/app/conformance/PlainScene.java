package org.fovea.app.conformance;

import java.util.Map;
import java.util.TreeMap;

/** What is known around a pixel: docs/mask-operations.md §2, §3 and §6. */
final class PlainScene {
    /** Four bits for a class. */
    record Labels(int classes) {
        boolean exact() {
            return classes <= 16;
        }

        int count() {
            return Math.min(classes, 16);
        }

        int own(int id) {
            return exact() || id < 11 ? id : 11 + (id - 11) % 4;
        }

        int seenFrom(int from, int id) {
            return id != from && own(id) == own(from) ? 15 : own(id);
        }
    }

    final int classes;
    final Labels labels;
    final int height;
    final int width;
    final int radius;
    PlainPlane c;
    PlainPlane p;
    PlainPlane q;
    int y;
    int x;
    int at;
    int west;
    int north;
    int run;
    /** Labels of the last sixteen frames, newest in the lowest four bits. */
    final long[][] past;

    // Of a pixel: measurements by name, and places.
    final Map<String, Integer> measured = new TreeMap<>();
    int moved;
    int olderMoved;
    int flown;
    long matchWest;
    long matchNorth;

    PlainScene(int height, int width, int classes, int radius) {
        this.height = height;
        this.width = width;
        this.classes = classes;
        this.radius = radius;
        labels = new Labels(classes);
        c = new PlainPlane(height, width, radius);
        p = new PlainPlane(height, width, radius);
        q = new PlainPlane(height, width, radius);
        past = new long[height][width];
    }

    void endFrame() {
        c.finishFrame();
        PlainPlane free = q;
        q = p;
        p = c;
        c = free;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                past[row][column] = past[row][column] << 4 | labels.own(p.cls[p.index(row, column)]);
            }
        }
    }

    // ---- §3 distances

    int rowDistance(PlainPlane plane, int index) {
        if (plane.cls[index] == west) {
            return plane.right[index];
        }
        int far = 1;
        while (far < 40 && plane.cls[index - far] != west) {
            far++;
        }
        return 1 - far;
    }

    int columnDistance(PlainPlane plane, int index) {
        return plane.cls[index] == north ? plane.down[index] : 1 - above(plane, index);
    }

    private int above(PlainPlane plane, int index) {
        int far = 1;
        while (far < 13 && plane.cls[index - far * plane.stride] != north) {
            far++;
        }
        return far;
    }

    int currentColumnDistance(int dx) {
        int index = at + dx;
        if (c.cls[index] == north) {
            int below = index + c.stride;
            return p.cls[below] == north ? Math.min(p.down[below] + 1, 120) : 1;
        }
        return 1 - above(c, index);
    }

    int activity() {
        int n = at - c.stride;
        int nn = n - c.stride;
        int[] places = {at - 1, at - 2, at - 3, n - 2, n - 1, n, n + 1, n + 2, n + 3, nn - 1, nn, nn + 1};
        int activity = 0;
        for (int place : places) {
            activity += c.cls[place] != p.cls[place] ? 1 : 0;
        }
        return activity;
    }

    // ---- quantisers of distances

    private static int steps(int d, int exact, int... thresholds) {
        // Each distance within ±exact is a step of its own; further ones begin at the thresholds.
        int step = 0;
        for (int t : thresholds) {
            step += t < 0 ? (d > t ? 1 : 0) : (d >= t ? 1 : 0);
        }
        return step + Math.max(-exact, Math.min(exact, d)) + exact;
    }

    static int fine(int d) {
        return steps(d, 15, -36, -26, -20, -16, 16, 20, 26, 36);
    }

    static int medium(int d) {
        return steps(d, 7, -36, -24, -17, -13, -10, -8, 8, 10, 13, 17, 24, 36);
    }

    static int coarse(int d) {
        int step = 0;
        for (int t : new int[] {-8, -3, -1, 0, 1, 2, 3, 5, 9, 17}) {
            step += d >= t ? 1 : 0;
        }
        return step;
    }

    static int eight(int d) {
        int step = 0;
        for (int t : new int[] {-3, 0, 1, 2, 3, 5, 10}) {
            step += d >= t ? 1 : 0;
        }
        return step;
    }

    // ---- what is measured for each hard pixel

    void measureFast() {
        measured.clear();
        int stride = c.stride;
        put("dc1", rowDistance(c, at - stride));
        put("dc2", rowDistance(c, at - 2 * stride));
        put("dp0", rowDistance(p, at));
        put("dp-1", rowDistance(p, at - stride));
        put("dq0", rowDistance(q, at));
        for (int k = -3; k <= 2; k++) {
            put("tc" + k, currentColumnDistance(k));
        }
        put("tp0", columnDistance(p, at));
        put("tp-1", columnDistance(p, at - 1));
        extrapolate();
        put("activity", activity());
        places();
    }

    void measureRich() {
        measured.clear();
        int stride = c.stride;
        moved = at + search("", c, p, CAUSAL);
        olderMoved = at + search("o", c, q, CAUSAL);
        flown = at + search("f", p, q, AROUND);
        for (int k = 1; k <= 4; k++) {
            put("dc" + k, rowDistance(c, at - k * stride));
        }
        for (int k = -4; k <= 4; k++) {
            put("tc" + k, currentColumnDistance(k));
        }
        for (int k = -3; k <= 3; k++) {
            put("dp" + k, rowDistance(p, at + k * stride));
            put("tp" + k, columnDistance(p, at + k));
        }
        for (int k = -2; k <= 2; k++) {
            put("dq" + k, rowDistance(q, at + k * stride));
            put("dm" + k, rowDistance(p, moved + k * stride));
        }
        for (int k = -1; k <= 1; k++) {
            put("tq" + k, columnDistance(q, at + k));
            put("tm" + k, columnDistance(p, moved + k));
            put("dmq" + k, rowDistance(q, olderMoved + k * stride));
            put("df" + k, rowDistance(p, flown + k * stride));
        }
        put("tmq", columnDistance(q, olderMoved));
        put("tf", columnDistance(p, flown));
        extrapolate();
        put("activity", activity());
        boolean there = p.cls[at - 1] == west;
        put("shift", there ? 20 + Math.max(-19, Math.min(19, Math.min(run, 120) - p.left[at - 1])) : 40);
        long here = past[y][x];
        long east = past[y][Math.min(width - 1, x + 1)];
        matchWest = matches(here, labels.own(west));
        matchNorth = matches(here, labels.own(north));
        put("age", age(here));
        put("ageE", age(east));
        put("here", Long.bitCount(matchWest));
        put("hereN", Long.bitCount(matchNorth));
        put("east", Long.bitCount(matches(east, labels.own(west))));
        put("eastW", Long.bitCount(matches(east, west)));
        put("south", Long.bitCount(matches(past[Math.min(height - 1, y + 1)][x], labels.own(west))));
        put("east2", Long.bitCount(matches(past[y][Math.min(width - 1, x + 2)], labels.own(west))));
        put("past24", (int) here & 0xffffff);
        put("past16", (int) here & 0xffff);
        put("pastE16", (int) east & 0xffff);
        put("up", c.up[at - stride]);
        long m = matchWest;
        put("last6", (int) (m & 1 | m >>> 3 & 2 | m >>> 6 & 4 | m >>> 9 & 8 | m >>> 12 & 16 | m >>> 15 & 32));
        places();
    }

    /** What depends on a candidate for the pixel's class. */
    void measureCandidate(int candidate) {
        if (measured.containsKey("past16")) {
            int label = labels.own(candidate);
            put("hereC", Long.bitCount(matches(past[y][x], label)));
            put("eastC", Long.bitCount(matches(past[y][Math.min(width - 1, x + 1)], label)));
        }
    }

    private void put(String name, int value) {
        measured.put(name, value);
    }

    int get(String name) {
        return measured.get(name);
    }

    private void extrapolate() {
        put("ex0", 2 * get("dc1") - get("dc2"));
        put("ex1", get("dp0") + get("dc1") - get("dp-1"));
        put("ex5", get("tp0") + get("tc-1") - get("tp-1"));
        if (measured.containsKey("dm0")) {
            put("ex2", 2 * get("dp0") - get("dq0"));
            put("ex3", get("dp0") + get("dc2") - get("dp-2"));
            put("ex4", get("ex0") + get("ex1") >> 1);
            put("ex6", 2 * get("tp0") - get("tq0"));
            put("ex7", 2 * get("tc-1") - get("tc-2"));
            put("ex8", get("dm0") + get("dc1") - get("dm-1"));
            put("ex9", get("dp0") + get("dc3") - get("dp-3"));
        }
    }

    private void places() {
        put("x", x);
        put("y", y);
        put("x/4", x / 4);
        put("x/8", x / 8);
        put("y/2", y / 2);
        put("y/8", y / 8);
        put("y/32", y / 32);
        put("x%16", x % 16);
        put("y%16", y % 16);
        put("xy%8", (x % 8) * 8 + y % 8);
        put("yx%8", (y % 8) * 8 + x % 8);
        put("x:64", x * 64 / width);
        put("y:64", y * 64 / height);
        put("yx:8", (y * 8 / height) * 8 + x * 8 / width);
        put("WN", Math.min(7, west) * 8 + Math.min(7, north));
        put("WB", Math.min(7, west) * 8 + Math.min(7, before()));
        put("run12", Math.min(12, run));
        put("run31", Math.min(31, run));
        put("run63", Math.min(63, run));
    }

    /** The class in front of the run of W. */
    int before() {
        return c.cls[at - 1 - Math.min(run, x)];
    }

    static long matches(long history, int label) {
        long difference = history ^ label * 0x1111_1111_1111_1111L;
        difference |= difference >>> 2;
        difference |= difference >>> 1;
        return ~difference & 0x1111_1111_1111_1111L;
    }

    private static int age(long history) {
        int age = 0;
        while (age < 15 && (history >>> 4 * age & 15) == (history >>> 4 * age + 4 & 15)) {
            age++;
        }
        return age;
    }

    private static final int[][] CAUSAL = {{0, -6, -1, 3}, {-1, -6, 7, 3}, {-2, -6, 7, 2}, {-3, -4, 4, -1}};
    private static final int[][] AROUND = {
        {0, -5, 5, 2}, {-1, -3, 3, 1}, {-2, -3, 3, -1}, {-3, -2, 2, -1}, {1, -3, 3, 1}, {2, -3, 3, -1}, {3, -2, 2, -1}
    };

    private int search(String name, PlainPlane from, PlainPlane to, int[][] template) {
        int least = Integer.MAX_VALUE;
        int offset = 0;
        for (int dy = -4; dy <= 4; dy++) {
            for (int dx = -8; dx <= 7; dx++) {
                int distance = Math.abs(dy) + Math.abs(dx);
                int cost = distance == 0 ? 0 : distance < 4 ? 1 : 2;
                int moving = dy * c.stride + dx;
                for (int[] row : template) {
                    for (int k = row[1]; k <= row[2]; k++) {
                        int place = at + row[0] * c.stride + k;
                        cost += from.cls[place] == to.cls[place + moving] ? 0 : Math.abs(k) <= row[3] ? 4 : 2;
                    }
                }
                if (cost < least) {
                    least = cost;
                    offset = moving;
                    put(name + "dx", dx + 8);
                    put(name + "dy", dy + 16);
                }
            }
        }
        put(name + "cost", Math.min(63, least));
        put(name + "cost/2", Math.min(63, least) / 2);
        put(name + "cost/4", Math.min(15, least / 4));
        return offset;
    }
}
