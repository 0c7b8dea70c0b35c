package org.fovea.evaluate.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.evaluate.onnx.Models.ints;
import static org.fovea.testkit.Thrown.assertThrown;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxNetworkTest {
    private static final long[] SHAPE = {1, 3, 16, 12};

    @TempDir
    private Path folder;

    private static OnnxNetwork open(Path file, String... output) throws IOException {
        return OnnxNetwork.open(file, Optional.empty(), output.length == 0 ? Optional.empty() : Optional.of(output[0]));
    }

    private static Tensor noise(long seed, double most, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Budget.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (most * random.nextDouble());
        }
        return Tensors.of(values, shape);
    }

    private static Models convolution(int opset, long... shape) {
        return Models.of(opset, shape)
                .weights("w", 4, 3, 3, 3)
                .weights("b", 4)
                .node("Conv", "x w b", "y", "pads", ints(1, 1, 1, 1));
    }

    private Path resource(String name) throws IOException {
        return Files.write(folder.resolve(name), Resources.bytes(OnnxNetworkTest.class, "/onnx/" + name));
    }

    /**
     * Exports of PyTorch's two exporters: a U-Net of any size, attention, windows that are shifted, depth with pixel
     * shuffling, a pose network, and a twin of shared/evaluators/egomotion.pt, whose system of equations is solved step
     * by step.
     */
    @ParameterizedTest
    @CsvSource({
        "unet-dynamic-11.onnx, 0, 1e-6",
        "attention-20.onnx, 0, 1e-6",
        "depth-13.onnx, 1, 1e-6",
        "depth-21.onnx, 0, 1e-6",
        "windows-16.onnx, 0, 1e-6",
        "pose-14.onnx, 0, 1e-6",
        "egomotion.onnx, 0, 1e-2"
    })
    void exported_networks_answer_as_in_onnx_runtime(String name, String output, double tolerance) throws IOException {
        try (OnnxNetwork network = open(resource(name), output);
                PointerScope scope = new PointerScope()) {
            long[] shape = name.startsWith("pose") || name.startsWith("ego")
                    ? new long[] {1, 2, 3, 48, 64}
                    : new long[] {1, 3, 48, 64};
            Tensor x = noise(1, 255, shape);
            network.verify(x);
            assertThat(network.withoutGradient()).isEmpty();
            Tensor expected = network.reference(x).orElseThrow();
            try (NoGradGuard guard = new NoGradGuard()) {
                assertThat(OnnxNetwork.difference(network.forward(x), expected)).isLessThan(tolerance);
            }
            slopeIsThatOfTheGradient(network, x);
        }
    }

    private static void slopeIsThatOfTheGradient(OnnxNetwork network, Tensor at) {
        Tensor x = at.clone().set_requires_grad(true);
        Tensor answer = network.forward(x);
        answer.mul(answer).sum().backward();
        Tensor gradient = x.grad();
        assertThat(gradient.isfinite().all().item_bool()).isTrue();
        double norm = gradient.norm().item_double();
        double best = Double.POSITIVE_INFINITY;
        try (NoGradGuard guard = new NoGradGuard()) {
            // Small steps drown in rounding, large ones leave the straight part.
            for (double step : new double[] {0.5, 2, 8}) {
                Tensor move = gradient.mul(new Scalar(step / norm));
                double slope = (square(network, at.add(move)) - square(network, at.sub(move))) / (2 * step);
                best = Math.min(best, Math.abs(slope - norm) / norm);
            }
        }
        assertThat(best).isLessThan(0.03);
    }

    private static double square(OnnxNetwork network, Tensor x) {
        Tensor answer = network.forward(x).to(torch.ScalarType.Double);
        return answer.mul(answer).sum().item_double();
    }

    @Test
    void an_output_is_chosen_by_name_or_number_and_may_be_inside() throws IOException {
        Models models = Models.of(13, SHAPE)
                .node("Relu", "x", "inner")
                .node("Neg", "inner", "y")
                .node("Exp", "inner", "second");
        models.graph().addOutput(Models.value("second", SHAPE));
        Path file = models.write(folder.resolve("two.onnx"));
        try (PointerScope scope = new PointerScope()) {
            Tensor x = noise(2, 1, SHAPE);
            Map<String, Double> expected = Map.of("y", -1.0, "0", -1.0, "second", Math.E, "1", Math.E, "inner", 1.0);
            for (Map.Entry<String, Double> output : expected.entrySet()) {
                try (OnnxNetwork network = open(file, output.getKey())) {
                    network.verify(x);
                    Tensor ones = torch.ones_like(x);
                    assertThat(network.forward(ones).mean().item_double()).isCloseTo(output.getValue(), within(1e-6));
                    assertThat(network.reference(ones).orElseThrow().mean().item_double())
                            .isCloseTo(output.getValue(), within(1e-6));
                }
            }
        }
        assertThrown(
                FormatException.class, () -> open(file), "it has 2 outputs: y, second [1, 3, 16, 12]", "output: y");
        assertThatThrownBy(() -> open(file, "2")).hasMessageContaining("there is no output 2");
        assertThatThrownBy(() -> open(file, "third")).hasMessageContaining("there is no output 'third'");
    }

    /** What only another output needs is not looked at. */
    @Test
    void an_unknown_operator_elsewhere_does_not_matter() throws IOException {
        Models models = convolution(13, SHAPE).node("Frobnicate", "y", "other");
        models.graph().addOutput(Models.value("other", 1));
        Path file = models.write(folder.resolve("other.onnx"));
        try (OnnxNetwork network = open(file, "y")) {
            assertThat(network.withoutGradient()).isEmpty();
        }
    }

    /** Detectors end in an operator that has no mapping. */
    @Test
    void a_network_with_an_unknown_operator_is_scored_by_onnx_runtime() throws IOException {
        Path file = Models.of(13, SHAPE)
                .node("Relu", "x", "a")
                .node("Hardmax", "a", "y", "axis", 1)
                .write(folder.resolve("hard.onnx"));
        try (OnnxNetwork network = open(file);
                PointerScope scope = new PointerScope()) {
            Tensor x = noise(3, 1, SHAPE);
            network.verify(x);
            assertThat(network.withoutGradient()).contains("node 1 /y/Hardmax (Hardmax): this operator is not known");
            assertThat(network.identity()).contains("library=" + RuntimeSession.version());
            assertThat(network.reference(x)).isEmpty();
            Tensor answer = network.forward(x);
            assertThat(answer.sum().item_double()).isEqualTo(16 * 12);
            Tensor wanting = x.clone().set_requires_grad(true);
            assertThrown(
                    FormatException.class,
                    () -> network.forward(wanting),
                    "there is no gradient through it: node 1 /y/Hardmax (Hardmax)",
                    "can be scored with, but not trained through");
            try (NoGradGuard guard = new NoGradGuard()) {
                assertThat(network.forward(wanting).sum().item_double()).isEqualTo(16 * 12);
            }
        }
    }

    @Test
    void an_operator_that_is_mapped_wrongly_would_be_found() throws IOException {
        Path file = Models.of(13, SHAPE)
                .node("Relu", "x", "a")
                .node("Exp", "a", "b")
                .node("Neg", "b", "y")
                .write(folder.resolve("chain.onnx"));
        ModelFile model = ModelFile.read(file);
        Graph graph = Graph.of(model, Optional.empty());
        try (Program program = Program.of(graph, new Weights(file));
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Map<String, Tensor> values = new HashMap<>(RuntimeSession.values(model, graph, noise(4, 1, SHAPE), 10));
            assertThat(values).containsOnlyKeys("x", "a", "b", "y");
            assertThat(program.firstDifference(values, 1e-6)).isEmpty();
            values.computeIfPresent("b", (_, b) -> b.add(new Scalar(0.01)));
            assertThat(program.firstDifference(values, 1e-6).orElseThrow())
                    .hasMessageContaining("node 1 /b/Exp (Exp): LibTorch's answer differs");
            values.computeIfPresent("a", (_, a) -> a.narrow(1, 0, 1));
            assertThat(program.firstDifference(values, 1e-6).orElseThrow())
                    .hasMessageContaining(
                            "node 0 /a/Relu (Relu): LibTorch answers with [1, 3, 16, 12], ONNX Runtime with [1, 1, "
                                    + "16, 12]");
        }
    }

    /** The file says one sample; training asks for two. */
    @Test
    void a_fixed_batch_of_one_takes_two_one_after_the_other() throws IOException {
        Path file = Models.of(13, SHAPE)
                .longs("s", 1, 3, -1)
                .node("Reshape", "x s", "r")
                .node("ReduceMean", "r", "m", "axes", ints(2))
                .longs("t", 1, 3)
                .node("Reshape", "m t", "y")
                .write(folder.resolve("one.onnx"));
        try (OnnxNetwork network = open(file);
                PointerScope scope = new PointerScope()) {
            Tensor two = noise(5, 1, 2, 3, 16, 12).set_requires_grad(true);
            Tensor answer = network.forward(two);
            assertThat(Tensors.shape(answer)).containsExactly(2, 3);
            answer.narrow(0, 1, 1).sum().backward();
            assertThat(two.grad().narrow(0, 0, 1).abs().max().item_double()).isZero();
            assertThat(two.grad().narrow(0, 1, 1).abs().max().item_double()).isCloseTo(1.0 / 192, within(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 3 16 12  | 1 3 12 16 | it takes x [1, 3, 16, 12], the description gives [1, 3, 12, 16]; write \
                    input: 12x16
                    1 16 12 3  | 1 3 16 12 | export it with the channels before rows and columns
                    1 1 16 12  | 1 3 16 12 | correct the description or export the network with this shape
                    1 3 -1 -1  | 1 1 16 12 | it takes x [1, 3, ?, ?], the description gives [1, 1, 16, 12]
                    2 3 16 12  | 1 3 16 12 | it takes x [2, 3, 16, 12]
                    """)
    void input_of_another_shape_is_explained(String takes, String gives, String message) throws IOException {
        Path file = Models.of(13, sides(takes)).node("Relu", "x", "y").write(folder.resolve("shape.onnx"));
        try (OnnxNetwork network = open(file);
                PointerScope scope = new PointerScope()) {
            assertThrown(FormatException.class, () -> network.verify(noise(6, 1, sides(gives))), message);
        }
    }

    private static long[] sides(String text) {
        return List.of(text.split(" ")).stream().mapToLong(Long::parseLong).toArray();
    }

    @Test
    void weights_may_be_in_a_file_beside_and_belong_to_the_identity() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            data.putFloat(16 + 4 * i, i + 1);
        }
        Path beside = folder.resolve("net.weights");
        Files.write(beside, data.array());
        TensorProto.Builder tensor = Models.tensor("w", DataType.FLOAT, 3, 1, 1).setDataLocation(DataLocation.EXTERNAL);
        tensor.addExternalDataBuilder().setKey("location").setValue("net.weights");
        tensor.addExternalDataBuilder().setKey("offset").setValue("16");
        tensor.addExternalDataBuilder().setKey("length").setValue("12");
        Path file =
                Models.of(13, SHAPE).initialiser(tensor).node("Mul", "x w", "y").write(folder.resolve("net.onnx"));
        List<String> before;
        try (OnnxNetwork network = open(file);
                PointerScope scope = new PointerScope()) {
            Tensor ones = torch.ones(SHAPE);
            network.verify(noise(7, 1, SHAPE));
            assertThat(network.forward(ones).narrow(1, 2, 1).mean().item_double())
                    .isEqualTo(3);
            before = network.identity();
            assertThat(before)
                    .containsExactly(
                            "onnx=" + Sha256.of(file), "onnx data=" + Sha256.of(beside) + " net.weights", "output=y");
        }
        Files.write(beside, data.putFloat(16, 5).array());
        try (OnnxNetwork network = open(file)) {
            assertThat(network.identity()).isNotEqualTo(before);
        }
    }

    @Test
    void every_kind_of_number_is_read() throws IOException {
        Models models = Models.of(13, 1);
        ByteString raw = ByteString.copyFrom(new byte[] {1, 0, 2, 0, (byte) 0xff, (byte) 0xff});
        models.initialiser(Models.tensor("a", DataType.INT16, 3).setRawData(raw))
                .initialiser(Models.tensor("b", DataType.UINT16, 3).setRawData(raw))
                .initialiser(Models.tensor("c", DataType.UINT8, 3).addAllInt32Data(List.of(200, 3, 0)))
                .initialiser(Models.tensor("d", DataType.INT8, 3).addAllInt32Data(List.of(-100, 3, 0)))
                .initialiser(Models.tensor("e", DataType.FLOAT16, 3).addAllInt32Data(List.of(0x3c00, 0xc000, 0x3800)))
                .initialiser(Models.tensor("f", DataType.DOUBLE, 3).addAllDoubleData(List.of(0.5, 2.0, -1.0)))
                .initialiser(Models.tensor("g", DataType.UINT32, 3).addAllUint64Data(List.of(4_000_000_000L, 1L, 2L)))
                .initialiser(Models.tensor("h", DataType.INT32, 3).addAllInt32Data(List.of(-7, 1, 2)))
                .initialiser(Models.tensor("i", DataType.BOOL, 3).addAllInt32Data(List.of(1, 0, 1)));
        List<String> parts = new ArrayList<>();
        for (String name : "a b c d e f g h i".split(" ")) {
            models.node("Cast", name, name + "f", "to", 1);
            parts.add(name + "f");
        }
        Path file = models.node("Concat", String.join(" ", parts), "all", "axis", 0)
                .node("Mul", "x all", "y")
                .write(folder.resolve("types.onnx"));
        try (OnnxNetwork network = open(file);
                PointerScope scope = new PointerScope()) {
            network.verify(noise(8, 1, 1));
            assertThat(Tensors.floats(network.forward(torch.ones(1))))
                    .containsExactly(
                            1, 2, -1, 1, 2, 65535, 200, 3, 0, -100, 3, 0, 1, -2, 0.5f, 0.5f, 2, -1, 4e9f, 1, 2, -7, 1,
                            2, 1, 0, 1);
        }
    }

    @Test
    void another_file_than_the_description_names_is_refused() {
        Path file = convolution(13, SHAPE).write(folder.resolve("net.onnx"));
        assertThrown(
                FormatException.class,
                () -> OnnxNetwork.open(file, Optional.of("0".repeat(64)), Optional.empty()),
                "the SHA-256 is ");
    }

    @Test
    void numbers_of_16_bits_give_nearly_the_same() throws IOException {
        Path file = resource("unet-dynamic-11.onnx");
        try (Program program = Program.of(Graph.of(ModelFile.read(file), Optional.empty()), new Weights(file));
                Program rough = program.inBfloat16();
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = noise(10, 255, 1, 3, 32, 32);
            Tensor found = rough.run(x.to(torch.ScalarType.BFloat16));
            assertThat(found.scalar_type().intern()).isEqualTo(torch.ScalarType.BFloat16);
            assertThat(OnnxNetwork.difference(found.to(torch.ScalarType.Float), program.run(x)))
                    .isLessThan(0.05);
        }
    }

    @Test
    void several_threads_may_ask_at_once() throws Exception {
        try (OnnxNetwork network = open(resource("attention-20.onnx"));
                ExecutorService pool = TorchRuntime.scoringThreads(4)) {
            Callable<float[]> asking =
                    () -> TorchRuntime.scoring(() -> Tensors.floats(network.forward(noise(11, 255, 1, 3, 48, 64))));
            float[] expected = asking.call();
            List<Future<float[]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(pool.submit(asking));
            }
            for (Future<float[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        }
    }

    /** Values on the way are freed: ten thousand runs would be gigabytes. */
    @Test
    void runs_leave_nothing_behind() throws IOException {
        try (OnnxNetwork network = open(convolution(13, SHAPE).write(folder.resolve("net.onnx")))) {
            long before = 0;
            for (int i = 0; i < 300; i++) {
                if (i == 50) {
                    before = Pointer.totalBytes() + Pointer.totalCount();
                }
                try (PointerScope scope = new PointerScope()) {
                    network.forward(noise(12, 1, SHAPE));
                }
            }
            assertThat(Pointer.totalBytes() + Pointer.totalCount() - before).isLessThan(1000);
        }
    }
}
