package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.Shared;
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

    @TempDir
    static Path files;

    @BeforeAll
    static void open() throws IOException {
        evaluators = OfficialEvaluators.pseudoRandom();
        OfficialEvaluators.writePseudoRandom(files.resolve("models"));
    }

    /** A folder with the pose network and what is to be written in place of the segmentation network. */
    private static Path besidePose(SafetensorsWriter segmentation) throws IOException {
        Path folder = Files.createTempDirectory(files, "other");
        Files.createLink(folder.resolve("posenet.safetensors"), files.resolve("models/posenet.safetensors"));
        segmentation.write(folder.resolve("segnet.safetensors"));
        return folder;
    }

    @AfterAll
    static void close() {
        evaluators.close();
    }

    @Test
    void answers_are_the_same_on_one_two_and_three_threads() throws Exception {
        List<FramePair> pairs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pairs.add(Shared.noise(i, 200 + i, 150));
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
    void tensors_give_the_answers_of_frames_whether_gradients_are_wanted_or_not() {
        FramePair pair = Shared.noise(4, 80, 60);
        PairAnswer answer = evaluators.answer(pair);
        TorchRuntime.scoring(() -> answersThere(pair, answer, false));
        TorchRuntime.inNewThread(1, () -> answersThere(pair, answer, true));
        assertThat(evaluators.segmentation().frames()).isEqualTo(FrameChoice.SECOND);
        assertThat(evaluators.pose().counted()).isEqualTo(6);
    }

    private static boolean answersThere(FramePair pair, PairAnswer answer, boolean gradients) {
        try (PointerScope scope = new PointerScope()) {
            Tensor first = Tensors.ofFrames(pair.size(), List.of(pair.first())).set_requires_grad(gradients);
            Tensor second =
                    Tensors.ofFrames(pair.size(), List.of(pair.second())).set_requires_grad(gradients);
            Tensor pose = evaluators.pose().pose(evaluators.pose().prepare(first, second));
            Tensor logits =
                    evaluators.segmentation().logits(evaluators.segmentation().prepare(second));
            assertThat(Tensors.floats(pose)).isEqualTo(answer.pose());
            assertThat(ClassMap.largest(Tensors.floats(logits), 5)).isEqualTo(answer.classes());
        }
        return gradients;
    }

    @Test
    void gradients_reach_the_pixels_of_both_frames() {
        TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                FramePair pair = Shared.noise(5, 96, 64);
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
    void a_folder_gives_the_same_answers_and_the_same_identity() throws IOException {
        FramePair pair = Shared.noise(6, 128, 96);
        for (Path place : List.of(files, files.resolve("models"))) {
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
    void the_identity_follows_the_weights_and_nothing_else() throws IOException {
        Path same = besidePose(weights(Float.NEGATIVE_INFINITY));
        try (OfficialEvaluators read = OfficialEvaluators.open(same)) {
            assertThat(read.identity()).isEqualTo(evaluators.identity());
        }
        try (OfficialEvaluators read = OfficialEvaluators.open(besidePose(weights(Math.nextUp(0.25f))))) {
            assertThat(read.identity().hash())
                    .isNotEqualTo(evaluators.identity().hash());
            assertThat(read.identity().name()).isEqualTo("official networks with other weights");
            assertThat(read.identity().official()).isFalse();
        }
    }

    @Test
    void an_answer_that_is_no_number_is_named() throws IOException {
        try (OfficialEvaluators read = OfficialEvaluators.open(besidePose(weights(Float.NaN)))) {
            FramePair pair = Shared.noise(7, 64, 48);
            assertThrown(NotFiniteException.class, () -> read.segmentation().classMaps(pair), "segmentation");
            assertThat(read.pose().pose(pair)).hasSize(12);
        }
    }

    @Test
    void files_that_are_absent_or_swapped_are_named(@TempDir Path folder) throws IOException {
        assertThrown(NoSuchFileException.class, () -> OfficialEvaluators.open(folder), "posenet.safetensors");
        for (String name : List.of("posenet.safetensors", "segnet.safetensors")) {
            Files.createLink(folder.resolve(name), files.resolve("models/segnet.safetensors"));
        }
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

    private static double nonZero(Tensor tensor) {
        float[] gradient = Tensors.floats(tensor.grad());
        int count = 0;
        for (float value : gradient) {
            count += value != 0 ? 1 : 0;
        }
        return (double) count / gradient.length;
    }
}
