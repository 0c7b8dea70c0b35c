package org.fovea.encode.poses;

import java.util.Arrays;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.render.FrameEdits;
import org.jspecify.annotations.Nullable;

/**
 * How far the pose network's answers on rendered pairs are from those on the original, as residuals whose squares add
 * up to the pose distortion. Renders with the decoder's renderer. Not thread-safe.
 */
final class PoseError implements AutoCloseable {
    private final PoseTask task;
    private final PoseEvaluator network;
    private final PairDrawer drawer;
    private final double[] scale;
    private int pair = -1;
    private FrameEdits edits;
    private byte @Nullable [] before;

    /** The first frame that was seen last after the frame before, and the answer on this step. */
    private byte @Nullable [] first;

    private float[] between = {};

    /** The pair that was settled last, and its pose. */
    private int settled = -1;

    private float[] settledPose = {};

    PoseError(PoseTask task) {
        this.task = task;
        network = task.context().evaluators().pose();
        drawer = new PairDrawer(task.content(), task.inputs());
        scale = scale(network);
    }

    /** The square root of what a difference of 1 in each counted output costs. */
    static double[] scale(PoseEvaluator network) {
        double[] scale = new double[network.counted()];
        for (int i = 0; i < scale.length; i++) {
            float[] one = new float[network.outputs()];
            one[i] = 1;
            scale[i] = Math.sqrt(network.distortion(new float[one.length], one));
        }
        return scale;
    }

    /**
     * Residuals of a pair with another pose.
     *
     * @throws StopSearch where the calling thread is interrupted
     */
    double[] at(int wanted, double[] pose) {
        if (Thread.currentThread().isInterrupted()) {
            throw new StopSearch();
        }
        int place = task.which().get(wanted);
        if (wanted != pair) {
            pair = wanted;
            edits = drawer.edits(place);
            boolean step = task.context().evaluators().sequence() && place > 0;
            before = step ? lastFrame(place - 1) : null;
            first = null;
        }
        float[] narrow = narrow(pose);
        float[] original = task.answer(pair);
        float[] answer = answer(drawer.draw(place, narrow, edits));
        double[] residuals = new double[scale.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = scale[i] * ((double) answer[i] - original[i]);
        }
        return residuals;
    }

    /** Outputs that count. A pose of the second frame does not change the step to the first one. */
    private float[] answer(FramePair drawn) {
        byte[] last = before;
        if (last == null) {
            return network.pose(drawn);
        }
        PoseEvaluator step = network.step();
        if (!Arrays.equals(drawn.first(), first)) {
            between = step.pose(new FramePair(drawn.size(), last, drawn.first()));
            first = drawn.first();
        }
        float[] both = Arrays.copyOf(step.pose(drawn), scale.length);
        System.arraycopy(between, 0, both, step.counted(), step.counted());
        return both;
    }

    /** The second frame of a pair, with the pose that was settled for it, or else the archive's. */
    private byte[] lastFrame(int place) {
        boolean known = settled >= 0 && task.which().get(settled) == place;
        return known
                ? drawer.draw(place, settledPose, drawer.edits(place)).second()
                : drawer.draw(place).second();
    }

    /** From here on the pair after this one begins with what this pose makes of it. */
    void settle(int wanted, double[] pose) {
        settled = wanted;
        settledPose = narrow(pose);
    }

    private static float[] narrow(double[] pose) {
        float[] narrow = new float[pose.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) pose[i];
        }
        return narrow;
    }

    /** The thread was interrupted; no thread waits for the result any more. */
    static final class StopSearch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StopSearch() {
            super("interrupted", null, false, false);
        }
    }

    @Override
    public void close() {
        drawer.close();
    }
}
