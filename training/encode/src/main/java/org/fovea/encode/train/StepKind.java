package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

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
    /** The same of single pairs. */
    public StepKind(boolean judged, Exactness exactness, boolean band, boolean poses) {
        this(judged, exactness, band, poses, 1);
    }

    /** A step without networks: of the pixel loss, or of the pre-training. */
    public static final StepKind CHEAP = new StepKind(false, Exactness.EXACT, false, false);

    /** Exact steps with the networks. */
    public static final StepKind EXACT = new StepKind(true, Exactness.EXACT, false, false);

    /**
     * A number of steps.
     *
     * @param kind of each
     * @param count of them
     */
    public record Steps(StepKind kind, long count) {}

    /** The steps of a training, in their order. */
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

    /** Settings of a few steps of this kind, for a measurement. */
    TrainSettings settings(int steps) {
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
