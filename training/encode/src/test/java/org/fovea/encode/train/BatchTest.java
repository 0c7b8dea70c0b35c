package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.NotedLog;
import org.fovea.encode.TestRuns;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Steps that look at several pairs together, on the processor and by the ways of another device. */
class BatchTest {
    private static final Device ELSEWHERE = new Device(Device.Kind.CPU, 1);
    private static final List<Integer> COMPACT = List.of(6, 1, 2, 1, 2, 2, 2);
    private static final List<Integer> LATENT = List.of(3, 8, 1, 2, 1, 2, 2, 2, 3, 3, 2);

    /** An untrained renderer that draws pairs of the toy clip. */
    private static final class Renderer {
        private final GroundTruth truth = ToyClip.truth();
        private final RendererContent content;
        private final float[][] weights;
        private final Objective objective;

        Renderer(int family, List<Integer> parameters, boolean moves) {
            content = Untrained.content(truth, family, parameters, 5);
            weights = QuantisedTensor.dequantised(content.tensors());
            objective = new Objective(
                    TrainableRenderer.of(content.header(), moves).orElseThrow(),
                    new NetworkLoss(ToyClip.NETWORKS, ScoreFormula.COMMA, MaskTensor.of(truth.masks())),
                    truth.size());
        }

        Objective.Drawn drawn(int pair) {
            float[] latents = content.hasLatents() ? new float[] {0.2f * pair, -0.4f, 0.7f} : new float[0];
            float[] numbers =
                    Arrays.copyOf(latents, latents.length + content.header().poseDimensions());
            numbers[latents.length] = 0.3f * pair;
            numbers[numbers.length - 1] = 0.05f;
            byte[] mask = content.hasLatents() ? new byte[0] : truth.masks().frame(pair);
            return new Objective.Drawn(new TrainingPair(mask, truth.answer(pair), numbers), numbers, Optional.empty());
        }

        Gradient judged(Device device, int... pairs) {
            return TorchRuntime.inNewThread(1, () -> here(device, pairs));
        }

        Gradient here(Device device, int... pairs) {
            NetworkLoss.Sharpness sharpness = new NetworkLoss.Sharpness(0.4, 0.7, Exactness.DIRECT, true);
            return device.run(() -> objective.taskLoss(weights, drawn(pairs), true, sharpness, 0.01));
        }

        Gradient compared(Device device, int... pairs) {
            List<byte[]> pictures = Arrays.stream(pairs)
                    .mapToObj(pair -> {
                        byte[] picture = new byte[ToyClip.SIZE.rgbBytes()];
                        Arrays.fill(picture, (byte) (40 * pair));
                        return picture;
                    })
                    .toList();
            return TorchRuntime.inNewThread(
                    1,
                    () -> device.run(() -> objective.pixelLoss(weights, drawn(pairs), true, pictures, ToyClip.SIZE)));
        }

        private List<Objective.Drawn> drawn(int... pairs) {
            return Arrays.stream(pairs).mapToObj(this::drawn).toList();
        }
    }

    private static List<Renderer> renderers() {
        List<Renderer> all = new ArrayList<>();
        for (boolean moves : new boolean[] {false, true}) {
            all.add(new Renderer(CompactFamily.ID, COMPACT, moves));
            all.add(new Renderer(LatentFamily.ID, LATENT, moves));
        }
        return all;
    }

    private static double difference(Gradient a, Gradient b) {
        double apart = 0;
        double length = 0;
        for (int i = 0; i <= a.values().length; i++) {
            float[] one = i < a.values().length ? a.values()[i] : a.numberSlopes();
            float[] other = i < a.values().length ? b.values()[i] : b.numberSlopes();
            assertThat(one).hasSameSizeAs(other);
            for (int j = 0; j < one.length; j++) {
                apart += Math.pow((double) one[j] - other[j], 2);
                length += Math.pow(other[j], 2);
            }
        }
        assertThat(length).isPositive();
        return Math.sqrt(apart / length);
    }

    @Test
    void the_gradient_of_a_batch_is_the_mean_of_its_pairs() {
        for (Renderer renderer : renderers()) {
            for (Device device : List.of(Device.CPU, ELSEWHERE)) {
                Gradient together = renderer.judged(device, 2, 0, 1);
                Gradient mean = Gradient.mean(
                        List.of(renderer.judged(device, 2), renderer.judged(device, 0), renderer.judged(device, 1)));
                assertThat(difference(together, mean)).as("%s", device).isLessThan(1e-5);
                // Resized in another order, a few values are rounded to another colour.
                assertThat(difference(together, renderer.judged(Device.CPU, 2, 0, 1)))
                        .isLessThan(1e-3);
                for (int i = 0; i < 3; i++) {
                    Gradient.Lost here = together.lost().get(i);
                    Gradient.Lost alone = mean.lost().get(i);
                    assertThat(Math.abs(here.loss() / alone.loss() - 1)).isLessThan(1e-5);
                    assertThat(Math.abs(here.segmentation() / alone.segmentation() - 1))
                            .isLessThan(1e-5);
                    assertThat(Math.abs(here.pose() - alone.pose())).isLessThanOrEqualTo(1e-5 * alone.pose());
                }
                Gradient pixels = renderer.compared(device, 1, 2);
                assertThat(difference(
                                pixels,
                                Gradient.mean(List.of(renderer.compared(device, 1), renderer.compared(device, 2)))))
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void stages_train_with_batches_and_go_on_after_an_interruption() throws Exception {
        TrainSettings settings = TestRuns.learning(10, 60).pairsPerStep(2).build();
        Encoding before =
                new Encoding(ToyClip.truth(), Untrained.content(ToyClip.truth(), CompactFamily.ID, COMPACT, 5));
        TrainStage stage = new TrainStage(settings);
        Encoding whole = stage.run(before, ToyClip.context(2, Checkpoint.none()));
        assertThat(ToyClip.segmentation(whole)).isLessThan(ToyClip.segmentation(before) / 2);
        assertThat(MemoryCheckpoint.killedAfter(17, checkpoint -> stage.run(before, ToyClip.context(1, checkpoint)))
                        .content()
                        .weights())
                .isEqualTo(whole.content().weights());
        Encoding elsewhere =
                stage.run(before, ToyClip.context(1, Checkpoint.none()).on(ELSEWHERE));
        assertThat(ToyClip.segmentation(elsewhere)).isLessThan(ToyClip.segmentation(before) / 2);
    }

    /** Runs two steps of four pairs where more than {@code most} at once fail, and gives how many were asked for. */
    private static List<Integer> asked(int most, String failure, NotedLog log) throws Exception {
        List<Integer> asked = new ArrayList<>();
        Trainer.GradientOracle oracle = (step, pairs, weights, meanPose) -> {
            asked.add(pairs.length);
            if (pairs.length > most) {
                throw new IllegalStateException(failure);
            }
            return Gradient.mean(Arrays.stream(pairs)
                    .mapToObj(pair -> new Gradient(0.1, 0, 1, new float[][] {{pair}}, new float[0]))
                    .toList());
        };
        TrainSettings settings = TrainSettings.builder()
                .warmUpSteps(0)
                .steps(2)
                .pairsPerStep(4)
                .hardPairs(0)
                .build();
        float[][] trained = new Trainer(
                        "test",
                        settings,
                        oracle,
                        new Adam(new float[][] {{0}}),
                        4,
                        0.001,
                        ToyClip.context(1, Checkpoint.none()).toldTo(log, (s, d, t) -> {}))
                .run();
        assertThat(trained[0][0]).isNegative();
        return asked;
    }

    @Test
    void full_memory_halves_the_batch_and_other_failures_leave_single_pairs() throws Exception {
        NotedLog log = new NotedLog();
        assertThat(asked(2, "CUDA out of memory", log)).containsExactly(4, 2, 2, 2, 2);
        assertThat(log.lines)
                .containsExactly("test: 4 pairs at once failed (CUDA out of memory); goes on with 2 at once");
        assertThat(asked(1, "shape", new NotedLog())).containsExactly(4, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThatThrownBy(() -> asked(0, "out of memory", new NotedLog())).hasMessageContaining("out of memory");
    }

    /** After a collection; JavaCPP's own thread frees what it found, so the count falls some time after it. */
    private static long pointersInUse() {
        long before = Long.MAX_VALUE;
        for (long now = Pointer.totalCount(); now < before; now = Pointer.totalCount()) {
            before = now;
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        return before;
    }

    /** Tensors that outlive their step keep memory of the device. */
    @Tag("slow")
    @Test
    @Tag("even")
    void thousands_of_steps_keep_no_memory() {
        Renderer renderer = new Renderer(CompactFamily.ID, COMPACT, true);
        long[] bytes = new long[2];
        long[] pointers = new long[2];
        TorchRuntime.inNewThread(1, () -> {
            for (int step = 0; step <= 20_000; step++) {
                if (step % 2 == 0) {
                    renderer.here(Device.CPU, step % 3);
                } else {
                    renderer.here(ELSEWHERE, step % 3, (step + 1) % 3);
                }
                if (step % 250 == 0) {
                    System.gc(); // or memory grows with the heap
                }
                if (step == 5_000 || step == 20_000) {
                    int place = step / 20_000;
                    pointers[place] = pointersInUse();
                    bytes[place] = Pointer.physicalBytes();
                }
            }
            return null;
        });
        assertThat(bytes[1] - bytes[0]).isLessThan(24L << 20);
        assertThat(pointers[1] - pointers[0]).isLessThan(100);
    }
}
