package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.parameter_list;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchMessage;
import org.fovea.evaluate.torch.TorchRuntime;
import org.jspecify.annotations.Nullable;

/** A TorchScript file, loaded and frozen. A TorchScript file is a program: it computes what it likes with what it is given. */
final class ScriptNetwork implements Network {
    private final Path file;
    private final String sha256;
    private final boolean trusted;
    private final JitModule module;

    /** Made when a gradient is first asked for. */
    private @Nullable Optional<JitModule> trainingCopy;

    /** Made when a rough gradient is first asked for. */
    private @Nullable Optional<JitModule> roughCopy;

    private ScriptNetwork(Path file, String sha256, boolean trusted, JitModule module) {
        this.file = file;
        this.sha256 = sha256;
        this.trusted = trusted;
        this.module = module;
    }

    /**
     * Loads a network on the CPU, for evaluation, with weights that collect no gradients.
     *
     * @param expected SHA-256 that the file must have, if one is known
     * @throws FormatException where the file is damaged, is not TorchScript, or is another one than expected
     * @throws IOException where it cannot be read
     */
    static ScriptNetwork open(Path file, Optional<String> expected) throws IOException {
        ScriptArchive.Checked checked = ScriptArchive.verify(file);
        String sha256 = checked.sha256();
        if (expected.isPresent() && !expected.get().equals(sha256)) {
            throw new FormatException(
                            "torchscript",
                            0,
                            "the SHA-256 is " + sha256 + ", not " + expected.get() + " as the description says",
                            "fetch the right file")
                    .inFile(file.toString());
        }
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            JitModule module = torch.load(file.toString());
            module.to(new org.bytedeco.pytorch.Device(torch.DeviceType.CPU));
            module.eval();
            freeze(module);
            module.retainReference();
            return new ScriptNetwork(file, sha256, checked.trusted(), module);
        } catch (RuntimeException e) {
            throw new FormatException(
                            "torchscript",
                            0,
                            "LibTorch cannot load it: " + TorchMessage.of(e),
                            "export it again with torch.jit.save")
                    .inFile(file.toString());
        }
    }

    /** Weights collect no gradients. */
    static void freeze(JitModule module) {
        parameter_list parameters = module.parameters();
        var end = parameters.end();
        for (var at = parameters.begin(); at.notEquals(end); at.increment()) {
            at.access().set_requires_grad(false);
        }
    }

    /** SHA-256 of the file. */
    String sha256() {
        return sha256;
    }

    @Override
    public List<String> identity() {
        return trusted ? List.of("torchscript=" + sha256, "trusted program") : List.of("torchscript=" + sha256);
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
     * As {@link #forward}, by numbers of {@link Bfloat16} where a gradient is asked for, the processor gains by them and the program can do with them.
     *
     * @return the one float tensor that it answers with
     */
    @Override
    public Tensor roughForward(Tensor input) {
        if (!Bfloat16.pays() || !input.requires_grad()) {
            return forward(input);
        }
        Optional<JitModule> copy = roughCopy();
        if (copy.isEmpty()) {
            return forward(input);
        }
        try {
            Tensor answer = run(copy.get(), arranged(Bfloat16.of(input))).toTensor();
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
     * Runs the network. Differentiable with respect to its input; where a gradient is asked for, a {@link TrainingCopy} answers.
     *
     * @return the one float tensor that it answers with
     * @throws FormatException where the program fails on this input or answers with something else
     */
    @Override
    public Tensor forward(Tensor input) {
        IValue answer;
        try {
            Optional<JitModule> copy = input.requires_grad() ? trainingCopy() : Optional.empty();
            answer = copy.isPresent() ? run(copy.get(), arranged(input)) : run(module, input);
        } catch (RuntimeException e) {
            throw wrong("it fails on input " + shape(input) + ": " + TorchMessage.of(e));
        }
        if (!answer.isTensor()) {
            throw wrong(
                    "it returns " + answer.tagKind().getString() + " instead of one tensor",
                    "wrap it so that forward returns one tensor");
        }
        Tensor tensor = answer.toTensor();
        if (tensor.scalar_type().intern() != torch.ScalarType.Float) {
            throw wrong(
                    "it returns " + tensor.scalar_type().intern() + " values instead of float32",
                    "logits and poses are float32");
        }
        return tensor;
    }

    /** With the channels of a pixel side by side, which convolutions like best. */
    private static Tensor arranged(Tensor input) {
        return input.dim() == 4 ? input.contiguous(torch.MemoryFormat.ChannelsLast) : input;
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
        if (trainingCopy != null) {
            trainingCopy.ifPresent(JitModule::close);
        }
        if (roughCopy != null) {
            roughCopy.ifPresent(JitModule::close);
        }
    }
}
