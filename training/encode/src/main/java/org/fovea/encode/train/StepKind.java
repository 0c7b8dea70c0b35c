package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;

/**
 * Training steps that cost the same.
 *
 * @param judged whether the networks judge what is rendered; else pixels or classes are compared, which is cheap
 * @param exactness of the gradients
 * @param band whether the segmentation network sees a band of rows
 * @param poses whether poses are learnt, for which the pose network judges both frames
 * @param pairs that a step looks at together
 */
public record StepKind(boolean judged, Exactness exactness, boolean band, boolean poses, int pairs) {
    /** Steps in which memory is fetched and libraries settle. */
    private static final int FIRST = 2;

    /** One of eight steps that look at a band looks at all rows. */
    private static final int MEASURED = 8;

    /** A step without networks: of the pixel loss, or of the pre-training. */
    public static final StepKind CHEAP = new StepKind(false, Exactness.EXACT, false, false, 1);

    /** Exact steps with the networks. */
    public static final StepKind EXACT = new StepKind(true, Exactness.EXACT, false, false, 1);

    /**
     * A number of steps.
     *
     * @param kind of each
     * @param count of them
     */
    public record Steps(StepKind kind, long count) {}

    public static List<Steps> of(TrainSettings settings) {
        List<Steps> steps = new ArrayList<>();
        int pairs = settings.pairsPerStep();
        add(steps, new StepKind(false, Exactness.EXACT, false, false, pairs), settings.warmUpSteps());
        // Where it is asked first whether poses need be learnt, most often they need not.
        boolean poses = settings.learnPoses() && settings.learnPosesAbove() == 0;
        long rough = Math.round(settings.roughShare() * settings.steps());
        long direct = Math.max(rough, Math.round(settings.directShare() * settings.steps()));
        long band = Math.round(settings.bandShare() * settings.steps());
        long from = 0;
        for (long to :
                LongStream.of(rough, direct, band, settings.steps()).sorted().toArray()) {
            add(steps, new StepKind(true, Exactness.at(from, rough, direct), from < band, poses, pairs), to - from);
            from = to;
        }
        return steps;
    }

    private static void add(List<Steps> steps, StepKind kind, long count) {
        if (count > 0) {
            steps.add(new Steps(kind, count));
        }
    }

    /**
     * Measures the seconds from one step of this kind to the next: a few on a copy, whose result is thrown away.
     *
     * @param encoding with a renderer that can be trained
     * @param context of the run; neither its checkpoint nor its log is touched
     * @throws IllegalArgumentException where the archive's renderer cannot be trained
     */
    public double seconds(Encoding encoding, StageContext context) throws IOException, InterruptedException {
        long[] times = new long[2];
        StageContext own = context.withCheckpoint(Checkpoint.none()).toldTo(EncodeLog.none(), (stage, done, total) -> {
            if (done == FIRST || done == FIRST + MEASURED) {
                times[done == FIRST ? 0 : 1] = System.nanoTime();
            }
        });
        WeightTraining.of(encoding, settings(FIRST + MEASURED), WeightTraining.View.EXACT, own)
                .run("probe");
        return (times[1] - times[0]) / 1e9 / MEASURED;
    }

    private TrainSettings settings(int steps) {
        return TrainSettings.builder()
                .warmUpSteps(0)
                .steps(steps)
                .roughShare(exactness == Exactness.ROUGH ? 1 : 0)
                .directShare(exactness == Exactness.DIRECT ? 1 : 0)
                .bandShare(band ? 1 : 0)
                .learnPoses(poses)
                .pairsPerStep(pairs)
                .build();
    }
}
