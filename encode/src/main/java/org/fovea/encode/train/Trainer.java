package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.fovea.encode.Results;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Moves weights down the gradients of single pairs. Some gradients are computed at the same time, each on one thread and at weights that lag a fixed number of
 * steps behind, so that the result is the same on any number of threads.
 */
public final class Trainer {
    /** How fast running means forget. */
    private static final double MEMORY = 0.98;

    /** What a pair that was never seen is thought to lose, so that it is drawn soon. */
    private static final double UNSEEN = 0.05;

    private static final int RAMP = 20;
    private static final int REPORT = 50;
    private static final int PARTS = 4;

    /** Gives the gradient of one pair. */
    public interface Teacher {
        /**
         * Called from several threads at once.
         *
         * @param step of the training, 0 = first
         * @param weights as the renderer sees them
         */
        Gradient teach(long step, int pair, float[][] weights, double meanPose);
    }

    private final TrainSettings settings;
    private final WeightView view;
    private final Teacher teacher;
    private final StageContext context;
    private final String name;
    private final Adam adam;
    private final double[] losses;
    private final Deque<TrainingState.Pending> pending = new ArrayDeque<>();
    private final Deque<Future<Gradient>> futures = new ArrayDeque<>();
    private double meanPose;
    private double meanSegmentation = Double.NaN;
    private double meanLoss = Double.NaN;
    private long step;

    /**
     * A trainer.
     *
     * @param name of the stage, for log and progress
     * @param start weights to begin with
     * @param pairs of the clip
     * @param firstPose where the running mean of the pose distortion begins
     */
    public Trainer(
            String name,
            TrainSettings settings,
            WeightView view,
            Teacher teacher,
            float[][] start,
            int pairs,
            double firstPose,
            StageContext context) {
        this.name = name;
        this.settings = settings;
        this.view = view;
        this.teacher = teacher;
        this.context = context;
        adam = new Adam(start);
        losses = new double[pairs];
        Arrays.fill(losses, UNSEEN);
        meanPose = firstPose;
    }

    /**
     * Trains to the end, from the last checkpoint if there is one.
     *
     * @return the running average of the weights
     */
    public float[][] run() throws IOException, InterruptedException {
        var saved = context.checkpoint().load();
        if (saved.isPresent()) {
            restore(TrainingState.parse(saved.get(), adam.weights(), losses.length, PARTS));
        }
        long total = (long) settings.warmUpSteps() + settings.steps();
        ExecutorService workers = TorchRuntime.scoringThreads(Math.min(context.threads(), settings.inFlight()));
        try {
            List<TrainingState.Pending> unfinished = new ArrayList<>(pending);
            unfinished.forEach(one -> start(workers, one));
            long savedAt = System.nanoTime();
            while (step < total) {
                while (pending.size() < settings.inFlight() && step + pending.size() < total) {
                    submit(workers, step + pending.size());
                }
                // The state is saved before the wait: what is pending belongs to it.
                if ((System.nanoTime() - savedAt) / 1e9 > settings.checkpointSeconds()) {
                    context.checkpoint().save(state().toBytes());
                    savedAt = System.nanoTime();
                }
                Gradient gradient = Results.of(futures.remove());
                apply(gradient, pending.remove().pair());
                report(total);
            }
            context.checkpoint().save(state().toBytes());
        } finally {
            workers.shutdownNow();
            workers.close();
        }
        return adam.average();
    }

    private void submit(ExecutorService workers, long next) {
        TrainingState.Pending one = new TrainingState.Pending(next, draw(next), meanPose, adam.weights());
        pending.add(one);
        start(workers, one);
    }

    private void start(ExecutorService workers, TrainingState.Pending one) {
        futures.add(
                workers.submit(() -> teacher.teach(one.step(), one.pair(), view.of(one.weights()), one.meanPose())));
    }

    /** Each step has a generator of its own, so that nothing need be remembered but the seed. */
    private int draw(long next) {
        SplittableRandom lot = new SplittableRandom(context.seed() * 0x9E3779B97F4A7C15L + next);
        if (lot.nextDouble() >= settings.hardPairs()) {
            return lot.nextInt(losses.length);
        }
        double left = lot.nextDouble() * Arrays.stream(losses).sum();
        for (int pair = 0; pair < losses.length; pair++) {
            left -= losses[pair];
            if (left < 0) {
                return pair;
            }
        }
        return losses.length - 1;
    }

    private void apply(Gradient gradient, int pair) {
        boolean warmUp = step < settings.warmUpSteps();
        adam.step(gradient.values(), learningRate(), settings.weightDecay(), settings.clip(), settings.averaging());
        if (!warmUp) {
            losses[pair] = losses[pair] == UNSEEN
                    ? gradient.segmentation()
                    : 0.5 * losses[pair] + 0.5 * gradient.segmentation();
            meanPose = MEMORY * meanPose + (1 - MEMORY) * gradient.pose();
            meanSegmentation = running(meanSegmentation, gradient.segmentation());
        }
        meanLoss = running(meanLoss, gradient.loss());
        step++;
    }

    private static double running(double mean, double value) {
        return Double.isNaN(mean) ? value : MEMORY * mean + (1 - MEMORY) * value;
    }

    private double learningRate() {
        double ramp = Math.min(1, (step + 1.0) / RAMP);
        if (step < settings.warmUpSteps()) {
            return settings.learningRate() * ramp;
        }
        double done = (double) (step - settings.warmUpSteps()) / settings.steps();
        double falling = 0.5 * (1 + Math.cos(Math.PI * done));
        return ramp
                * (settings.finalLearningRate() + (settings.learningRate() - settings.finalLearningRate()) * falling);
    }

    private void report(long total) {
        context.progress().update(name, (int) step, (int) total);
        if (step % REPORT == 0 || step == total) {
            Score score = context.formula().score(new Distortion(meanSegmentation, meanPose), 0);
            context.log()
                    .metrics(
                            name,
                            step,
                            Map.of(
                                    "loss",
                                    meanLoss,
                                    "segmentation",
                                    score.segmentation(),
                                    "pose",
                                    score.pose(),
                                    "learningRate",
                                    learningRate()));
        }
    }

    private TrainingState state() {
        return new TrainingState(step, adam.state(), adam.steps(), losses.clone(), meanPose, List.copyOf(pending));
    }

    private void restore(TrainingState state) {
        step = state.step();
        adam.restore(state.optimiser(), state.optimiserSteps());
        System.arraycopy(state.losses(), 0, losses, 0, losses.length);
        meanPose = state.meanPose();
        pending.addAll(state.pending());
    }
}
