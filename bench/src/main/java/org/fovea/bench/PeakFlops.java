package org.fovea.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How many float operations a core can do at best: independent multiply-adds in registers. */
final class PeakFlops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Time on the processor, so that others on the machine do not show. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int CHAINS = 12;
    private static final int STEPS = 4_000_000;

    private PeakFlops() {}

    /** Operations per second, a multiply-add counted as two; the best of several runs. */
    static double measure() {
        double best = 0;
        float sink = 0;
        for (int round = 0; round < 12; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            sink += chains(STEPS);
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
            best = Math.max(best, 2.0 * CHAINS * SPECIES.length() * STEPS / seconds);
        }
        return sink == 42 ? 0 : best;
    }

    private static float chains(int steps) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = y;
        FloatVector h = y;
        FloatVector i = y;
        FloatVector j = y;
        FloatVector k = y;
        FloatVector l = y;
        for (int step = 0; step < steps; step++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }
}
