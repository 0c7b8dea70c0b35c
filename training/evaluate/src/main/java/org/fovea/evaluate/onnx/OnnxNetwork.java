package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.jspecify.annotations.Nullable;

/**
 * A network from an ONNX file. LibTorch computes it, with gradients, where each operator that its output needs is known
 * and the answers are those of ONNX Runtime; else ONNX Runtime computes it, without gradients, and
 * {@link #withoutGradient()} says why.
 */
public final class OnnxNetwork implements Network {
    /** How far the answers of both libraries may be apart, relative to the largest. */
    public static final double TOLERANCE = 1e-4;

    /** For one input in ONNX Runtime. */
    private static final long MAX_SECONDS = 600;

    private final Path file;
    private final ModelFile model;
    private final Graph graph;
    private final List<String> identity;
    private final long maxSeconds;

    /** Null where ONNX Runtime computes. */
    private @Nullable Program program;

    /** Why there is no program. */
    private @Nullable UnsupportedOperator obstacle;

    private @Nullable RuntimeSession session;

    /** Made when a rough gradient is first asked for. */
    private @Nullable Optional<Program> rough;

    /** Made when a gradient is first asked for on a device other than the CPU. */
    private final Map<Device, Program> elsewhere = new HashMap<>();

    private OnnxNetwork(
            ModelFile model,
            Graph graph,
            List<String> identity,
            @Nullable Program program,
            @Nullable UnsupportedOperator obstacle,
            long maxSeconds) {
        this.file = model.file();
        this.model = model;
        this.graph = graph;
        this.identity = identity;
        this.program = program;
        this.obstacle = obstacle;
        this.maxSeconds = maxSeconds;
    }

    /**
     * Loads a network. Whether it runs shows {@link #verify}.
     *
     * @param sha256 what the file's SHA-256 must be, in lower-case hexadecimal digits, if one is known
     * @param output name or number of the output, or name of a value inside; empty where there is only one output
     * @throws FormatException where the file is damaged, is not ONNX, is another one than expected, or can be computed
     *     by neither library
     * @throws IOException where it cannot be read
     */
    public static OnnxNetwork open(Path file, Optional<String> sha256, Optional<String> output) throws IOException {
        return open(file, sha256, output, MAX_SECONDS);
    }

    static OnnxNetwork open(Path file, Optional<String> sha256, Optional<String> output, long maxSeconds)
            throws IOException {
        try {
            ModelFile model = ModelFile.read(file);
            String found = Sha256.of(file);
            if (sha256.isPresent() && !sha256.get().equals(found)) {
                throw ModelFile.wrong(
                        0,
                        "the SHA-256 is " + found + ", not " + sha256.get() + " as the description says",
                        "fetch the right file");
            }
            Graph graph = Graph.of(model, output);
            TorchRuntime.load();
            Weights weights = new Weights(file);
            Program program = null;
            UnsupportedOperator obstacle = null;
            try {
                program = Program.of(graph, weights);
            } catch (UnsupportedOperator e) {
                obstacle = e;
                for (TensorProto tensor : graph.initialisers().values()) {
                    // ONNX Runtime gets nothing that has not been looked at.
                    try (PointerScope scope = new PointerScope()) {
                        weights.tensor(tensor, Weights.placeOf(tensor));
                    }
                }
            }
            return new OnnxNetwork(model, graph, identity(found, graph, weights), program, obstacle, maxSeconds);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> identity(String sha256, Graph graph, Weights weights) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("onnx=" + sha256);
        for (String location : weights.locations()) {
            lines.add("onnx data=" + Sha256.of(weights.path(location)) + " " + location);
        }
        lines.add("output=" + graph.output());
        return List.copyOf(lines);
    }

    @Override
    public synchronized List<String> identity() {
        List<String> lines = new ArrayList<>(identity);
        if (program == null) {
            // Its version belongs to the answer; that of LibTorch stands beside every score.
            lines.add("library=" + RuntimeSession.version());
        }
        return lines;
    }

    @Override
    public synchronized Optional<String> withoutGradient() {
        return Optional.ofNullable(obstacle).map(UnsupportedOperator::getMessage);
    }

    @Override
    public void verify(Supplier<Tensor> input) {
        try {
            graph.verifyMode();
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
        TorchRuntime.scoring(() -> {
            verify(input.get());
            return null;
        });
    }

    synchronized void verify(Tensor input) {
        verifyShape(Tensors.shape(input));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor answer = null;
            if (program != null) {
                try {
                    answer = computed(program, input);
                    verifyAnswer(answer);
                } catch (UnsupportedOperator e) {
                    leave(e);
                }
            }
            if (program == null) {
                verifyInRuntimeAlone(input);
            } else if (RuntimeSession.available()) {
                compare(input, Objects.requireNonNull(answer));
            }
        }
    }

    private void verifyInRuntimeAlone(Tensor input) {
        UnsupportedOperator why = Objects.requireNonNull(obstacle);
        if (!RuntimeSession.available()) {
            throw why.asFormatException("with ONNX Runtime on the class path it can be scored with all the same")
                    .inFile(file.toString());
        }
        try {
            Program.probe(graph, new Weights(file), input);
            verifyAnswer(inRuntime(input));
        } catch (FormatException e) {
            // Two libraries cannot compute it: the first one says where.
            throw e.inFile(file.toString()).reason().startsWith("ONNX Runtime ")
                    ? why.asFormatException(e.phrase()).inFile(file.toString())
                    : e.inFile(file.toString());
        }
    }

    /**
     * Where answers differ, some operator may be mapped wrongly, and gradients would be those of another function. Or
     * the network magnifies rounding, which no operator by itself shows.
     */
    private void compare(Tensor input, Tensor answer) {
        Tensor expected = inRuntime(input);
        if (Arrays.equals(Tensors.shape(answer), Tensors.shape(expected))
                && difference(answer, expected) <= TOLERANCE) {
            closeSession();
            return;
        }
        Program computing = Objects.requireNonNull(program);
        Tensor one = samples() > 1 ? input : input.narrow(0, 0, 1);
        try {
            computing
                    .firstDifference(RuntimeSession.values(model, graph, one, maxSeconds), TOLERANCE)
                    .ifPresentOrElse(this::leave, this::closeSession);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** Largest difference, relative to the largest of the expected values. */
    static double difference(Tensor answer, Tensor expected) {
        if (expected.numel() == 0) {
            return 0;
        }
        double largest = Math.max(expected.abs().max().item_double(), Float.MIN_NORMAL);
        return answer.sub(expected).abs().max().item_double() / largest;
    }

    private void leave(UnsupportedOperator why) {
        obstacle = why;
        if (program != null) {
            program.close();
            program = null;
        }
    }

    private void verifyShape(long[] given) {
        long[] declared = graph.inputShape().orElse(null);
        if (declared == null) {
            return;
        }
        boolean fits = declared.length == given.length;
        for (int i = 0; fits && i < declared.length; i++) {
            fits = declared[i] < 0 || declared[i] == given[i];
        }
        if (!fits) {
            throw wrong(
                    "it takes " + Node.printable(graph.input()) + Graph.shown(declared) + ", the description gives"
                            + Graph.shown(given),
                    hint(declared, given));
        }
    }

    private static String hint(long[] declared, long[] given) {
        boolean pictures = declared.length == 4 && given.length == 4;
        if (pictures && declared[3] == given[1] && declared[1] != given[1]) {
            return "write input-layout: nhwc, or export it with the channels before rows and columns (tf2onnx: "
                    + "--inputs-as-nchw INPUT --outputs-as-nchw OUTPUT)";
        }
        if (pictures && declared[1] == given[1] && declared[2] > 0 && declared[3] > 0) {
            return "write input: " + declared[3] + "x" + declared[2];
        }
        return "correct the description or export the network with this shape";
    }

    @Override
    public Optional<String> beforeClasses() {
        return graph.beforeClasses()
                .map(name -> "write output: \"" + Node.printable(name) + "\" for the logits before its argmax");
    }

    private void verifyAnswer(Tensor answer) {
        if (answer.scalar_type().intern() != torch.ScalarType.Float) {
            throw wrong(
                    "it returns " + answer.scalar_type().intern() + " values instead of float32",
                    beforeClasses().orElse("choose another output, the logits before an argmax for example"));
        }
        if (!answer.isfinite().all().item_bool()) {
            throw wrong("it answers to noise with numbers that are not finite");
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        boolean gradient = input.requires_grad() && GradMode.is_enabled();
        try {
            Program computing = program(Device.of(input));
            if (computing != null) {
                return computed(computing, gradient ? Tensors.channelsLast(input) : input);
            }
            if (gradient) {
                throw wrong(
                        "there is no gradient through it: " + withoutGradient().orElse(""),
                        "it can be scored with, but not trained through");
            }
            return inRuntime(input);
        } catch (UnsupportedOperator e) {
            throw wrong("it fails on input" + Graph.shown(Tensors.shape(input)) + ": " + e.getMessage());
        }
    }

    @Override
    public Tensor roughForward(Tensor input) {
        Optional<Program> copy =
                Bfloat16.pays(input) && input.requires_grad() && GradMode.is_enabled() ? roughCopy() : Optional.empty();
        if (copy.isEmpty()) {
            return forward(input);
        }
        try {
            return Bfloat16.toFloat(computed(copy.get(), Tensors.channelsLast(Bfloat16.of(input))));
        } catch (UnsupportedOperator | FormatException e) {
            // An operation that LibTorch has for floats only. The same program fails always, so that no later step
            // tries again.
            forgetRoughCopy();
            return forward(input);
        }
    }

    /** The same by ONNX Runtime; empty where only that computes. */
    Optional<Tensor> reference(Tensor input) {
        return RuntimeSession.available() && scoring() != null ? Optional.of(inRuntime(input)) : Optional.empty();
    }

    private synchronized @Nullable Program scoring() {
        return program;
    }

    private synchronized @Nullable Program program(Device device) {
        return program == null || device.isCpu() ? program : elsewhere.computeIfAbsent(device, program::on);
    }

    private synchronized Optional<Program> roughCopy() {
        if (rough == null) {
            rough = Optional.ofNullable(program).map(Program::inBfloat16);
        }
        return rough;
    }

    private synchronized void forgetRoughCopy() {
        if (rough != null) {
            rough.ifPresent(Program::close);
        }
        rough = Optional.empty();
    }

    private Tensor computed(Program computing, Tensor input) {
        try {
            return samples() == 1 ? each(input, computing::run) : computing.run(input);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** Sides of the input as the file declares them, −1 where any will do; empty where it does not say. */
    public Optional<long[]> inputShape() {
        return graph.inputShape().map(long[]::clone);
    }

    /**
     * The number of samples that the file fixes; −1 where any will do. Where it is 1, constants may hold it anywhere.
     */
    private long samples() {
        long[] shape = graph.inputShape().orElse(new long[0]);
        return shape.length > 0 ? shape[0] : -1;
    }

    private Tensor inRuntime(Tensor input) {
        try {
            RuntimeSession running = session();
            return samples() > 1 ? running.run(input) : each(input, running::run);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    private static Tensor each(Tensor input, Function<Tensor, Tensor> network) {
        if (input.dim() == 0 || input.size(0) == 1) {
            return network.apply(input);
        }
        TensorVector answers = new TensorVector();
        for (long i = 0; i < input.size(0); i++) {
            answers.push_back(network.apply(input.narrow(0, i, 1)));
        }
        return torch.cat(answers, 0);
    }

    private synchronized RuntimeSession session() {
        if (session == null) {
            session = RuntimeSession.open(model, graph, maxSeconds);
        }
        return session;
    }

    private synchronized void closeSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public FormatException wrong(String reason, String hint) {
        return new FormatException("network", 0, reason, hint).inFile(file.toString());
    }

    @Override
    public synchronized void close() {
        if (rough != null) {
            rough.ifPresent(Program::close);
        }
        elsewhere.values().forEach(Program::close);
        if (program != null) {
            program.close();
        }
        closeSession();
    }
}
