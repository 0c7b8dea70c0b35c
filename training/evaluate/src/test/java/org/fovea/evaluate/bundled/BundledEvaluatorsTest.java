package org.fovea.evaluate.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.pixel.ClassMap;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;

class BundledEvaluatorsTest {
    @Test
    void answers_do_not_depend_on_threads_or_on_what_is_computed_beside_them() throws Exception {
        try (BundledEvaluators evaluators = BundledEvaluators.load();
                ExecutorService threads = TorchRuntime.scoringThreads(3)) {
            List<FramePair> pairs =
                    List.of(Shared.noise(1, 80, 60), Shared.noise(2, 256, 192), Shared.noise(3, 97, 131));
            List<PairAnswer> alone = pairs.stream().map(evaluators::answer).toList();
            List<Future<PairAnswer>> together = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                FramePair pair = pairs.get(i % 3);
                together.add(threads.submit(() -> evaluators.answer(pair)));
            }
            for (int i = 0; i < 9; i++) {
                assertThat(together.get(i).get().classes())
                        .isEqualTo(alone.get(i % 3).classes());
                assertThat(together.get(i).get().pose())
                        .isEqualTo(alone.get(i % 3).pose());
            }
        }
    }

    /** Answers on pairs come from plain Java pixels, training from tensors: both must see the same. */
    @Test
    void the_tensor_path_gives_the_same_answers() {
        FramePair pair = Shared.noise(4, 320, 240);
        try (BundledEvaluators evaluators = BundledEvaluators.load()) {
            PairAnswer answer = evaluators.answer(pair);
            TorchRuntime.scoring(() -> {
                Tensor first = Tensors.ofFrames(pair.size(), List.of(pair.first()));
                Tensor second = Tensors.ofFrames(pair.size(), List.of(pair.second()));
                float[] pose =
                        Tensors.floats(evaluators.pose().pose(evaluators.pose().prepare(first, second)));
                assertThat(pose).containsExactly(answer.pose(), within(1e-4f));
                float[] logits = Tensors.floats(evaluators
                        .segmentation()
                        .logits(evaluators.segmentation().prepare(second)));
                assertThat(evaluators.segmentation().differing(answer.classes(), ClassMap.largest(logits, 5)))
                        .isLessThan(5);
                return null;
            });
        }
    }

    /** Along the gradient, an answer must change as the gradient says; through resizing, colour planes and network. */
    @Test
    void gradients_reach_the_pixels_and_are_right() {
        FrameSize size = new FrameSize(128, 96);
        Random random = new Random(5);
        float[] pixels = new float[2 * size.rgbBytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 60 + 130 * random.nextFloat();
        }
        try (BundledEvaluators evaluators = BundledEvaluators.load()) {
            float[] slope = new float[pixels.length];
            double value = value(evaluators, size, pixels, slope);
            double square = 0;
            int reached = 0;
            for (float each : slope) {
                square += (double) each * each;
                reached += each != 0 ? 1 : 0;
            }
            assertThat((double) reached / slope.length).isGreaterThan(0.95);
            double step = 0.3 / Math.sqrt(square);
            float[] moved = pixels.clone();
            float[] back = pixels.clone();
            for (int i = 0; i < pixels.length; i++) {
                moved[i] += (float) (step * slope[i]);
                back[i] -= (float) (step * slope[i]);
            }
            double difference = value(evaluators, size, moved, null) - value(evaluators, size, back, null);
            assertThat(difference / (2 * step * square)).isCloseTo(1, within(0.05));
            assertThat(value).isFinite();
        }
    }

    /** A mixture of all answers; {@code slope} receives its gradient. */
    private static double value(BundledEvaluators evaluators, FrameSize size, float[] pixels, float[] slope) {
        return TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor frames = Tensors.of(pixels, 2, 3, size.height(), size.width());
                frames.set_requires_grad(true);
                Tensor first = frames.narrow(0, 0, 1);
                Tensor second = frames.narrow(0, 1, 1);
                Tensor logits = evaluators
                        .segmentation()
                        .logits(evaluators.segmentation().prepare(second));
                Tensor pose = evaluators.pose().pose(evaluators.pose().prepare(first, second));
                Tensor value =
                        logits.softmax(1).square().mean().add(pose.square().mean());
                if (slope != null) {
                    value.backward();
                    float[] gradient = Tensors.floats(frames.grad());
                    System.arraycopy(gradient, 0, slope, 0, slope.length);
                }
                return (double) value.item_float();
            }
        });
    }

    @Test
    void they_say_who_they_are() {
        try (BundledEvaluators evaluators = BundledEvaluators.load()) {
            assertThat(evaluators.identity().name()).isEqualTo("bundled");
            assertThat(evaluators.identity().official()).isFalse();
            assertThat(evaluators.identity().hash())
                    .isEqualTo("f3a54a4a18fc9d4683323057a2f9606295a541ac3dca581734983095d92aa1ce");
            assertThat(evaluators.segmentation().classes()).isEqualTo(5);
            assertThat(evaluators.pose().outputs()).isEqualTo(6);
            assertThat(evaluators.pose().counted()).isEqualTo(6);
        }
    }
}
