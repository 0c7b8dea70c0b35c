package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.Results;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.TorchMessage;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * Moves weights down the gradients of single pairs, or of a few together. Some gradients are computed at the same time,
 * each on one thread and with a fixed staleness: at weights of so many steps ago, so that the result is the same on any
 * number of threads.
 */
public final class Trainer {
    /** How fast running means forget. */
    private static final double MEMORY = 0.98;

    /** What a pair that was never seen is thought to lose, so that it is sampled soon. */
    private static final double UNSEEN = 0.05;

    private static final int REPORT = 50;

    /**
     * Gradients that are computed at the same time, one more than their staleness. More of them share more cores, but
     * change the result.
     */
    static final int IN_FLIGHT = 2;

    /** The gradient oracle: gives the mean gradient of some pairs. */
    @FunctionalInterface
    public interface GradientOracle {
        /**
         * The gradient at given weights. Called from several threads at once.
         *
         * @param step of the training, 0 = first
         * @param weights that are trained; where the decoder sees them quantised, the gradient there is taken as theirs
         */
        Gradient gradient(long step, int[] pairs, float[][] weights, double meanPose);
    }

    private final TrainSettings settings;
    private final Schedule schedule;
    private final GradientOracle oracle;
    private final StageContext context;
    private final String name;
    private final Adam adam;
    private final double[] losses;
    private final PairSampler sampler;
    private final Deque<TrainingState.Pending> pending = new ArrayDeque<>();
    private final Deque<Future<Gradient>> futures = new ArrayDeque<>();
    private double meanPose;
    private double meanSegmentation = Double.NaN;
    private double meanLoss = Double.NaN;
    private double meanFurther = Double.NaN;
    private long step;

    /** Pairs that the device's memory holds at once. */
    private int largest;

    private StepPace pace;

    /**
     * @param name of the stage, for log and progress
     * @param adam with the weights to begin with
     * @param pairs of the clip
     * @param firstPose where the running mean of the pose distortion begins
     */
    public Trainer(
            String name,
            TrainSettings settings,
            GradientOracle oracle,
            Adam adam,
            int pairs,
            double firstPose,
            StageContext context) {
        this.name = name;
        this.settings = settings;
        this.schedule = new Schedule(settings);
        this.oracle = oracle;
        this.context = context;
        this.adam = adam;
        losses = new double[pairs];
        Arrays.fill(losses, UNSEEN);
        sampler = new PairSampler(context.seed(), settings.hardPairs());
        meanPose = firstPose;
        largest = Math.min(settings.pairsPerStep(), pairs);
        pace = new StepPace(context.deadline(), schedule.total());
    }

    /**
     * Trains to the end, from the last checkpoint if there is one.
     *
     * @return the exponential moving average (EMA) of the weights
     */
    public float[][] run() throws IOException, InterruptedException {
        context.checkpoint().kept(TrainingState.class).ifPresent(this::restore);
        long total = schedule.total();
        ExecutorService workers = TorchRuntime.scoringThreads(Math.min(context.threads(), IN_FLIGHT));
        try {
            List<TrainingState.Pending> unfinished = new ArrayList<>(pending);
            unfinished.forEach(one -> start(workers, one));
            long savedAt = System.nanoTime();
            long next = pending.isEmpty() ? step : pending.getLast().step() + 1;
            while (step < total) {
                while (pending.size() < IN_FLIGHT && next < total) {
                    submit(workers, next);
                    next = pace.after(next, schedule.warmsUp(next));
                }
                // The state is saved before the wait: what is pending belongs to it.
                if ((System.nanoTime() - savedAt) / 1e9 > context.checkpoint().seconds()) {
                    context.checkpoint().keep(state());
                    savedAt = System.nanoTime();
                }
                Gradient gradient = Results.of(futures.remove());
                TrainingState.Pending applied = pending.remove();
                apply(gradient, applied.pairs());
                step = pending.isEmpty() ? next : pending.getFirst().step();
                pace.applied();
                report(total);
            }
            context.checkpoint().keep(state());
        } finally {
            workers.shutdownNow();
            workers.close();
        }
        return adam.average();
    }

    /** Mean squared distance of the poses from their mean: what a renderer loses that shows the same motion always. */
    static double spread(GroundTruth truth) {
        List<float[]> poses = truth.poses();
        int outputs = poses.getFirst().length;
        double sum = 0;
        for (int output = 0; output < outputs; output++) {
            int here = output;
            double mean =
                    poses.stream().mapToDouble(pose -> pose[here]).average().orElseThrow();
            sum += poses.stream()
                    .mapToDouble(pose -> (pose[here] - mean) * (pose[here] - mean))
                    .average()
                    .orElseThrow();
        }
        return sum / outputs;
    }

    private void submit(ExecutorService workers, long next) {
        TrainingState.Pending one =
                new TrainingState.Pending(next, pairs(adam.steps() + pending.size()), meanPose, adam.weights());
        pending.add(one);
        start(workers, one);
    }

    private void start(ExecutorService workers, TrainingState.Pending one) {
        futures.add(workers.submit(() -> context.device().run(() -> gradient(one))));
    }

    private int[] pairs(long made) {
        int[] pairs = new int[Math.min(settings.pairsPerStep(), losses.length)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = sampler.pair(made * pairs.length + i, losses);
        }
        return pairs;
    }

    /** In as many parts as the device's memory asks for. */
    private Gradient gradient(TrainingState.Pending one) {
        int[] pairs = one.pairs();
        while (true) {
            int size = Math.min(atOnce(), pairs.length);
            try {
                List<Gradient> parts = new ArrayList<>();
                for (int from = 0; from < pairs.length; from += size) {
                    int[] some = Arrays.copyOfRange(pairs, from, Math.min(from + size, pairs.length));
                    parts.add(oracle.gradient(one.step(), some, one.weights(), one.meanPose()));
                }
                return Gradient.mean(parts);
            } catch (RuntimeException e) {
                if (size == 1) {
                    throw e;
                }
                takeFewer(size, e);
            }
        }
    }

    private synchronized int atOnce() {
        return largest;
    }

    /** Half of them where memory was full; else a network may take single pairs only. */
    private synchronized void takeFewer(int failed, RuntimeException why) {
        if (failed <= largest) {
            largest = Device.isOutOfMemory(why) ? failed / 2 : 1;
            context.log()
                    .line(name + ": " + failed + " pairs at once failed (" + TorchMessage.of(why) + "); goes on with "
                            + largest + " at once");
        }
    }

    private void apply(Gradient gradient, int[] pairs) {
        double averaging = pace.averaging(settings.averaging());
        adam.step(gradient.values(), schedule.learningRate(step, adam.steps()), settings.clip(), averaging);
        for (int i = 0; i < pairs.length; i++) {
            Gradient.Lost lost = gradient.lost().get(i);
            int pair = pairs[i];
            if (!schedule.warmsUp(step)) {
                double loss = asWrongPixels(lost);
                losses[pair] = losses[pair] == UNSEEN ? loss : 0.5 * losses[pair] + 0.5 * loss;
                meanPose = MEMORY * meanPose + (1 - MEMORY) * lost.pose();
                meanFurther = running(meanFurther, lost.further());
                meanSegmentation = running(meanSegmentation, lost.segmentation());
            }
            meanLoss = running(meanLoss, lost.loss());
        }
    }

    /**
     * What a pair loses, in shares of wrong pixels: one pair that is far from the wanted pose can cost more than all
     * others together.
     */
    private double asWrongPixels(Gradient.Lost lost) {
        double pixels = context.formula().segmentation().slope(lost.segmentation());
        double loss = lost.segmentation();
        if (lost.pose() != 0) {
            loss += lost.pose() * context.formula().pose().slope(meanPose) / pixels;
        }
        return lost.further() > 0 ? loss + lost.further() / pixels : loss;
    }

    private static double running(double mean, double value) {
        return Double.isNaN(mean) ? value : MEMORY * mean + (1 - MEMORY) * value;
    }

    private void report(long total) {
        context.progress().update(name, step, total);
        if (adam.steps() % REPORT == 0 || step == total) {
            ScoreFormula formula = context.formula();
            Map<String, Double> metrics = new HashMap<>(Map.of(
                    "loss", meanLoss,
                    "pose", formula.pose().points(meanPose),
                    "learningRate", schedule.learningRate(step, adam.steps())));
            if (!Double.isNaN(meanSegmentation)) { // as long as pixels alone are learnt
                metrics.put("segmentation", formula.segmentation().points(meanSegmentation));
            }
            if (!formula.further().isEmpty() && !Double.isNaN(meanFurther)) {
                metrics.put("further", meanFurther);
            }
            context.log().metrics(name, step, metrics);
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
