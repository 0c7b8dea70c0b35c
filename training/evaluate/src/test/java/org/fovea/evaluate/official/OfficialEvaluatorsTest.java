package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.pixel.ClassMap;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class OfficialEvaluatorsTest {
    private static OfficialEvaluators evaluators;

    @BeforeAll
    static void open() {
        evaluators = OfficialEvaluators.pseudoRandom();
    }

    @AfterAll
    static void close() {
        evaluators.close();
    }

    @Test
    void answers_are_the_same_on_one_two_and_three_threads() throws Exception {
        List<FramePair> pairs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pairs.add(pair(i, new FrameSize(200 + i, 150)));
        }
        List<PairAnswer> expected = answers(pairs, 1);
        assertThat(expected.get(0).pose()).isNotEqualTo(expected.get(1).pose());
        for (int threads = 2; threads <= 3; threads++) {
            List<PairAnswer> actual = answers(pairs, threads);
            for (int i = 0; i < pairs.size(); i++) {
                assertThat(actual.get(i).pose()).isEqualTo(expected.get(i).pose());
                assertThat(actual.get(i).classes()).isEqualTo(expected.get(i).classes());
            }
        }
    }

    @Test
    void tensors_give_the_answers_of_frames() {
        FramePair pair = pair(4, new FrameSize(300, 220));
        PairAnswer answer = evaluators.answer(pair);
        TorchRuntime.scoring(() -> {
            Tensor first = Tensors.ofFrames(pair.size(), List.of(pair.first()));
            Tensor second = Tensors.ofFrames(pair.size(), List.of(pair.second()));
            float[] pose =
                    Tensors.floats(evaluators.pose().pose(evaluators.pose().prepare(first, second)));
            float[] logits = Tensors.floats(
                    evaluators.segmentation().logits(evaluators.segmentation().prepare(second)));
            assertThat(pose).isEqualTo(answer.pose());
            assertThat(ClassMap.largest(logits, 5)).isEqualTo(answer.classes());
            return null;
        });
        assertThat(evaluators.segmentation().frames()).isEqualTo(FrameChoice.SECOND);
        assertThat(evaluators.pose().counted()).isEqualTo(6);
    }

    @Test
    void answers_are_the_same_where_gradients_are_wanted() {
        FramePair pair = pair(8, new FrameSize(80, 60));
        PairAnswer answer = evaluators.answer(pair);
        TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor first =
                        Tensors.ofFrames(pair.size(), List.of(pair.first())).set_requires_grad(true);
                Tensor second =
                        Tensors.ofFrames(pair.size(), List.of(pair.second())).set_requires_grad(true);
                Tensor pose = evaluators.pose().pose(evaluators.pose().prepare(first, second));
                Tensor logits = evaluators
                        .segmentation()
                        .logits(evaluators.segmentation().prepare(second));
                assertThat(Tensors.floats(pose)).isEqualTo(answer.pose());
                assertThat(ClassMap.largest(Tensors.floats(logits), 5)).isEqualTo(answer.classes());
            }
            return null;
        });
    }

    @Test
    void gradients_reach_the_pixels_of_both_frames() {
        TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                FramePair pair = pair(5, new FrameSize(96, 64));
                Tensor first =
                        Tensors.ofFrames(pair.size(), List.of(pair.first())).set_requires_grad(true);
                Tensor second =
                        Tensors.ofFrames(pair.size(), List.of(pair.second())).set_requires_grad(true);
                evaluators
                        .pose()
                        .pose(evaluators.pose().prepare(first, second))
                        .narrow(1, 0, 6)
                        .square()
                        .sum()
                        .backward();
                assertThat(nonZero(first)).isGreaterThan(0.9);
                assertThat(nonZero(second)).isGreaterThan(0.9);
                Tensor alone =
                        Tensors.ofFrames(pair.size(), List.of(pair.second())).set_requires_grad(true);
                torch.logsumexp(
                                evaluators
                                        .segmentation()
                                        .logits(evaluators.segmentation().prepare(alone)),
                                1)
                        .sum()
                        .backward();
                assertThat(nonZero(alone)).isGreaterThan(0.9);
            }
            return null;
        });
    }

    @Test
    void a_folder_gives_the_same_answers_and_the_same_identity(@TempDir Path folder) throws IOException {
        OfficialEvaluators.writePseudoRandom(folder.resolve("a/models"));
        FramePair pair = pair(6, new FrameSize(128, 96));
        for (Path place : List.of(folder.resolve("a"), folder.resolve("a/models"))) {
            try (OfficialEvaluators read = OfficialEvaluators.open(place)) {
                assertThat(read.identity()).isEqualTo(evaluators.identity());
                assertThat(read.answer(pair).pose())
                        .isEqualTo(evaluators.answer(pair).pose());
            }
        }
        assertThat(evaluators.identity().official()).isFalse();
        assertThat(evaluators.identity().name()).isEqualTo("official networks with pseudo-random weights");
    }

    @Test
    void the_identity_follows_the_weights_and_nothing_else(@TempDir Path folder) throws IOException {
        OfficialEvaluators.writePseudoRandom(folder);
        Path file = folder.resolve("segnet.safetensors");
        // Metadata is no part of the network.
        weights(Float.NEGATIVE_INFINITY).metadata("format", "pt").write(file);
        try (OfficialEvaluators read = OfficialEvaluators.open(folder)) {
            assertThat(read.identity()).isEqualTo(evaluators.identity());
        }
        weights(Math.nextUp(0.25f)).write(file);
        try (OfficialEvaluators read = OfficialEvaluators.open(folder)) {
            assertThat(read.identity().hash())
                    .isNotEqualTo(evaluators.identity().hash());
            assertThat(read.identity().name()).isEqualTo("official networks with other weights");
            assertThat(read.identity().official()).isFalse();
        }
    }

    @Test
    void an_answer_that_is_no_number_is_named(@TempDir Path folder) throws IOException {
        OfficialEvaluators.writePseudoRandom(folder);
        weights(Float.NaN).write(folder.resolve("segnet.safetensors"));
        try (OfficialEvaluators read = OfficialEvaluators.open(folder)) {
            FramePair pair = pair(7, new FrameSize(64, 48));
            assertThrown(NotFiniteException.class, () -> read.segmentation().classMaps(pair), "segmentation");
            assertThat(read.pose().pose(pair)).hasSize(12);
        }
    }

    @Test
    void files_that_are_absent_or_swapped_are_named(@TempDir Path folder) throws IOException {
        assertThrown(NoSuchFileException.class, () -> OfficialEvaluators.open(folder), "posenet.safetensors");
        OfficialEvaluators.writePseudoRandom(folder);
        Files.copy(
                folder.resolve("segnet.safetensors"),
                folder.resolve("posenet.safetensors"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThrown(
                FormatException.class,
                () -> OfficialEvaluators.open(folder),
                "posenet.safetensors",
                "is missing; these are the weights of another network");
    }

    /** Those of the segmentation network, with another first bias of its head unless that is infinite. */
    private static SafetensorsWriter weights(float first) {
        Weights weights = Weights.pseudoRandom();
        new SegNet(weights).close();
        if (!Float.isInfinite(first)) {
            weights.items().get("segmentation_head.0.bias").values()[0] = first;
        }
        return weights.toSafetensors();
    }

    private static List<PairAnswer> answers(List<FramePair> pairs, int threads) throws Exception {
        List<PairAnswer> answers = new ArrayList<>();
        try (ExecutorService pool = TorchRuntime.scoringThreads(threads)) {
            List<Future<PairAnswer>> futures = new ArrayList<>();
            for (FramePair pair : pairs) {
                futures.add(pool.submit(() -> evaluators.answer(pair)));
            }
            for (Future<PairAnswer> future : futures) {
                answers.add(future.get());
            }
        }
        return answers;
    }

    private static FramePair pair(int seed, FrameSize size) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] frames = new byte[2][size.rgbBytes()];
        random.nextBytes(frames[0]);
        random.nextBytes(frames[1]);
        return new FramePair(size, frames[0], frames[1]);
    }

    private static double nonZero(Tensor tensor) {
        float[] gradient = Tensors.floats(tensor.grad());
        int count = 0;
        for (float value : gradient) {
            count += value != 0 ? 1 : 0;
        }
        return (double) count / gradient.length;
    }
}
