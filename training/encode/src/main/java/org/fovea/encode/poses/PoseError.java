package org.fovea.encode.poses;

import org.fovea.encode.measure.PairDrawer;
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
            // Poses do not change it: PosesStage sees to that.
            boolean step = task.context().evaluators().sequence() && place > 0;
            before = step ? drawer.draw(place - 1).second() : null;
        }
        float[] narrow = new float[pose.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) pose[i];
        }
        float[] original = task.answer(pair);
        float[] answer = network.pose(drawer.draw(place, narrow, edits).after(before));
        double[] residuals = new double[scale.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = scale[i] * ((double) answer[i] - original[i]);
        }
        return residuals;
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
