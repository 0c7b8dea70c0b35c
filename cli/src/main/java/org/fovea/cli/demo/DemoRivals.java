package org.fovea.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.rd.RdBench;
import org.fovea.cli.rd.RdPoint;
import org.fovea.cli.rd.RdScorer;
import org.fovea.cli.rd.RdStore;
import org.fovea.cli.rd.RdTask;
import org.fovea.cli.rd.RivalCodec;
import org.fovea.cli.rd.Rivals;
import org.fovea.cli.rd.SweepPlan;
import org.fovea.cli.terminal.Progress;

/** A small search for AV1's best settings on the demo's drive; {@code fovea bench rd} searches longer. */
public final class DemoRivals {
    private static final SweepPlan PLAN = new SweepPlan(List.of(70, 45, 30), List.of(46, 58), 6);
    private static final int STEPS = 100;

    private DemoRivals() {}

    /**
     * Measures.
     *
     * @param task whose folder gets a file of the points
     * @param preset effort of SVT-AV1
     */
    public static List<RdPoint> measure(FoveaCommand fovea, RdTask task, int preset)
            throws IOException, InterruptedException {
        long total = (long) PLAN.mostPoints(RivalCodec.AV1) * STEPS;
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "AV1", total, "steps")) {
            RdScorer scorer = new RdScorer(task, Optional.empty(), fovea::note);
            RdStore store = RdStore.open(task.folder().resolve("av1.json"), task);
            return new RdBench(scorer, store, new Listener(progress))
                    .rivals(Rivals.find(List.of(RivalCodec.AV1), ""), PLAN, codec -> Integer.toString(preset));
        }
    }

    /** Takes all points together as one task. */
    private record Listener(Progress progress) implements RdBench.Listener {
        @Override
        public RdScorer.Steps begins(String series, String label, int done, int most) {
            return (at, of) -> progress.update((long) done * STEPS + STEPS * at / of, label);
        }

        @Override
        public void known(RdPoint point, boolean remembered, int done, int most) {
            progress.update((long) done * STEPS);
        }
    }
}
