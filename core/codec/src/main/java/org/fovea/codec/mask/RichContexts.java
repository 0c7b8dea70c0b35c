package org.fovea.codec.mask;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fovea.codec.mask.DecisionModel.Sizes;

/** The contexts in which BEST and MAX count whether a pixel differs from its left neighbour. */
final class RichContexts extends ContextWriter {
    static final int CONTEXTS = 71;

    private final Surroundings around;

    RichContexts(Surroundings around) {
        super(around.scene);
        this.around = around;
    }

    /** @param extraInputs of the networks */
    static Sizes sizes(int k, int extraInputs) {
        int[] sets = with(FastContexts.weightSets(k), 256);
        int[] maps = with(FastContexts.maps(k), 27 * 27, 39 * 16);
        int finalSets = FastContexts.finalSets(k);
        return new Sizes(
                CONTEXTS, 1000, 8, extraInputs, sets, 0.02f, finalSets, 0.01f, 0.0007f, 0.0002f, maps, 0.015f, 32);
    }

    private static int[] with(int[] sizes, int... more) {
        return IntStream.concat(Arrays.stream(sizes), Arrays.stream(more)).toArray();
    }

    /**
     * Fills in the model's contexts and selectors.
     *
     * @return weight set of the final layer
     */
    int fill(DecisionModel model) {
        startWriting(model.keys);
        patterns();
        rowDistances();
        columnDistances();
        motion();
        history();
        extrapolations();
        olderMotion();
        flow();
        assert written() == CONTEXTS : written();
        return select(model);
    }

    private void patterns() {
        byte[] c = scene.current.cls;
        byte[] p = scene.previous.cls;
        byte[] q = scene.older.cls;
        int at = scene.at;
        int stride = scene.stride;
        int n = at - stride;
        int nn = n - stride;
        int s = at + stride;
        begin().north()
                .cls(c[n - 1], c[n + 1], p[at], p[at + 1])
                .cls(p[s], c[nn], c[at - 2])
                .end();
        begin().north()
                .cls(c[n - 1], c[n + 1], c[n + 2], c[nn])
                .cls(c[nn - 1], c[nn + 1], c[at - 2], c[at - 3])
                .end();
        begin().north()
                .cls(c[n - 1], c[n + 1], p[at], p[at + 1])
                .cls(p[at - 1], p[n], p[n - 1], p[n + 1])
                .cls(p[s], p[s - 1], p[s + 1])
                .end();
        begin().cls(p[at], p[at + 1], p[at + 2], p[at - 1])
                .cls(p[at - 2], p[n], p[n - 1], p[n + 1])
                .cls(p[s], p[s - 1], p[s + 1])
                .end();
        begin().north()
                .cls(p[at], q[at], p[at + 1], q[at + 1])
                .cls(p[at - 1], q[at - 1], p[s], q[s])
                .end();
    }

    private void rowDistances() {
        Surroundings a = around;
        int dc1 = a.dc[1];
        int dc2 = a.dc[2];
        int dc3 = a.dc[3];
        int dc4 = a.dc[4];
        int dp0 = a.dp[3];
        int dpn = a.dp[2];
        int dps = a.dp[4];
        int dq0 = a.dq[2];
        int dqn = a.dq[1];
        int run = Math.min(31, scene.run);
        begin().fine(dc1).end();
        begin().fine(dc1).fine(dp0).end();
        begin().fine(dc1).fine(dp0).fine(dpn).end();
        begin().fine(dc1).fine(dc2).fine(dp0).end();
        begin().fine(dc1).fine(dc2).fine(dc3).end();
        begin().fine(dc1).fine(dc2).fine(dp0).fine(dpn).end();
        begin().fine(dc1).fine(dp0).fine(dq0).end();
        begin().fine(dp0).fine(dq0).end();
        begin().fine(dc1).fine(dpn).fine(dp0).fine(dps).end();
        begin().fine(dc1).fine(dp0).fine(dq0).fine(dpn).fine(dqn).end();
        begin().medium(dc1).medium(dc2).medium(dc3).medium(dc4).medium(dp0).end();
        begin().fine(dc1).fine(dp0).bits(a.runShift + 20, 6).end();
        begin().bits(run, 5).bits(a.runShift + 20, 6).fine(dp0).end();
        begin().fine(dc1).fine(dp0).bits(scene.x >> 3, 9).end();
        begin().fine(dp0).fine(dc1).bits(scene.y >> 5, 7).end();
        begin().bits(scene.x, 12).bits(scene.y >> 3, 9).end();
        begin().fine(dc1).bits(a.activity, 4).fine(dp0).end();
    }

    private void columnDistances() {
        Surroundings a = around;
        int tcw = a.tc[3];
        int tcww = a.tc[2];
        int tce = a.tc[5];
        int tp0 = a.tp[3];
        int tpw = a.tp[2];
        int tpe = a.tp[4];
        int tq0 = a.tq[1];
        begin().fine(tcw).fine(tp0).end();
        begin().fine(tcw).fine(tp0).fine(tpw).end();
        begin().fine(tce).fine(tp0).fine(tpe).end();
        begin().fine(tcw).fine(tcww).fine(tce).fine(tp0).end();
        begin().fine(tp0).fine(tq0).end();
        begin().fine(tcw).fine(tce).fine(tp0).fine(tq0).end();
        begin().medium(tcw)
                .medium(tce)
                .medium(tcww)
                .medium(a.tc[6])
                .medium(a.tc[1])
                .end();
        begin().fine(tp0).fine(tpw).fine(tpe).north().end();
        begin().fine(a.dc[1]).fine(a.dp[3]).fine(tp0).fine(tcw).end();
        begin().north().bits(scene.x, 12).bits(scene.y, 12).end();
        begin().north()
                .bits(scene.x >> 2, 10)
                .bits(scene.y >> 1, 11)
                .cls(scene.previous.cls[scene.at])
                .end();
        begin().north()
                .bits(scene.current.up[scene.at - scene.stride], 7)
                .fine(tp0)
                .end();
    }

    private void motion() {
        Surroundings a = around;
        byte[] c = scene.current.cls;
        byte[] p = scene.previous.cls;
        int m = a.moved;
        int stride = scene.stride;
        int n = scene.at - stride;
        int cost = Math.min(63, a.motion.cost);
        int dm0 = a.dm[2];
        begin().cls(p[m]).north().end();
        begin().cls(p[m], p[m + 1], p[m - 1], p[m + stride])
                .cls(p[m - stride])
                .north()
                .end();
        begin().cls(p[m], p[m + 1], p[m + 2], p[m - 1])
                .cls(p[m + stride], p[m - stride], p[m + stride + 1])
                .north()
                .cls(c[n - 1], c[n + 1])
                .end();
        begin().north().fine(dm0).bits(cost >> 1, 5).end();
        begin().fine(a.dc[1]).fine(dm0).fine(a.dm[1]).end();
        begin().north().cls(p[m]).fine(a.tm[1]).bits(cost >> 1, 5).end();
        begin().fine(a.tc[3]).fine(a.tm[1]).fine(a.tm[0]).end();
        begin().fine(dm0).fine(a.dp[3]).fine(a.tm[1]).end();
    }

    private void history() {
        Surroundings a = around;
        Scene s = scene;
        int here = Long.bitCount(a.matchWest);
        int east = Long.bitCount(PixelHistory.matches(a.pastEast, s.labels.own(s.west)));
        int hereNorth = Long.bitCount(a.matchNorth);
        int p0 = s.previous.cls[s.at];
        long pastSouth = a.history.at(Math.min(s.height - 1, s.y + 1), s.x);
        int south = Long.bitCount(PixelHistory.matches(pastSouth, s.labels.own(s.west)));
        long past2 = a.history.at(s.y, Math.min(s.width - 1, s.x + 2));
        int east2 = Long.bitCount(PixelHistory.matches(past2, s.labels.own(s.west)));
        begin().north().bits(here, 5).bits(east, 5).bits(hereNorth, 5).end();
        begin().north().bits(here, 5).bits(east, 5).fine(a.dp[3]).end();
        begin().north().bits(here, 5).bits(south, 5).fine(a.tp[3]).end();
        begin().north().bits(here, 5).bits(east, 5).bits(east2, 5).cls(p0).end();
        begin().north()
                .bits(here, 5)
                .bits(a.age, 4)
                .bits(PixelHistory.age(a.pastEast), 4)
                .cls(p0)
                .end();
        begin().north().bits(here, 5).fine(a.dc[1]).fine(a.tc[3]).cls(p0).end();
        begin().north().bits((int) a.past & 0xFFFFFF, 24).end();
        begin().north()
                .bits((int) a.past & 0xFFFF, 16)
                .bits((int) a.pastEast & 0xFFFF, 16)
                .end();
        begin().north()
                .bits((s.x & 7) << 3 | s.y & 7, 6)
                .fine(a.dp[3])
                .bits(Math.min(15, a.activity), 4)
                .end();
        begin().bits(s.x & 15, 4).bits(s.y & 15, 4).fine(a.dc[1]).cls(p0).end();
    }

    private void extrapolations() {
        Surroundings a = around;
        int[] x = a.ex;
        int p0 = scene.previous.cls[scene.at];
        begin().north().fine(x[0]).end();
        begin().north().fine(x[1]).end();
        begin().fine(x[2]).fine(x[1]).end();
        begin().fine(x[0]).fine(x[1]).end();
        begin().fine(x[4]).fine(a.dc[1]).end();
        begin().fine(x[1]).fine(x[3]).fine(a.dc[1]).end();
        begin().fine(x[1]).fine(a.dm[2]).cls(p0).end();
        begin().fine(x[5]).fine(a.tp[3]).north().end();
        begin().fine(x[5]).fine(x[1]).north().end();
        begin().fine(x[6]).fine(a.tc[3]).north().end();
        begin().fine(x[9]).fine(x[3]).fine(x[1]).end();
    }

    private void olderMotion() {
        Surroundings a = around;
        byte[] q = scene.older.cls, p = scene.previous.cls;
        int o = a.olderMoved, m = a.moved, stride = scene.stride;
        begin().north()
                .cls(q[o], p[m], q[o + 1], p[m + 1])
                .cls(q[o + stride], p[m + stride])
                .end();
        begin().fine(a.dmq[1]).fine(a.dm[2]).fine(a.dc[1]).end();
        begin().fine(a.dmq[1])
                .fine(a.dmq[0])
                .fine(a.dc[1])
                .bits(Math.min(63, a.olderMotion.cost) >> 1, 5)
                .end();
        begin().fine(a.tmq).fine(a.dmq[1]).fine(a.tm[1]).fine(a.dm[2]).end();
    }

    private void flow() {
        Surroundings a = around;
        byte[] p = scene.previous.cls;
        int o = a.flown, m = a.moved, stride = scene.stride;
        begin().north()
                .cls(p[o], p[m], p[o + 1], p[m + 1])
                .cls(p[o + stride], p[o - stride])
                .end();
        begin().fine(a.df[1]).fine(a.dm[2]).fine(a.dc[1]).end();
        begin().fine(a.df[1]).fine(a.df[0]).fine(a.dc[1]).fine(a.dc[2]).end();
        begin().fine(a.tf).fine(a.df[1]).fine(a.tc[3]).fine(a.dmq[1]).end();
    }

    private int select(DecisionModel model) {
        Surroundings a = around;
        Scene s = scene;
        int finalSet =
                select(model, a.dc[1], a.dc[2], a.dp[3], a.dp[2], a.dq[2], a.tc[3], a.tp[3], a.ex[1], a.activity);
        int[] selected = model.selected;
        selected[7] = twoCoarse(a.ex[3], a.ex[5]);
        selected[8] = twoCoarse(a.tc[3], a.tp[3]);
        selected[9] = (s.y * 16 / s.height) * 16 + s.x * 16 / s.width;
        int[] rows = model.mapRows;
        rows[6] = Distance.medium(a.dm[2]) * 27 + Distance.medium(a.dc[1]);
        rows[7] = Distance.fine(a.ex[5]) * 16 + a.age;
        return finalSet;
    }
}
