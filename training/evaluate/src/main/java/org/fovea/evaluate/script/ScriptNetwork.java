package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.parameter_list;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchMessage;
import org.fovea.evaluate.torch.TorchRuntime;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript file, loaded and frozen. A TorchScript file is a program: it computes what it likes with what it is
 * given.
 */
final class ScriptNetwork implements Network {
    /** Greatest difference of a copy's answer that still is the same answer, as a share of the largest number in it. */
    private static final float NEAR = 1e-3f;

    private final Path file;
    private final String sha256;
    private final boolean trusted;
    private final JitModule module;
    private final Optional<String> output;

    /** Of the outputs, where the program returns a named tuple. */
    private final List<String> names;

    /** Whether the program makes numbers of classes of its logits somewhere. */
    private final boolean argmax;

    /** Made when a gradient is first asked for. */
    private @Nullable Optional<JitModule> trainingCopy;

    /** The same copy where it was seen to answer the same; looked at when such an answer is first asked for. */
    private @Nullable Optional<JitModule> nearCopy;

    /** Made when an answer is first asked for on a device other than the CPU. */
    private final Map<Device, JitModule> elsewhere = new HashMap<>();

    /** Made when a rough gradient is first asked for. */
    private @Nullable Optional<JitModule> roughCopy;

    private ScriptNetwork(
            Path file, String sha256, boolean trusted, JitModule module, Optional<String> output, boolean argmax) {
        this.file = file;
        this.sha256 = sha256;
        this.trusted = trusted;
        this.module = module;
        this.output = output;
        this.names = ScriptOutputs.names(module.get_method("forward").graph());
        this.argmax = argmax;
    }

    /**
     * Loads a network on the CPU, for evaluation, with weights that collect no gradients.
     *
     * @param expected SHA-256 that the file must have, if one is known
     * @param output number or key of the output that counts, of programs that return a tuple, a list or a dictionary
     * @throws FormatException where the file is damaged, is not TorchScript, or is another one than expected
     * @throws IOException where it cannot be read
     */
    static ScriptNetwork open(Path file, Optional<String> expected, Optional<String> output) throws IOException {
        String sha256 = ScriptArchive.verify(file);
        if (expected.isPresent() && !expected.get().equals(sha256)) {
            throw ScriptArchive.wrong(
                            "the SHA-256 is " + sha256 + ", not " + expected.get() + " as the description says",
                            "fetch the right file")
                    .inFile(file.toString());
        }
        TorchRuntime.load();
        try {
            Optional<String> complaint = ScriptProgram.textComplaint(file);
            complaint.ifPresent(found -> ScriptArchive.verifyTrust(sha256, found));
            ScriptProgram program = ScriptProgram.load(file);
            if (complaint.isEmpty()) {
                complaint = ScriptProgram.deep(() -> ProgramScreen.complaint(program));
                complaint.ifPresent(found -> ScriptArchive.verifyTrust(sha256, found));
            }
            Optional<String> training = ProgramRepair.trainingMode(program);
            if (training.isPresent()) {
                throw ScriptArchive.wrong(
                        "it was exported with " + training.get(), "call model.eval() in Python and export it again");
            }
            JitModule module = ready(program);
            return new ScriptNetwork(file, sha256, complaint.isPresent(), module, output, argmax(program));
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        } catch (RuntimeException e) {
            throw ScriptArchive.wrong(
                            "LibTorch cannot load it: " + TorchMessage.of(e), "export it again with torch.jit.save")
                    .inFile(file.toString());
        }
    }

    /** The module of a program, for evaluation on the CPU. */
    static JitModule ready(ScriptProgram program) {
        ProgramRepair.apply(program);
        JitModule module = program.module();
        module.eval();
        freeze(module);
        return module;
    }

    private static boolean argmax(ScriptProgram program) {
        return program.bodies().stream()
                .flatMap(body -> body.nodes().stream())
                .anyMatch(node -> program.kind(node).equals("aten::argmax"));
    }

    /** Weights collect no gradients. */
    static void freeze(JitModule module) {
        parameter_list parameters = module.parameters();
        var end = parameters.end();
        for (var at = parameters.begin(); at.notEquals(end); at.increment()) {
            at.access().set_requires_grad(false);
        }
    }

    @Override
    public List<String> identity() {
        List<String> identity = new ArrayList<>();
        identity.add("torchscript=" + sha256);
        output.ifPresent(chosen -> identity.add("output=" + chosen));
        if (trusted) {
            identity.add("trusted program");
        }
        return List.copyOf(identity);
    }

    private synchronized Optional<JitModule> trainingCopy() {
        if (trainingCopy == null) {
            trainingCopy = TrainingCopy.of(file);
        }
        return trainingCopy;
    }

    private synchronized Optional<JitModule> roughCopy() {
        if (roughCopy == null) {
            roughCopy = TrainingCopy.roughOf(file);
        }
        return roughCopy;
    }

    /**
     * As {@link #forward}, by numbers of {@link Bfloat16} where a gradient is asked for, the processor gains by them
     * and the program can do with them.
     *
     * @return the one float tensor that it answers with
     */
    @Override
    public Tensor roughForward(Tensor input) {
        if (!Bfloat16.pays(input) || !input.requires_grad()) {
            return forward(input);
        }
        Optional<JitModule> copy = roughCopy();
        if (copy.isEmpty()) {
            return forward(input);
        }
        try {
            Tensor answer = chosen(run(copy.get(), Tensors.channelsLast(Bfloat16.of(input))))
                    .toTensor();
            return Bfloat16.toFloat(answer);
        } catch (RuntimeException e) {
            // An operation that LibTorch has for floats only. The same program fails always, so that no later step
            // tries again.
            forgetRoughCopy();
            return forward(input);
        }
    }

    private synchronized void forgetRoughCopy() {
        roughCopy = Optional.empty();
    }

    private static IValue run(JitModule module, Tensor input) {
        // The executor that learns from the first runs would compute these in another way than later ones.
        boolean optimised = torch.getGraphExecutorOptimize();
        torch.setGraphExecutorOptimize(false);
        try {
            return module.forward(new IValueVector(new IValue(input)));
        } finally {
            torch.setGraphExecutorOptimize(optimised);
        }
    }

    /**
     * Runs the network. Differentiable with respect to its input; where a gradient is asked for, a {@link TrainingCopy}
     * answers.
     *
     * @return the one float tensor that it answers with
     * @throws FormatException where the program fails on this input or answers with something else
     */
    @Override
    public Tensor forward(Tensor input) {
        Device device = Device.of(input);
        if (!device.isCpu()) {
            return forward(input, Optional.of(on(device)));
        }
        return forward(input, input.requires_grad() ? trainingCopy() : Optional.empty());
    }

    private synchronized JitModule on(Device device) {
        return elsewhere.computeIfAbsent(device, wanted -> TrainingCopy.on(wanted, file));
    }

    /** By a {@link TrainingCopy}, which is compared with the network once, on the first input. */
    @Override
    public Tensor nearForward(Tensor input) {
        return forward(input, nearCopy(input));
    }

    private synchronized Optional<JitModule> nearCopy(Tensor input) {
        if (nearCopy == null) {
            Tensor exact = forward(input, Optional.empty());
            nearCopy = trainingCopy().filter(copy -> answersNear(copy, input, exact));
        }
        return nearCopy;
    }

    private boolean answersNear(JitModule copy, Tensor input, Tensor exact) {
        try {
            return isNear(exact, forward(input, Optional.of(copy)));
        } catch (FormatException e) {
            return false;
        }
    }

    private static boolean isNear(Tensor exact, Tensor answer) {
        return Arrays.equals(Tensors.shape(exact), Tensors.shape(answer))
                && exact.sub(answer).abs().max().item_float()
                        <= NEAR * exact.abs().max().item_float();
    }

    private Tensor forward(Tensor input, Optional<JitModule> copy) {
        IValue answer;
        try {
            answer = chosen(copy.isPresent() ? run(copy.get(), Tensors.channelsLast(input)) : run(module, input));
        } catch (FormatException e) {
            throw e;
        } catch (RuntimeException e) {
            throw wrong("it fails on input " + shape(input) + ": " + TorchMessage.of(e));
        }
        if (!answer.isTensor()) {
            Map<String, IValue> outputs = ScriptOutputs.of(answer, names);
            throw wrong(
                    "it returns " + answer.tagKind().getString() + " instead of one tensor"
                            + (outputs.isEmpty() ? "" : ": " + ScriptOutputs.shown(outputs)),
                    outputs.isEmpty()
                            ? "export it so that forward returns one tensor"
                            : "name the output that counts, as in output: "
                                    + outputs.keySet().iterator().next());
        }
        Tensor tensor = answer.toTensor();
        if (tensor.scalar_type().intern() != torch.ScalarType.Float) {
            throw wrong(
                    "it returns " + tensor.scalar_type().intern() + " values instead of float32",
                    beforeClasses().orElse("logits and poses are float32"));
        }
        return tensor;
    }

    private IValue chosen(IValue answer) {
        if (output.isEmpty()) {
            return answer;
        }
        Map<String, IValue> outputs = ScriptOutputs.of(answer, names);
        if (outputs.isEmpty()) {
            throw wrong(
                    "it returns " + answer.tagKind().getString() + ", of which no output can be chosen",
                    "omit the key output");
        }
        return ScriptOutputs.chosen(outputs, output.get())
                .orElseThrow(() -> wrong(
                        "it returns no output '" + output.get() + "', but " + ScriptOutputs.shown(outputs),
                        "name one of them"));
    }

    @Override
    public Optional<String> beforeClasses() {
        return argmax
                ? Optional.of("export it without its argmax, so that forward returns logits, not logits.argmax(1)")
                : Optional.empty();
    }

    @Override
    public FormatException wrong(String reason, String hint) {
        return new FormatException("network", 0, reason, hint).inFile(file.toString());
    }

    static String shape(Tensor tensor) {
        return Arrays.toString(Tensors.shape(tensor));
    }

    @Override
    public synchronized void close() {
        module.close();
        elsewhere.values().forEach(JitModule::close);
        if (trainingCopy != null) {
            trainingCopy.ifPresent(JitModule::close);
        }
        if (roughCopy != null) {
            roughCopy.ifPresent(JitModule::close);
        }
    }
}
