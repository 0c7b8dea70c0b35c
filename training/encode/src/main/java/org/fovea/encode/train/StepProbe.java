package org.fovea.encode.train;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;

/** Measures what a training step costs here: a few of them on a copy, whose result is thrown away. */
public final class StepProbe {
    /** Steps in which memory is fetched and libraries settle. */
    private static final int FIRST = 2;

    /** One of eight steps that look at a band looks at all rows. */
    private static final int MEASURED = 8;

    private final LongSupplier clock;

    /** By the system's clock. */
    public StepProbe() {
        this(System::nanoTime);
    }

    StepProbe(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Seconds from one step of a kind to the next.
     *
     * @param encoding with a renderer that can be trained
     * @param context of the run; neither its checkpoint nor its log is touched
     * @throws IllegalArgumentException where the archive's renderer cannot be trained
     */
    public double seconds(StepKind kind, Encoding encoding, StageContext context)
            throws IOException, InterruptedException {
        long[] times = new long[2];
        StageContext own = context.withCheckpoint(Checkpoint.none()).toldTo(EncodeLog.none(), (stage, done, total) -> {
            if (done == FIRST) {
                times[0] = clock.getAsLong();
            } else if (done == FIRST + MEASURED) {
                times[1] = clock.getAsLong();
            }
        });
        WeightTraining.of(encoding, kind.settings(FIRST + MEASURED), WeightTraining.View.EXACT, own)
                .run("probe");
        return (times[1] - times[0]) / 1e9 / MEASURED;
    }
}
