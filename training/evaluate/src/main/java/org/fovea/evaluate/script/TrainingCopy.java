package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Device;

/**
 * A copy of a TorchScript network that is cheaper to run and to differentiate and answers the same but for the last
 * digits: constants and batch norms folded, branches dropped whose learned gain is so small that they change nothing.
 * Scores are never made with it.
 */
final class TrainingCopy {
    /**
     * A branch with a smaller gain is lost in the rounding of what it is added to, unless its values are beyond 10^12.
     */
    private static final double NO_GAIN = 1e-18;

    private TrainingCopy() {}

    /**
     * The copy, or nothing where the program cannot be frozen or says itself where gradients end, which freezing
     * forgets; then the network itself is differentiated.
     */
    static Optional<JitModule> of(Path file) {
        return mindsGradients(file) ? Optional.empty() : ScriptProgram.deep(() -> frozen(file));
    }

    private static Optional<JitModule> frozen(Path file) {
        boolean optimised = torch.getGraphExecutorOptimize();
        // Freezing needs calls to be inlined, which LibTorch does only where its executor may optimise.
        torch.setGraphExecutorOptimize(true);
        try (PointerScope scope = new PointerScope()) {
            JitModule frozen = torch.freeze(ScriptNetwork.ready(ScriptProgram.load(file)));
            Graph graph = frozen.get_method("forward").graph();
            dropBranches(graph);
            frozen.retainReference();
            return Optional.of(frozen);
        } catch (RuntimeException e) {
            return Optional.empty();
        } finally {
            torch.setGraphExecutorOptimize(optimised);
        }
    }

    /** The copy with constants of {@link Bfloat16}, for input of the same; or nothing where there is no copy. */
    static Optional<JitModule> roughOf(Path file) {
        Optional<JitModule> copy = of(file);
        copy.ifPresent(TrainingCopy::roughen);
        return copy;
    }

    /** Before the copy runs for the first time: later, its graph is compiled, and changes are not seen. */
    private static void roughen(JitModule copy) {
        try (PointerScope scope = new PointerScope()) {
            Graph graph = copy.get_method("forward").graph();
            for (JitNode node : GraphNodes.of(graph)) {
                if (!is(node, "prim::Constant")) {
                    continue;
                }
                GraphNodes.constant(node.output())
                        .filter(values -> values.scalar_type().intern() == torch.ScalarType.Float)
                        .ifPresent(values -> node.t_(Symbol.fromQualString("attr::value"), Bfloat16.of(values)));
            }
        }
    }

    /** The copy for input on a device other than the CPU; of the network itself where there is no copy. */
    static JitModule on(Device device, Path file) {
        Optional<JitModule> copy = of(file);
        return ScriptProgram.deep(() -> {
            try (PointerScope scope = new PointerScope()) {
                JitModule module;
                List<JitNode> nodes;
                if (copy.isPresent()) {
                    module = copy.get();
                    nodes = GraphNodes.all(module.get_method("forward").graph());
                } else {
                    ScriptProgram program = ScriptProgram.load(file);
                    module = ScriptNetwork.ready(program);
                    module.retainReference();
                    nodes = program.bodies().stream()
                            .flatMap(body -> body.nodes().stream())
                            .toList();
                }
                for (JitNode node : nodes) {
                    if (is(node, "prim::Constant")) {
                        move(node, device);
                    } else {
                        makeThere(node, device);
                    }
                }
                module.to(device.torch());
                return module;
            }
        });
    }

    /** Tensors lie on the device, and what the program says to make on the CPU it makes there. */
    private static void move(JitNode constant, Device device) {
        Symbol value = Symbol.fromQualString("attr::value");
        IValueOptional known = torch.toIValue(constant.output());
        if (known.has_value() && known.get().isTensor()) {
            constant.t_(value, device.hold(known.get().toTensor()));
        } else if (known.has_value() && known.get().isDevice()) {
            constant.s_(value, device.torch().str());
        }
    }

    /** What an operation makes without saying where, like a range of numbers, it makes on the device. */
    private static void makeThere(JitNode node, Device device) {
        FunctionSchema schema = node.maybeSchema();
        if (schema == null || schema.isNull()) {
            return;
        }
        Argument arguments = schema.arguments();
        for (long i = 0; i < arguments.capacity(); i++) {
            String name = arguments.getPointer(i).name().getString();
            if (name.equals("device") && node.input(i).mustBeNone()) {
                Graph graph = node.owningGraph();
                graph.setInsertPoint(node);
                node.replaceInput(i, graph.insertConstant(new IValue(device.torch())));
            }
        }
    }

    /** Whether the program holds gradients back somewhere, as straight-through estimators do. */
    private static boolean mindsGradients(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".py")) {
                    String code = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    if (code.contains("detach") || code.contains("grad")) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Makes {@code gain·branch + trunk} the trunk where the gain is nothing, and removes what is no longer needed. */
    private static void dropBranches(Graph graph) {
        List<JitNode> nodes = GraphNodes.of(graph);
        boolean changed = false;
        for (JitNode node : nodes) {
            if (is(node, "aten::add")) {
                for (int i = 0; i < 2; i++) {
                    if (isNothing(node.input(i))) {
                        node.output().replaceAllUsesWith(node.input(1 - i));
                        changed = true;
                        break;
                    }
                }
            }
        }
        for (int i = nodes.size() - 1; changed && i >= 0; i--) {
            JitNode node = nodes.get(i);
            if (!node.hasUses() && !node.hasSideEffects()) {
                node.destroy();
            }
        }
    }

    private static boolean isNothing(Value value) {
        JitNode product = value.node();
        if (!is(product, "aten::mul")) {
            return false;
        }
        for (int i = 0; i < 2; i++) {
            Value factor = product.input(i);
            Optional<Tensor> constant = GraphNodes.constant(factor);
            if (constant.isPresent() && constant.get().abs().max().item_double() < NO_GAIN) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(JitNode node, String kind) {
        return GraphNodes.kind(node).equals(kind);
    }
}
