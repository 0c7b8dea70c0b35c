package org.fovea.evaluate.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX Runtime on its CPU provider, on one thread. The library is optional: this class is touched only
 * where {@link #available()} says so.
 */
final class RuntimeSession implements AutoCloseable {
    private static final int MAX_MESSAGE = 240;

    private static final class Loaded {
        private static final @Nullable OrtEnvironment ENVIRONMENT = load();

        private static @Nullable OrtEnvironment load() {
            try {
                // Errors arrive as exceptions; nothing else is for the terminal.
                return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            } catch (LinkageError | RuntimeException e) {
                // Not on the class path, or not for this machine.
                return null;
            }
        }
    }

    /** Ends runs that take too long; a daemon that does not keep the process alive. */
    private static final class Clock {
        private static final ScheduledExecutorService ALARM = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(null, work, "onnx-runtime-alarm");
            thread.setDaemon(true);
            return thread;
        });
    }

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final String output;
    private final long maxSeconds;

    private RuntimeSession(OrtEnvironment environment, OrtSession session, Graph graph, long maxSeconds) {
        this.environment = environment;
        this.session = session;
        this.input = graph.input();
        this.output = graph.output();
        this.maxSeconds = maxSeconds;
    }

    static boolean available() {
        return Loaded.ENVIRONMENT != null;
    }

    /** As in "ONNX Runtime 1.29.0"; empty where it is not there. */
    static String version() {
        OrtEnvironment environment = Loaded.ENVIRONMENT;
        return environment == null ? "" : "ONNX Runtime " + environment.getVersion();
    }

    /**
     * @param file what was read from the model's file
     * @param graph which output counts; one that the file does not declare is declared here
     * @param maxSeconds for one sample
     * @throws FormatException where ONNX Runtime refuses the model
     */
    static RuntimeSession open(ModelFile file, Graph graph, long maxSeconds) {
        try (SessionOptions options = options()) {
            return new RuntimeSession(environment(), session(options, file, graph), graph, maxSeconds);
        } catch (OrtException e) {
            throw ModelFile.wrong(
                    0, "ONNX Runtime refuses it: " + line(e), "check it with onnx.checker and export it again");
        }
    }

    private static OrtEnvironment environment() {
        return Objects.requireNonNull(Loaded.ENVIRONMENT, "ONNX Runtime is not there");
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setDeterministicCompute(true);
        return options;
    }

    private static OrtSession session(SessionOptions options, ModelFile file, Graph graph) throws OrtException {
        if (graph.declared()) {
            return environment().createSession(file.file().toAbsolutePath().toString(), options);
        }
        var model = file.model().toBuilder();
        model.getGraphBuilder().addOutputBuilder().setName(graph.output());
        return session(options, model.build().toByteArray(), file);
    }

    /** Of a changed model, whose weights beside are where those of the file are. */
    private static OrtSession session(SessionOptions options, byte[] model, ModelFile file) throws OrtException {
        options.addConfigEntry(
                "session.model_external_initializers_file_folder_path",
                file.file().toAbsolutePath().getParent() + File.separator);
        return environment().createSession(model, options);
    }

    /**
     * @param given float32
     * @return float32, a tensor of the caller's scope
     * @throws FormatException where it fails, takes too long, or answers with something else
     */
    Tensor run(Tensor given) {
        return run(given, Set.of(output), result -> {
            OnnxTensor tensor = result.get(0) instanceof OnnxTensor found ? found : null;
            if (tensor == null || tensor.getInfo().type != OnnxJavaType.FLOAT) {
                throw ModelFile.wrong(
                        0,
                        "its answer is " + (tensor == null ? "no tensor" : tensor.getInfo().type + ", not float32"),
                        "choose another output, the logits before an argmax for example");
            }
            return read(tensor).orElseThrow();
        });
    }

    private interface Reader {
        Tensor read(OrtSession.Result result) throws OrtException;
    }

    private Tensor run(Tensor given, Set<String> wanted, Reader reader) {
        long[] shape = Tensors.shape(given);
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(4, Math.toIntExact(given.numel())))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        values.put(Tensors.floats(given)).flip();
        try (RunOptions options = new RunOptions();
                OnnxTensor in = OnnxTensor.createTensor(environment, values, shape)) {
            Future<?> alarm = Clock.ALARM.schedule(() -> end(options), maxSeconds, TimeUnit.SECONDS);
            try (OrtSession.Result result = session.run(Map.of(input, in), wanted, options)) {
                return reader.read(result);
            } finally {
                alarm.cancel(false);
            }
        } catch (OrtException e) {
            String line = line(e);
            throw ModelFile.wrong(
                    0,
                    String.valueOf(e.getMessage()).contains("terminate flag")
                            ? "it takes more than " + maxSeconds + " s for one input"
                            : "ONNX Runtime fails on input" + Graph.shown(shape) + ": " + line,
                    "correct the description or the network");
        }
    }

    private static void end(RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException | IllegalStateException e) {
            // It has just ended.
        }
    }

    /**
     * Every value on the way to a network's answer, without optimisation, for a comparison node by node.
     *
     * @return tensors of the caller's scope by the values' names; those of types that Java cannot read are missing
     */
    static Map<String, Tensor> values(ModelFile file, Graph graph, Tensor given, long maxSeconds) {
        List<String> names = graph.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(name -> !name.isEmpty())
                .toList();
        var model = file.model().toBuilder();
        model.getGraphBuilder().clearOutput();
        names.forEach(name -> model.getGraphBuilder().addOutputBuilder().setName(name));
        try (SessionOptions options = options();
                RuntimeSession all = unoptimised(options, model.build().toByteArray(), file, graph, maxSeconds)) {
            Map<String, Tensor> values = new HashMap<>();
            values.put(graph.input(), given);
            all.run(given, Set.copyOf(names), result -> {
                for (Map.Entry<String, OnnxValue> entry : result) {
                    if (entry.getValue() instanceof OnnxTensor tensor) {
                        read(tensor).ifPresent(value -> values.put(entry.getKey(), value));
                    }
                }
                return given;
            });
            return values;
        } catch (OrtException e) {
            throw ModelFile.wrong(
                    0, "ONNX Runtime refuses it: " + line(e), "check it with onnx.checker and export it again");
        }
    }

    private static RuntimeSession unoptimised(
            SessionOptions options, byte[] model, ModelFile file, Graph graph, long maxSeconds) throws OrtException {
        options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
        return new RuntimeSession(environment(), session(options, model, file), graph, maxSeconds);
    }

    private static Optional<Tensor> read(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        return switch (tensor.getInfo().type) {
            case FLOAT -> {
                float[] values = new float[Math.toIntExact(Budget.elements(shape))];
                tensor.getFloatBuffer().get(values);
                yield Optional.of(Tensors.of(values, shape));
            }
            case INT64 -> {
                long[] values = new long[Math.toIntExact(Budget.elements(shape))];
                tensor.getLongBuffer().get(values);
                yield Optional.of(Tensors.ofLongs(values, shape));
            }
            case BOOL -> {
                byte[] values = new byte[Math.toIntExact(Budget.elements(shape))];
                tensor.getByteBuffer().get(values);
                long[] wide = new long[values.length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = values[i];
                }
                yield Optional.of(Tensors.ofLongs(wide, shape).to(torch.ScalarType.Bool));
            }
            default -> Optional.empty();
        };
    }

    /** One line of what ONNX Runtime says, without places in its own sources. */
    private static String line(OrtException thrown) {
        String text = String.valueOf(thrown.getMessage())
                .replaceAll("\\s+", " ")
                .replaceAll("/[^ ]*\\.(cc|h):\\d+ [^:]*?(?=[A-Z(])", "")
                .replaceFirst("^Error code - ", "")
                .replace(';', ',')
                .replaceFirst("[:. ]+$", "");
        return Node.printable(text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
