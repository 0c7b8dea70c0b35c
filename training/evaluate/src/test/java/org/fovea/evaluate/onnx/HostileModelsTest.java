package org.fovea.evaluate.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.fovea.evaluate.onnx.Models.ints;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, the answer is one line, soon, and without gigabytes. */
class HostileModelsTest {
    private static final long[] SHAPE = {1, 3, 8, 8};
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long MAX_KILOBYTES = 3L << 20;
    private static final int MAX_LETTERS = 700;

    @TempDir
    private Path folder;

    /**
     * A file.
     *
     * @param bytes what is in it
     * @param line what its error must say
     */
    private record Hostile(String name, byte[] bytes, String line) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Hostile model(String name, String line, java.util.function.UnaryOperator<Models> made) {
        return new Hostile(name, made.apply(Models.of(13, SHAPE)).bytes(), line);
    }

    private static Hostile bytes(String name, String line, byte[] bytes) {
        return new Hostile(name, bytes, line);
    }

    /** Weights {@code w} that the input is multiplied by. */
    private static Hostile weight(String name, String line, TensorProto.Builder tensor) {
        return model(name, line, m -> m.initialiser(tensor).node("Mul", "x w", "y"));
    }

    private static Hostile external(String name, String line, String... keys) {
        TensorProto.Builder tensor = Models.tensor("w", DataType.FLOAT, 4).setDataLocation(DataLocation.EXTERNAL);
        for (int i = 0; i < keys.length; i += 2) {
            tensor.addExternalDataBuilder().setKey(keys[i]).setValue(keys[i + 1]);
        }
        return model(
                name,
                line,
                m -> m.initialiser(tensor)
                        .node("ReduceSum", "w", "s", "keepdims", 0)
                        .node("Mul", "x s", "y"));
    }

    @BeforeEach
    void filesBeside() throws IOException {
        Files.write(folder.resolve("short.bin"), new byte[10]);
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("secret.bin"), new byte[64]);
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.write(inside.resolve("short.bin"), new byte[10]);
        Files.createSymbolicLink(inside.resolve("link.bin"), outside.resolve("secret.bin"));
    }

    static Stream<Hostile> files() {
        return Stream.of(unreadable(), written(), graphs(), weights(), huge()).flatMap(all -> all);
    }

    /** Name, what its error must say, and statements as of {@link OperatorCase}. */
    private static final String CASES = """
            no nodes | output 'y' is made by no node |
            an output from nowhere | output 'y' is made by no node | z = Relu(x)
            a cycle | part of a cycle | a = Add(x b); b = Relu(a); y = Relu(b)
            a node that feeds itself | node 0 /y/Add (Add): it is part of a cycle | y = Add(x y)
            an input from nowhere | node 0 /y/Add (Add): input 'ghost' is made by no node | y = Add(x ghost)
            a value made twice | value 'a' is made twice | a = Relu(x); a = Neg(x); y = Relu(a)
            an input that is made | value 'x' is made twice | x = Relu(x); y = Relu(x)
            two weights of one name | initializer w occurs twice | w = [1]; w = [2]; y = Mul(x w)
            an answer to no question | does not depend on its input | w = [1]; y = Relu(w)
            an unknown operator | node 1 /y/Frobnicate (Frobnicate): this operator is not known | \
                a = Relu(x); y = Frobnicate(a)
            a constant of gigabytes | (ConstantOfShape): 1,099,511,627,776 numbers | \
                s = #1048576 1048576; c = ConstantOfShape(s); d = ReduceMax(c) keepdims=0; y = Add(x d)
            an expansion | (Expand): 805,306,368,000 numbers | \
                s = #4194304 1000 3 8 8; e = Expand(x s); y = ReduceMax(e)
            tiles | (Tile): more than 2^63 numbers | \
                r = #1073741824 1073741824 1 1; e = Tile(x r); y = ReduceMax(e)
            a range | (Range): 1,000,000,000,000 numbers | a = #[] 0; b = #[] 1000000000000; c = #[] 1; \
                r = Range(a b c); f = Cast(r) to=1; g = ReduceMax(f) keepdims=0; y = Add(x g)
            a range without end | (Range): | a = 0; b = 1e30; c = 1e-30; r = Range(a b c); \
                g = ReduceMax(r) keepdims=0; y = Add(x g)
            padding | (Pad): 48,000,000,192 numbers | \
                p = #0 0 2000000000 0 0 0 0 0; e = Pad(x p); y = ReduceMax(e)
            enlargement | (Resize): 19,200,000,000 numbers | \
                s = [1 1 1e4 1e4]; e = Resize(x - s) mode=nearest; y = ReduceMax(e)
            steps of a million | (ConvTranspose): 18,900,000,054 numbers | \
                w ~ 3,3,2,2; e = ConvTranspose(x w) strides=[100000000,1]; y = ReduceMax(e)
            a table of sums | (Add): 9,663,676,416 numbers | column = #-1 1; r = #1 512 1 1; t = Tile(x r); \
                a = Reshape(t column); b = Transpose(a); c = Add(a b); y = ReduceMax(c)
            work for years | more than 2^42 multiplications | r = #1 100 50 50; t = Tile(x r); \
                s = #1000 300 15 15; w = ConstantOfShape(s); c = Conv(t w); y = ReduceMax(c)
            a kernel larger than the picture | (Conv): the kernel [9, 9] is larger than the input | \
                w ~ 1,3,9,9; y = Conv(x w)
            channels that do not fit | (Conv): weights [1, 4, 3, 3] in 1 groups do not fit input [1, 3, 8, 8] | \
                w ~ 1,4,3,3; y = Conv(x w)
            no groups | (Conv): weights [3, 3, 1, 1] in 0 groups | w ~ 3,3,1,1; y = Conv(x w) group=0
            steps of nothing | (Conv): strides is [0, 1], 2 numbers above 0 expected | \
                w ~ 3,3,1,1; y = Conv(x w) strides=[0,1]
            a word for steps | (Conv): attribute strides is STRING instead of INTS | \
                w ~ 3,3,1,1; y = Conv(x w) strides=fast
            a kernel that nobody told | (MaxPool): kernel_shape is missing | y = MaxPool(x)
            a shape that cannot be | (Reshape): shape '[7, 7]' is invalid for input of size 192 | \
                s = #7 7; y = Reshape(x s)
            sides that do not go together | (Add): shapes [1, 3, 8, 8] and [5] do not go together | \
                c = [1 2 3 4 5]; y = Add(x c)
            an axis too far | (Softmax): axis 9 of a tensor of 4 dimensions | y = Softmax(x) axis=9
            a place that is not there | (Gather): | i = #[] 99; y = Gather(x i)
            parts that are more than the whole | (Split): parts of [5, 5] | p = #5 5; y z = Split(x p) axis=3
            an input that is left out | (Conv): input 1 is missing | y = Conv(x)
            numbers that are not finite | it answers to noise with numbers that are not finite | \
                n = Neg(x); y = Log(n)
            weights that are no numbers | initializer w: it holds values that are not a number | \
                w = [1 NaN]; s = ReduceSum(w) keepdims=0; y = Mul(x s)
            classes instead of logits | it returns Long values instead of float32; write output: "x" for the logits \
            before its argmax | y = ArgMax(x) axis=1
            """;

    /** Name, what its error must say, and keys with their values of data in another file. */
    private static final String EXTERNAL = """
            data that is missing | initializer w: its data is missing: gone.bin | location gone.bin
            data without a file | which one is not said | offset 0
            data above | outside of the model's folder: ../outside/secret.bin | location ../outside/secret.bin
            data of the system | outside of the model's folder: /etc/passwd | location /etc/passwd
            data behind a link | outside of the model's folder: link.bin is a link | location link.bin
            data beyond the end | bytes 0 to 16 of short.bin, which has 10 | location short.bin
            data far beyond the end | of short.bin, which has 10 | location short.bin offset 999999999999999999
            data of another length | 7 bytes of data where its shape needs 16 | location short.bin length 7
            data at a word | offset of its data is 'here' | location short.bin offset here
            data in a folder | its data is missing: . | location .
            data in a file that cannot be | file that cannot be: a?b | location a\0b
            """;

    private static Stream<Hostile> written() {
        return Stream.concat(
                CASES.lines()
                        .map(line -> line.split("\\s*\\|\\s*", 3))
                        .map(parts ->
                                model(parts[0], parts[1], m -> parts[2].isEmpty() ? m : OperatorCase.add(m, parts[2]))),
                EXTERNAL.lines()
                        .map(line -> line.split("\\s*\\|\\s*"))
                        .map(parts -> external(parts[0], parts[1], parts[2].split(" "))));
    }

    private static Stream<Hostile> unreadable() {
        byte[] noise = new byte[5000];
        new Random(5).nextBytes(noise);
        byte[] fields = new byte[10_000_000];
        Arrays.fill(fields, (byte) 8);
        for (int i = 1; i < fields.length; i += 2) {
            fields[i] = 1;
        }
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        nested(deep, 72);
        return Stream.of(
                bytes("nothing", "there is no graph", new byte[0]),
                bytes(
                        "text",
                        "not a whole ONNX file",
                        "just some words, no network".getBytes(StandardCharsets.US_ASCII)),
                bytes("noise", "byte", noise),
                bytes("an archive", "not an ONNX file", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5}),
                bytes("a version and no more", "there is no graph", new byte[] {8, 8}),
                bytes("a length beyond all bounds", "where 0 are left", new byte[] {
                    58, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 127
                }),
                bytes("a number without an end", "more than ten bytes", new byte[] {
                    8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1
                }),
                bytes("five million fields", "more than 4,000,000 fields", fields),
                bytes("graphs in graphs", "nested more than 60 deep", deep.toByteArray()));
    }

    /** Model, graph, node, attribute, graph, node, … */
    private static void nested(ByteArrayOutputStream out, int depth) {
        byte[] inner = {};
        int[] fields = {6, 5, 1};
        for (int i = 0; i < depth; i++) {
            inner = field(fields[i % 3], inner);
        }
        out.writeBytes(field(7, inner));
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        for (int length = content.length; ; length >>>= 7) {
            if (length < 128) {
                out.write(length);
                break;
            }
            out.write(length & 127 | 128);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static Stream<Hostile> graphs() {
        return Stream.of(
                model("no outputs", "it has 0 outputs: none", m -> {
                    m.graph().clearOutput();
                    return m.node("Relu", "x", "y");
                }),
                model("two outputs", "it has 2 outputs: y, z [1, 2]; choose one", m -> {
                    m.graph().addOutput(Models.value("z", 1, 2));
                    return m.node("Relu", "x", "y").node("Relu", "x", "z");
                }),
                model("two inputs", "it has 2 inputs: x [1, 3, 8, 8], second [4]", m -> {
                    m.graph().addInput(Models.value("second", 4));
                    return m.node("Add", "x second", "y");
                }),
                model("no input", "it has 0 inputs: none", m -> {
                    m.graph().clearInput();
                    return m.floats("c", 1, 2).node("Relu", "c", "y");
                }),
                model("bytes as input", "input 'x' takes numbers of type UINT8; export it with float32 input", m -> {
                    m.graph()
                            .getInputBuilder(0)
                            .getTypeBuilder()
                            .getTensorTypeBuilder()
                            .setElemType(2);
                    return m.node("Cast", "x", "y", "to", 1);
                }),
                model("a node for every day", "more than 50,000 nodes", m -> {
                    for (int i = 0; i < 50_001; i++) {
                        m.node("Relu", i == 0 ? "x" : "v" + i, "v" + (i + 1));
                    }
                    return m.node("Relu", "v50001", "y");
                }),
                model(
                        "an operator of somebody else",
                        "node 0 /y/Relu (evil.Relu): this operator is not known",
                        m -> m.of("evil", "Relu", "x", "y")),
                model("names for a terminal", "node 0 ?[31mred??(y)?, really (Relu)", m -> {
                    m.node("Relu", "x ghost", "y");
                    m.graph().getNodeBuilder(0).setName("\u001b[31mred\n\r(y)\u0000; really");
                    return m;
                }));
    }

    private static Stream<Hostile> weights() {
        TensorProto.Builder sparse = Models.tensor("s", DataType.FLOAT, 1).addFloatData(1);
        return Stream.of(
                weight(
                        "fewer bytes than the shape",
                        "initializer w: 8 bytes of data where its shape needs 16",
                        Models.tensor("w", DataType.FLOAT, 4).setRawData(ByteString.copyFrom(new byte[8]))),
                weight(
                        "fewer numbers than the shape",
                        "initializer w: 1 numbers of data where its shape needs 4",
                        Models.tensor("w", DataType.FLOAT, 4).addFloatData(1)),
                weight(
                        "gigabytes that are not there",
                        "initializer w: 0 numbers of data",
                        Models.tensor("w", DataType.FLOAT, 1 << 14, 1 << 14)),
                weight(
                        "a terabyte",
                        "initializer w: 1,099,511,627,776 numbers in one tensor",
                        Models.tensor("w", DataType.FLOAT, 1 << 20, 1 << 20)),
                weight(
                        "a side that overflows",
                        "initializer w: more than 2^63 numbers",
                        Models.tensor("w", DataType.FLOAT, 1L << 62, 1L << 62)),
                weight("a negative side", "initializer w: a side of -4", Models.tensor("w", DataType.FLOAT, -4)),
                weight(
                        "words",
                        "initializer w: numbers of type STRING are not supported",
                        Models.tensor("w", DataType.STRING, 1).addStringData(ByteString.copyFromUtf8("hm"))),
                weight(
                        "a type from the future",
                        "initializer w: numbers of type 999 are not supported",
                        Models.tensor("w", DataType.FLOAT, 1).setDataType(999)),
                model("sparse weights", "sparse initializers are not supported", m -> {
                    m.graph()
                            .addSparseInitializer(SparseTensorProto.newBuilder().setValues(sparse));
                    return m.node("Mul", "x s", "y");
                }));
    }

    private static Stream<Hostile> huge() {
        return Stream.of(
                model("a net that doubles", "(Concat): 402,653,184 numbers", m -> {
                    m.node("Relu", "x", "v0");
                    for (int i = 0; i < 60; i++) {
                        m.node("Concat", "v" + i + " v" + i, "v" + (i + 1), "axis", 0);
                    }
                    return m.node("ReduceMax", "v60", "y");
                }),
                model(
                        "a kernel without end",
                        "(Conv): a kernel of",
                        m -> m.initialiser(Models.tensor("w", DataType.FLOAT, 1, 3, 1 << 21, 0))
                                .node("Conv", "x w", "y")),
                model("a loop for ever", "it takes more than 2 s for one input", HostileModelsTest::loop));
    }

    /** 2⁶² rounds; the mapping does not know loops, so that ONNX Runtime begins to run it. */
    private static Models loop(Models m) {
        GraphProto.Builder body = GraphProto.newBuilder().setName("body");
        body.addInput(Models.value("i").toBuilder()
                .setType(Models.value("i").getType().toBuilder()
                        .setTensorType(Models.value("i").getType().getTensorType().toBuilder()
                                .setElemType(DataType.INT64_VALUE))));
        body.addInput(Models.value("go").toBuilder()
                .setType(Models.value("go").getType().toBuilder()
                        .setTensorType(Models.value("go").getType().getTensorType().toBuilder()
                                .setElemType(DataType.BOOL_VALUE))));
        body.addInput(Models.value("v", SHAPE));
        body.addNodeBuilder().setOpType("Sin").addInput("v").addOutput("w");
        body.addNodeBuilder().setOpType("Identity").addInput("go").addOutput("on");
        body.addOutput(body.getInput(1).toBuilder().setName("on"));
        body.addOutput(Models.value("w", SHAPE));
        return m.longs("n", new long[0], 1L << 62)
                .initialiser(Models.tensor("true", DataType.BOOL).addInt32Data(1))
                .node("Loop", "n true x", "y", "body", body.build());
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_answer_is_one_line(Hostile hostile) throws IOException {
        Path file = folder.resolve("inside").resolve("model.onnx");
        Files.write(file, hostile.bytes());
        long before = peak();
        long begin = System.nanoTime();

        Throwable thrown = catchThrowable(() -> tried(file));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        assertThat(peak() - before).isLessThan(MAX_KILOBYTES);
        assertThat(thrown).isInstanceOf(FormatException.class);
        assertThat(thrown.getMessage())
                .startsWith(file + ": section ")
                .contains(hostile.line())
                .doesNotContain("\n", "\r", "\u001b")
                .hasSizeLessThan(MAX_LETTERS);
    }

    private static void tried(Path file) throws IOException {
        try (OnnxNetwork network = OnnxNetwork.open(file, Optional.empty(), Optional.empty(), 2)) {
            TorchRuntime.scoring(() -> {
                try (PointerScope scope = new PointerScope()) {
                    float[] values = new float[3 * 8 * 8];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = 1 + i % 7;
                    }
                    network.verify(Tensors.of(values, SHAPE));
                }
                return null;
            });
        }
    }

    /** Most memory that the process ever had, in kilobytes; 0 where the system does not tell. */
    private static long peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    @Test
    void no_cut_file_is_loaded() throws IOException {
        byte[] whole = Models.of(13, SHAPE)
                .weights("w", 4, 3, 3, 3)
                .node("Conv", "x w", "c", "pads", ints(1, 1, 1, 1))
                .node("Relu", "c", "y")
                .bytes();
        Path file = folder.resolve("cut.onnx");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Throwable thrown = catchThrowable(() -> tried(file));
            assertThat(thrown).isInstanceOf(FormatException.class);
            assertThat(thrown.getMessage()).startsWith(file + ": section ").doesNotContain("\n");
        }
    }

    /** Changed bytes are weights with other values, which no reader can tell, or one line. */
    @Test
    void mutations_never_escape() throws IOException {
        byte[] whole = Models.of(13, SHAPE)
                .weights("w", 4, 3, 3, 3)
                .longs("s", 1, -1)
                .node("Conv", "x w", "c", "pads", ints(1, 1, 1, 1))
                .node("MaxPool", "c", "p", "kernel_shape", ints(2, 2), "strides", ints(2, 2))
                .node("Reshape", "p s", "y")
                .bytes();
        Random random = new Random(11);
        Path file = folder.resolve("mutated.onnx");
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            Throwable thrown = catchThrowable(() -> tried(file));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(FormatException.class);
                assertThat(thrown.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(MAX_LETTERS);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(60);
    }

    @Test
    void many_small_nodes_are_a_network() throws IOException {
        Models models = Models.of(13, SHAPE);
        for (int i = 0; i < 20_000; i++) {
            models.node("Relu", i == 0 ? "x" : "v" + i, "v" + (i + 1));
        }
        Path file = models.node("Relu", "v20000", "y").write(folder.resolve("deep.onnx"));
        long begin = System.nanoTime();
        tried(file);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }
}
