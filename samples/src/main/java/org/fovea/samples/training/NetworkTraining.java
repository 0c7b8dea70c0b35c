package org.fovea.samples.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Trains one network: AdamW, a short warm-up, then a step size that falls along a cosine, gradients clipped. */
final class NetworkTraining {
    private static final int WARM_UP = 60;
    private static final double DECAY = 0.02;
    private static final double LONGEST_GRADIENT = 1;

    /** Told after every step. */
    interface Listener {
        /**
         * A step is done.
         *
         * @param done share of the training, 0..1
         * @param loss of this step
         */
        void step(double done, float loss);
    }

    private NetworkTraining() {}

    /**
     * Trains from random weights.
     *
     * @return weights as {@link TrainedLayers#folded} gives them
     */
    static Map<String, float[]> train(
            Task task, List<LabelledPair> pairs, Schedule schedule, long seed, Listener listener) {
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>();
        try (PointerScope outer = new PointerScope();
                Augmentation augmentation = new Augmentation(new Random(seed + 1));
                TrainedLayers layers = new TrainedLayers(task.layers(), seed)) {
            TensorVector learned = new TensorVector(layers.learned().toArray(Tensor[]::new));
            AdamWOptions options = new AdamWOptions(task.rate());
            options.weight_decay().put(DECAY);
            AdamW optimiser = new AdamW(learned, options);
            double done = schedule.done(0);
            for (int step = 0; done < 1; step++) {
                List<LabelledPair> batch = new ArrayList<>();
                while (batch.size() < task.batch()) {
                    batch.add(pairs.get(next(order, pairs.size(), random)));
                }
                try (PointerScope scope = new PointerScope()) {
                    double rate = task.rate()
                            * Math.min(1, (step + 1.0) / WARM_UP)
                            * 0.5
                            * (1 + StrictMath.cos(Math.PI * done));
                    optimiser.param_groups().get(0).options().set_lr(rate);
                    optimiser.zero_grad();
                    Tensor loss = task.loss(layers, batch, augmentation);
                    loss.backward();
                    torch.clip_grad_norm_(learned, LONGEST_GRADIENT);
                    optimiser.step();
                    done = schedule.done(step + 1);
                    listener.step(Math.min(1, done), loss.item_float());
                }
            }
            return layers.folded();
        }
    }

    /** Every pair once before any comes again. */
    private static int next(List<Integer> order, int count, Random random) {
        if (order.isEmpty()) {
            for (int i = 0; i < count; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
        }
        return order.removeLast();
    }
}
