package org.fovea.evaluate.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.attribute_iterator;
import org.bytedeco.pytorch.attribute_list;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes a program that was exported on a graphics card, or with halves, one for floats on the CPU; finds what an export
 * in training mode leaves in it.
 */
final class ProgramRepair {
    private static final Set<torch.ScalarType> HALVES = Set.of(torch.ScalarType.Half, torch.ScalarType.BFloat16);
    private static final Set<String> DROPOUTS = Set.of(
            "aten::dropout",
            "aten::dropout_",
            "aten::feature_dropout",
            "aten::alpha_dropout",
            "aten::alpha_dropout_",
            "aten::feature_alpha_dropout");

    private ProgramRepair() {}

    /** Made where it is used: a static one dies with the pointer scope in which its class is loaded. */
    private static Symbol value() {
        return Symbol.fromQualString("attr::value");
    }

    /** Changes a program that has not run yet; its warnings are gone for good. */
    static void apply(ScriptProgram program) {
        boolean halves = widenAttributes(program);
        for (ScriptProgram.Body body : program.bodies()) {
            dropWarnings(program, body.nodes());
            for (JitNode node : body.nodes()) {
                if (program.kind(node).equals("prim::Constant")) {
                    halves |= widenConstant(node);
                    moveToProcessor(node);
                }
            }
        }
        if (halves) {
            for (ScriptProgram.Body body : program.bodies()) {
                body.nodes().stream()
                        .filter(node -> program.kind(node).startsWith("aten::"))
                        .filter(node -> node.hasNamedInput("dtype"))
                        .forEach(node -> widenType(body, node));
            }
        }
    }

    /** Networks of libraries warn of what their authors should write otherwise; nothing is printed here. */
    private static void dropWarnings(ScriptProgram program, List<JitNode> nodes) {
        List<JitNode> warnings = nodes.stream()
                .filter(node -> program.kind(node).equals("aten::warn"))
                .toList();
        nodes.removeAll(warnings);
        warnings.forEach(JitNode::destroy);
    }

    private static boolean widenAttributes(ScriptProgram program) {
        boolean found = false;
        attribute_list all = program.module().attributes();
        attribute_iterator end = all.end();
        for (attribute_iterator at = all.begin(); at.notEquals(end); at.increment()) {
            IValue value = at.access();
            if (value.isTensor() && value.toTensor().defined() && isHalf(value.toTensor())) {
                Tensor tensor = value.toTensor();
                tensor.set_data(tensor.to(torch.ScalarType.Float));
                found = true;
            }
        }
        return found;
    }

    private static boolean isHalf(Tensor tensor) {
        return HALVES.contains(tensor.scalar_type().intern());
    }

    private static boolean widenConstant(JitNode node) {
        Optional<Tensor> tensor = GraphNodes.constant(node.output()).filter(ProgramRepair::isHalf);
        tensor.ifPresent(found -> node.t_(value(), found.to(torch.ScalarType.Float)));
        return tensor.isPresent();
    }

    /** A type that an operator is asked for by a constant, as in {@code torch.to(x, 5)}. */
    private static void widenType(ScriptProgram.Body body, JitNode node) {
        Value type = node.namedInput("dtype");
        IValueOptional constant = torch.toIValue(type);
        if (constant.has_value()
                && constant.get().isInt()
                && HALVES.stream().anyMatch(half -> half.value == constant.get().toInt())) {
            body.graph().setInsertPoint(node);
            node.replaceInputWith(type, body.graph().insertConstant(new IValue((long) torch.ScalarType.Float.value)));
        }
    }

    private static void moveToProcessor(JitNode node) {
        if (node.output().type().get().kind().intern() == torch.TypeKind.DeviceObjType) {
            IValueOptional device = torch.toIValue(node.output());
            if (device.has_value()
                    && device.get().isDevice()
                    && !device.get().toDevice().is_cpu()) {
                node.s_(value(), new BytePointer("cpu"));
            }
        }
    }

    /** What works by the other pixels, or by chance, because the network was exported in training mode; a phrase. */
    static Optional<String> trainingMode(ScriptProgram program) {
        for (ScriptProgram.Body body : program.bodies()) {
            for (JitNode node : body.nodes()) {
                String kind = program.kind(node);
                if (kind.equals("aten::batch_norm")
                        && isTrue(node.namedInput("training"))
                        && !node.namedInput("running_mean").mustBeNone()) {
                    return Optional.of(
                            "batch normalisation in training mode, which depends on the picture's other pixels");
                }
                if (DROPOUTS.contains(kind) && isTrue(node.namedInput("train")) && !isZero(node.namedInput("p"))) {
                    return Optional.of("dropout that is on, so that no two answers are the same");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isTrue(Value value) {
        IValueOptional constant = torch.toIValue(value);
        return constant.has_value() && constant.get().isBool() && constant.get().toBool();
    }

    private static boolean isZero(Value value) {
        IValueOptional constant = torch.toIValue(value);
        return constant.has_value()
                && constant.get().isDouble()
                && constant.get().toDouble() == 0;
    }
}
