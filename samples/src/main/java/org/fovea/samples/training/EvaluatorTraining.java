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

/**
 * Trains the bundled evaluators from nothing: draws drives, then trains the segmentation network, then the pose
 * network.
 */
public final class EvaluatorTraining {
    /**
     * What to spend.
     *
     * @param drives drives that both networks learn from
     * @param motions further drives that only the pose network learns from
     * @param pairs pairs of frames from each drive
     * @param segmentationSteps steps of the segmentation network, where {@code seconds} is 0
     * @param poseSteps steps of the pose network, likewise
     * @param seconds for everything, drawing included; 0 where the steps are fixed
     * @param seed of drives, first weights and order
     * @param threads most threads to draw and train with; no result depends on them, unless {@code seconds} is set
     */
    public record Settings(
            int drives,
            int motions,
            int pairs,
            int segmentationSteps,
            int poseSteps,
            double seconds,
            long seed,
            int threads) {
        /** What the bundled weights were made with. */
        public static Settings usual(long seed, int threads) {
            return new Settings(320, 640, 6, 1300, 4500, 0, seed, threads);
        }

        /** Another number of steps, the same for both networks, and no more drives than those can use. */
        public Settings withSteps(int steps) {
            double share = Math.min(1, (double) steps / Math.min(segmentationSteps, poseSteps));
            return new Settings(some(drives, share), some(motions, share), pairs, steps, steps, 0, seed, threads);
        }

        /** As many steps as fit into a time, with fewer drives where it is short; another run gives other weights. */
        public Settings withSeconds(double time) {
            double share = Math.min(1, time / USUAL_SECONDS);
            return new Settings(some(drives, share), some(motions, share), pairs, 0, 0, time, seed, threads);
        }

        private static int some(int all, double share) {
            return Math.max(FEWEST_DRIVES, (int) (all * share));
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
    private static final int FEWEST_DRIVES = 8;
    private static final double USUAL_SECONDS = 600;

    private EvaluatorTraining() {}

    /** Trains. The usual settings take about 2 GB of memory. */
    public static BundledWeights train(Settings settings, Listener listener) {
        long start = System.nanoTime();
        DrivePlan both = DrivePlan.training(settings.drives(), settings.pairs(), settings.seed());
        DrivePlan motions = DrivePlan.motions(settings.motions(), settings.pairs(), settings.seed());
        int total = both.total() + motions.total();
        List<LabelledPair> labelled = PairDrawing.draw(
                both,
                settings.threads(),
                LabelledPair::of,
                done -> listener.update(Stage.DRAW, done, total, Float.NaN));
        List<LabelledPair> moving = new ArrayList<>(labelled);
        moving.addAll(PairDrawing.draw(
                motions,
                settings.threads(),
                LabelledPair::withoutLabels,
                done -> listener.update(Stage.DRAW, both.total() + done, total, Float.NaN)));
        double left = settings.seconds() - (System.nanoTime() - start) / 1e9;
        int atOnce = Math.min(2, settings.threads());
        Map<String, float[]> weights = new HashMap<>();
        // One thread for each network: no threads that wait for each other, and no result that depends on their number.
        try (ExecutorService networks = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().factory())) {
            List<Future<Map<String, float[]>>> trained = new ArrayList<>();
            trained.add(networks.submit(
                    () -> train(new SegmentationTask(), labelled, Stage.SEGMENTATION, settings, left, listener)));
            trained.add(networks.submit(() -> train(new PoseTask(), moving, Stage.POSE, settings, left, listener)));
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
