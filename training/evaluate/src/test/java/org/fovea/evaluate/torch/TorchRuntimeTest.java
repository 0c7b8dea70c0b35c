package org.fovea.evaluate.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchRuntimeTest {
    private static final int SIDE = 96;
    private static final int CHANNELS = 24;
    private static final int PROCESSES = 3;

    /** Loads LibTorch. */
    public static void main(String[] arguments) {
        TorchRuntime.load();
    }

    @Test
    @Tag("slow")
    void processes_that_unpack_it_at_the_same_time_do_not_crash(@TempDir Path folder) throws Exception {
        for (int round = 0; round < 3; round++) { // half of the rounds failed while JavaCPP chose the order
            Path output = folder.resolve("output" + round);
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("unpacked" + round),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TorchRuntimeTest.class.getName())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start());
            }
            for (Process process : processes) {
                assertThat(process.waitFor()).as(Files.readString(output)).isZero();
            }
        }
    }

    @Test
    void version_names_what_computes() {
        assertThat(TorchRuntime.version()).matches("LibTorch 2\\.[0-9.]+, oneDNN 3\\.[0-9.]+, [A-Z0-9]+");
        assertThat(TorchRuntime.versions("", "", "X")).isEqualTo("LibTorch ?, oneDNN ?, X");
        assertThat(TorchRuntime.<String>withoutOneDnn(TorchRuntime::version)).contains(", oneDNN off, ");
    }

    @Test
    void tiny_numbers_are_zero_while_an_answer_is_computed_and_back_afterwards() {
        assertThat(tiny()).isPositive();
        float[] inside = new float[3];
        TorchRuntime.flushingDenormals(() -> {
            inside[0] = tiny();
            inside[1] = TorchRuntime.scoring(TorchRuntimeTest::tiny);
            inside[2] = tiny(); // nested work does not switch it off
            return null;
        });
        assertThat(inside).containsOnly(0f);
        assertThat(TorchRuntime.scoring(TorchRuntimeTest::tiny)).isZero();
        assertThat(tiny()).isPositive();
    }

    /** 10⁻⁴⁰, which a float holds with fewer digits than others. */
    private static float tiny() {
        try (PointerScope scope = new PointerScope()) {
            Tensor product = Tensors.of(new float[] {1e-20f}, 1).mul(Tensors.of(new float[] {1e-20f}, 1));
            return Tensors.floats(product)[0];
        }
    }

    @Test
    void answers_do_not_depend_on_how_many_threads_compute_or_what_runs_beside_them() throws Exception {
        List<float[]> samples = new ArrayList<>();
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 6; i++) {
            samples.add(values(random, CHANNELS * SIDE * SIDE));
        }
        float[] weights = values(random, CHANNELS * CHANNELS * 9);
        float[] matrix = values(random, CHANNELS * SIDE * SIDE * 4);
        List<float[]> expected = answers(samples, weights, matrix, 1);
        assertThat(expected.getFirst()).isNotEqualTo(expected.getLast());
        // A neighbour that trains with two threads of LibTorch must not be felt.
        AtomicBoolean stop = new AtomicBoolean();
        Thread neighbour = new Thread(() -> TorchRuntime.inNewThread(2, () -> {
            while (!stop.get()) {
                try (PointerScope scope = new PointerScope()) {
                    network(samples.getFirst(), weights, matrix);
                }
            }
            return null;
        }));
        neighbour.start();
        try {
            for (int threads = 1; threads <= 3; threads++) {
                List<float[]> actual = answers(samples, weights, matrix, threads);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(actual.get(i))
                            .as("%d threads, sample %d", threads, i)
                            .isEqualTo(expected.get(i));
                }
            }
        } finally {
            stop.set(true);
            neighbour.join();
        }
    }

    @Test
    void scoring_computes_on_one_thread_and_without_gradients_and_puts_both_back() {
        TorchRuntime.inNewThread(2, () -> {
            boolean gradients = GradMode.is_enabled();
            int inside = TorchRuntime.scoring(() -> {
                assertThat(GradMode.is_enabled()).isFalse();
                return TorchRuntime.scoring(torch::get_num_threads);
            });
            assertThat(inside).isEqualTo(1);
            assertThat(torch.get_num_threads()).isEqualTo(2);
            assertThat(GradMode.is_enabled()).isEqualTo(gradients).isTrue();
            return null;
        });
    }

    @Test
    void what_work_throws_is_thrown_by_who_waits() {
        assertThatThrownBy(() -> TorchRuntime.inNewThread(1, () -> {
                    throw new IllegalStateException("told");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("told");
        assertThrown(IllegalArgumentException.class, () -> TorchRuntime.inNewThread(0, () -> null));
    }

    @Test
    void scoring_frees_what_it_made() {
        // Without arrays of Java, whose heap would grow meanwhile.
        Runnable step = () -> TorchRuntime.scoring(
                () -> torch.zeros(1 << 20).add(new Scalar(1.0)).sum().item_float());
        for (int i = 0; i < 5; i++) {
            step.run();
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 200; i++) {
            step.run();
        }
        // 200 tensors of 4 MiB and their copies would be 1.6 GiB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(300L << 20);
    }

    @Test
    void frames_become_planes() {
        FrameSize size = new FrameSize(3, 2);
        byte[][] frames = {new byte[18], new byte[18]};
        for (int i = 0; i < 18; i++) {
            frames[0][i] = (byte) (i + 240);
            frames[1][i] = (byte) i;
        }
        TorchRuntime.scoring(() -> {
            Tensor both = Tensors.ofFrames(size, List.of(frames));
            assertThat(Tensors.shape(both)).containsExactly(2, 3, 2, 3);
            float[] values = Tensors.floats(both);
            // Green of row 1, column 2 of each frame.
            assertThat(values[1 * 6 + 5]).isEqualTo((240 + 16) & 0xff);
            assertThat(values[18 + 1 * 6 + 5]).isEqualTo(16);
            assertThat(Tensors.floats(Tensors.ofFrames(size, List.of(frames[0])))[0])
                    .isEqualTo(240);
            assertThrown(IllegalArgumentException.class, () -> Tensors.ofFrames(size, List.of(new byte[17])));
            return null;
        });
    }

    @Test
    void values_survive_the_way_through_a_tensor() {
        TorchRuntime.scoring(() -> {
            float[] values = {1, -0f, Float.NaN, Float.MIN_VALUE, 5, 6};
            Tensor tensor = Tensors.of(values, 2, 3);
            assertThat(Tensors.floats(tensor)).containsExactly(values);
            assertThat(Tensors.floats(tensor.t())).containsExactly(1, Float.MIN_VALUE, -0f, 5, Float.NaN, 6);
            assertThat(Tensors.floats(Tensors.of(new float[0], 0))).isEmpty();
            assertThat(Tensors.shape(Tensors.of(new float[] {7}))).isEmpty();
            assertThat(Tensors.bytes(Tensors.of(new float[] {0, 200}, 2).to(torch.ScalarType.Byte)))
                    .containsExactly(0, 200);
            assertThrown(IllegalArgumentException.class, () -> Tensors.bytes(tensor));
            assertThrown(IllegalArgumentException.class, () -> Tensors.of(values, 5));
            return null;
        });
    }

    private static List<float[]> answers(List<float[]> samples, float[] weights, float[] matrix, int threads)
            throws Exception {
        List<float[]> answers = new ArrayList<>();
        try (ExecutorService pool = TorchRuntime.scoringThreads(threads)) {
            List<Future<float[]>> futures = new ArrayList<>();
            for (float[] sample : samples) {
                futures.add(pool.submit(() -> TorchRuntime.scoring(() -> network(sample, weights, matrix))));
            }
            for (Future<float[]> future : futures) {
                answers.add(future.get());
            }
        }
        return answers;
    }

    /**
     * A convolution, transcendental functions, a long sum and a matrix product: what depends on the number of threads
     * elsewhere.
     */
    private static float[] network(float[] sample, float[] weights, float[] matrix) {
        long[] one = {1, 1};
        Tensor x = Tensors.of(sample, 1, CHANNELS, SIDE, SIDE).contiguous(torch.MemoryFormat.ChannelsLast);
        Tensor w = Tensors.of(weights, CHANNELS, CHANNELS, 3, 3);
        Tensor y = torch.silu(torch.conv2d(x, w, new TensorOptional(), one, one, one, 1));
        Tensor product = torch.linear(y.reshape(1, -1), Tensors.of(matrix, 4, (long) CHANNELS * SIDE * SIDE));
        return Tensors.floats(torch.cat(new org.bytedeco.pytorch.TensorVector(
                y.flatten(),
                product.flatten(),
                y.mean().reshape(1),
                y.mul(new Scalar(3.7)).sum().reshape(1))));
    }

    private static float[] values(RandomGenerator random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat(-1, 1);
        }
        return values;
    }
}
