package org.fovea.samples.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fovea.evaluate.bundled.BundledWeights;
import org.fovea.evaluate.torch.TorchRuntime;

/** Trains the bundled evaluators from nothing: draws drives, then trains the segmentation network, then the pose network. */
public final class EvaluatorTraining {
    /** What to spend. */
    public record Settings(
            int drives, int pairs, int segmentationSteps, int poseSteps, double seconds, long seed, int threads) {
        /** What the bundled weights were made with; only {@code seed} decides the result. */
        public static Settings usual(long seed, int threads) {
            return new Settings(128, 16, 1200, 3000, 0, seed, threads);
        }

        /** Another number of steps, the same for both networks. */
        public Settings withSteps(int steps) {
            return new Settings(drives, pairs, steps, steps, 0, seed, threads);
        }

        /** As many steps as fit into a time, drawing included; another run gives other weights. */
        public Settings withSeconds(double time) {
            return new Settings(drives, pairs, 0, 0, time, seed, threads);
        }

        /** Other drives to train on. */
        public Settings withDrives(int number, int pairsEach) {
            return new Settings(number, pairsEach, segmentationSteps, poseSteps, seconds, seed, threads);
        }
    }

    /** Stages in their order. */
    public enum Stage {
        /** Drawing drives; counts pairs. */
        DRAW,
        /** The segmentation network; counts thousandths. */
        SEGMENTATION,
        /** The pose network; counts thousandths. */
        POSE
    }

    /** Told how far the training is. */
    public interface Listener {
        /**
         * Something was done.
         *
         * @param done units of the stage, up to {@code total}
         * @param loss of the last step; NaN while drawing
         */
        void update(Stage stage, int done, int total, float loss);
    }

    private static final int THOUSAND = 1000;

    private EvaluatorTraining() {}

    /** Trains. Takes about 0.4 MB of memory for each pair. */
    public static BundledWeights train(Settings settings, Listener listener) {
        long start = System.nanoTime();
        DrivePlan plan = DrivePlan.training(settings.drives(), settings.pairs(), settings.seed());
        List<LabelledPair> pairs = PairDrawing.draw(
                plan,
                settings.threads(),
                LabelledPair::of,
                done -> listener.update(Stage.DRAW, done, plan.total(), Float.NaN));
        double left = settings.seconds() - (System.nanoTime() - start) / 1e9;
        int atOnce = Math.min(2, settings.threads());
        Map<String, float[]> weights = new HashMap<>();
        // One thread for each network: no threads that wait for each other, and no result that depends on their number.
        try (ExecutorService networks = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().factory())) {
            List<Future<Map<String, float[]>>> trained = new ArrayList<>();
            trained.add(networks.submit(
                    () -> train(new SegmentationTask(), pairs, Stage.SEGMENTATION, settings, left, listener)));
            trained.add(networks.submit(() -> train(new PoseTask(), pairs, Stage.POSE, settings, left, listener)));
            for (Future<Map<String, float[]>> each : trained) {
                weights.putAll(each.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return BundledWeights.of(weights);
    }

    private static Map<String, float[]> train(
            Task task, List<LabelledPair> pairs, Stage stage, Settings settings, double left, Listener listener) {
        int steps = stage == Stage.SEGMENTATION ? settings.segmentationSteps() : settings.poseSteps();
        double seconds = settings.threads() > 1 ? left : left / 2;
        return TorchRuntime.inNewThread(
                1,
                () -> NetworkTraining.train(
                        task,
                        pairs,
                        settings.seconds() > 0 ? Schedule.seconds(seconds) : Schedule.steps(steps),
                        settings.seed(),
                        (done, loss) -> listener.update(stage, (int) (THOUSAND * done), THOUSAND, loss)));
    }
}
