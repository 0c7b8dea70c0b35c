package org.fovea.evaluate.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.evaluate.onnx.Models.ints;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator, in the forms that exporters write, against ONNX Runtime; and its gradient against finite differences. */
class OperatorsTest {
    /** Of the largest answer. */
    private static final double TOLERANCE = 1e-5;

    private static final long[] PICTURE = {1, 4, 9, 11};

    @TempDir
    private Path folder;

    /**
     * A model with one operator that is looked at.
     *
     * @param low least value of the input
     * @param high largest value
     * @param smooth whether the answer has a gradient
     */
    private record Case(String name, Models model, long[] shape, double low, double high, boolean smooth) {
        @Override
        public String toString() {
            return name;
        }

        Case flat() {
            return new Case(name, model, shape, low, high, false);
        }

        Case from(double least, double largest) {
            return new Case(name, model, shape, least, largest, smooth);
        }
    }

    private static Case on(long[] shape, String name, int opset, java.util.function.UnaryOperator<Models> made) {
        return new Case(name + ", opset " + opset, made.apply(Models.of(opset, shape)), shape, -1.7, 1.9, true);
    }

    private static Case picture(String name, int opset, java.util.function.UnaryOperator<Models> made) {
        return on(PICTURE, name, opset, made);
    }

    static Stream<Case> cases() {
        return Stream.of(
                        functions(),
                        arithmetic(),
                        activations(),
                        convolutions(),
                        pooling(),
                        normalisations(),
                        matrices(),
                        reductions(),
                        shapes(),
                        selections(),
                        constants(),
                        resizing())
                .flatMap(List::stream);
    }

    private static List<Case> functions() {
        List<Case> all = new ArrayList<>();
        for (String name : List.of(
                "Abs", "Neg", "Exp", "Sin", "Cos", "Atan", "Sinh", "Cosh", "Asinh", "Erf", "Sigmoid", "Tanh", "Relu",
                "Softsign", "Softplus", "HardSwish", "Mish", "Identity", "LeakyRelu", "Elu", "Selu", "Celu",
                "HardSigmoid", "ThresholdedRelu", "Dropout")) {
            all.add(picture(name, 18, m -> m.node(name, "x", "y")));
        }
        for (String name : List.of("Log", "Sqrt", "Reciprocal")) {
            all.add(picture(name, 13, m -> m.node(name, "x", "y")).from(0.3, 3));
        }
        for (String name : List.of("Tan", "Asin", "Acos", "Atanh")) {
            all.add(picture(name, 13, m -> m.node(name, "x", "y")).from(-0.8, 0.8));
        }
        all.add(picture("Acosh", 13, m -> m.node("Acosh", "x", "y")).from(1.2, 3));
        for (String name : List.of("Floor", "Ceil", "Round", "Sign")) {
            all.add(picture(name, 13, m -> m.node(name, "x", "y")).flat());
        }
        all.add(picture("Round takes halves to even numbers", 13, m -> m.floats("h", 0.5, 1.5, 2.5, -0.5, -1.5, -3.5)
                .node("Round", "h", "r")
                .node("ReduceMax", "r", "most")
                .node("ReduceMin", "r", "least")
                .node("Sub", "most least", "s")
                .node("Mul", "x s", "y")));
        for (String name : List.of("IsNaN", "IsInf")) {
            all.add(picture(name, 13, m -> m.number("zero", 0)
                            .node("Div", "x zero", "inf")
                            .node(name, "inf", "b")
                            .node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        all.add(picture("Not", 13, m -> m.number("zero", 0)
                        .node("Greater", "x zero", "p")
                        .node("Not", "p", "n")
                        .node("Cast", "n", "y", "to", 1))
                .flat());
        return all;
    }

    private static List<Case> arithmetic() {
        List<Case> all = new ArrayList<>();
        for (String name : List.of("Add", "Sub", "Mul", "Min", "Max", "Sum", "Mean")) {
            all.add(picture(name + " of a column", 13, m -> m.weights("c", 4, 1, 1).node(name, "x c", "y")));
            all.add(picture(
                    name + " of itself moved", 13, m -> m.number("c", 0.3).node("Neg", "x", "n").node(name, "n c", "y")));
        }
        all.add(picture("Max of three", 13, m -> m.weights("c", 4, 1, 1)
                .weights("d", 11)
                .node("Max", "x c d", "y")));
        all.add(picture("Div", 14, m -> m.between(0.5, 2, "c", 9, 1).node("Div", "x c", "y")));
        all.add(picture("Div of whole numbers", 14, m -> m.longs("a", new long[] {4}, 7, -7, 8, -1)
                .longs("b", new long[] {4}, 2, 2, -3, 4)
                .node("Div", "a b", "q")
                .node("Cast", "q", "f", "to", 1)
                .node("Unsqueeze", "f axes", "u")
                .longs("axes", 1, 2)
                .node("Mul", "x u", "y")));
        all.add(picture("Pow of a number", 15, m -> m.number("p", 2).node("Pow", "x p", "y")));
        all.add(picture("Pow of a root", 15, m -> m.number("p", 0.5).node("Pow", "x p", "y")).from(0.2, 2));
        all.add(picture("Pow of a tensor", 15, m -> m.between(1, 3, "p", 11).node("Pow", "x p", "y")).from(0.2, 2));
        all.add(picture("Mod", 13, m -> m.number("p", 0.7).node("Mod", "x p", "y", "fmod", 1)));
        all.add(picture("Mod of whole numbers", 13, m -> m.longs("a", 7, -7, 8, -1)
                .longs("b", 3, 3, -3, 4)
                .node("Mod", "a b", "q")
                .node("Cast", "q", "f", "to", 1)
                .longs("axes", 1, 2)
                .node("Unsqueeze", "f axes", "u")
                .node("Mul", "x u", "y")));
        for (String name : List.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal")) {
            all.add(picture(name, 16, m -> m.weights("c", 11)
                            .node(name, "x c", "b")
                            .node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        for (String name : List.of("And", "Or", "Xor")) {
            all.add(picture(name, 16, m -> m.number("zero", 0)
                            .weights("c", 11)
                            .node("Greater", "x zero", "p")
                            .node("Greater", "x c", "q")
                            .node(name, "p q", "b")
                            .node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        all.add(picture("Where", 16, m -> m.number("zero", 0)
                .weights("c", 4, 1, 11)
                .node("Greater", "x zero", "p")
                .node("Neg", "x", "n")
                .node("Where", "p n c", "y")));
        return all;
    }

    private static List<Case> activations() {
        return List.of(
                picture("LeakyRelu told", 16, m -> m.node("LeakyRelu", "x", "y", "alpha", 0.2)),
                picture("PRelu of channels", 16, m -> m.weights("s", 4, 1, 1).node("PRelu", "x s", "y")),
                picture("PRelu of one", 16, m -> m.weights("s", 1).node("PRelu", "x s", "y")),
                picture("PRelu of rows", 16, m -> m.weights("s", 9, 1).node("PRelu", "x s", "y")),
                picture("Elu told", 16, m -> m.node("Elu", "x", "y", "alpha", 0.7)),
                picture("Selu told", 16, m -> m.node("Selu", "x", "y", "alpha", 1.2, "gamma", 1.1)),
                picture("Celu told", 16, m -> m.node("Celu", "x", "y", "alpha", 0.7)),
                picture("HardSigmoid told", 16, m -> m.node("HardSigmoid", "x", "y", "alpha", 0.4, "beta", 0.3)),
                picture("ThresholdedRelu told", 16, m -> m.node("ThresholdedRelu", "x", "y", "alpha", 0.4)),
                picture("Shrink", 16, m -> m.node("Shrink", "x", "y", "lambd", 0.4, "bias", 0.2)),
                picture("Gelu", 20, m -> m.node("Gelu", "x", "y")),
                picture("Gelu by tanh", 20, m -> m.node("Gelu", "x", "y", "approximate", "tanh")),
                picture("Swish", 24, m -> m.node("Swish", "x", "y", "alpha", 1.3)),
                picture("Clip", 13, m -> m.number("low", -0.4).number("high", 0.9).node("Clip", "x low high", "y")),
                picture("Clip from above", 13, m -> m.number("high", 0.9).node("Clip", "x - high", "y")),
                picture("Clip by attributes", 10, m -> m.node("Clip", "x", "y", "min", -0.4, "max", 0.9)),
                picture("Softmax of the last axis", 13, m -> m.node("Softmax", "x", "y")),
                picture("Softmax of channels", 13, m -> m.node("Softmax", "x", "y", "axis", 1)),
                picture("Softmax of all behind", 11, m -> m.node("Softmax", "x", "y", "axis", 2)),
                picture("LogSoftmax", 13, m -> m.node("LogSoftmax", "x", "y", "axis", 1)),
                picture("LogSoftmax of all behind", 11, m -> m.node("LogSoftmax", "x", "y")));
    }

    private static List<Case> convolutions() {
        List<Case> all = new ArrayList<>(List.of(
                picture("Conv", 11, m -> m.weights("w", 5, 4, 3, 3)
                        .weights("b", 5)
                        .node("Conv", "x w b", "y", "pads", ints(1, 1, 1, 1), "kernel_shape", ints(3, 3))),
                picture("Conv 1×1", 11, m -> m.weights("w", 6, 4, 1, 1).node("Conv", "x w", "y")),
                picture("Conv with steps and gaps", 11, m -> m.weights("w", 5, 4, 2, 3)
                        .node("Conv", "x w", "y", "strides", ints(2, 3), "dilations", ints(3, 2), "pads", ints(1, 2, 1, 2))),
                picture("Conv in groups", 11, m -> m.weights("w", 6, 2, 3, 3)
                        .weights("b", 6)
                        .node("Conv", "x w b", "y", "group", 2)),
                picture("Conv of each channel", 11, m -> m.weights("w", 4, 1, 3, 3)
                        .node("Conv", "x w", "y", "group", 4, "pads", ints(1, 1, 1, 1))),
                picture("Conv padded on one side", 11, m -> m.weights("w", 3, 4, 3, 3)
                        .node("Conv", "x w", "y", "pads", ints(0, 1, 2, 0), "strides", ints(2, 2))),
                on(new long[] {2, 3, 17}, "Conv of a line", 13, m -> m.weights("w", 4, 3, 5)
                        .weights("b", 4)
                        .node("Conv", "x w b", "y", "pads", ints(2, 1), "strides", ints(2))),
                on(new long[] {1, 2, 5, 6, 7}, "Conv of a volume", 13, m -> m.weights("w", 3, 2, 3, 2, 3)
                        .node("Conv", "x w", "y", "pads", ints(1, 0, 1, 1, 0, 1))),
                picture("ConvTranspose", 11, m -> m.weights("w", 4, 3, 2, 2)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2))),
                picture("ConvTranspose with padding", 11, m -> m.weights("w", 4, 3, 3, 3)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2), "pads", ints(1, 1, 1, 1),
                                "output_padding", ints(1, 1))),
                picture("ConvTranspose in groups with gaps", 11, m -> m.weights("w", 4, 3, 3, 3)
                        .node("ConvTranspose", "x w", "y", "group", 2, "dilations", ints(2, 1), "pads", ints(1, 1, 1, 1))),
                picture("ConvTranspose cut on one side", 11, m -> m.weights("w", 4, 3, 4, 4)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2), "pads", ints(0, 2, 1, 0))),
                picture("ConvTranspose longer than it reaches", 11, m -> m.weights("w", 4, 3, 2, 2)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(3, 3), "output_padding", ints(2, 1))),
                picture("ConvTranspose to a shape", 11, m -> m.weights("w", 4, 3, 3, 3)
                        .weights("b", 3)
                        .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2), "output_shape", ints(18, 21))),
                on(new long[] {1, 3, 7}, "ConvTranspose of a line", 11, m -> m.weights("w", 3, 2, 4)
                        .node("ConvTranspose", "x w", "y", "strides", ints(2), "pads", ints(1, 1))),
                on(new long[] {1, 2, 3, 4, 5}, "ConvTranspose of a volume", 11, m -> m.weights("w", 2, 2, 2, 2, 2)
                        .node("ConvTranspose", "x w", "y", "strides", ints(2, 2, 2)))));
        for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            all.add(picture("Conv " + pad, 11, m -> m.weights("w", 3, 4, 3, 4)
                    .node("Conv", "x w", "y", "auto_pad", pad, "strides", ints(2, 2))));
            all.add(picture("ConvTranspose " + pad, 11, m -> m.weights("w", 4, 3, 3, 3)
                    .node("ConvTranspose", "x w", "y", "auto_pad", pad, "strides", ints(2, 2))));
        }
        return all;
    }

    private static List<Case> pooling() {
        List<Case> all = new ArrayList<>();
        for (String name : List.of("MaxPool", "AveragePool")) {
            all.add(picture(name, 11, m -> m.node(name, "x", "y", "kernel_shape", ints(2, 2), "strides", ints(2, 2))));
            all.add(picture(name + " with padding", 11, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1), "strides", ints(2, 2))));
            all.add(picture(name + " padded on one side", 11, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(3, 3), "pads", ints(0, 0, 2, 1), "strides", ints(2, 2))));
            all.add(picture(name + " rounded up", 19, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(2, 3), "strides", ints(2, 2), "ceil_mode", 1)));
            all.add(picture(name + " SAME_UPPER", 11, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(3, 3), "strides", ints(2, 2), "auto_pad", "SAME_UPPER")));
            all.add(on(new long[] {1, 3, 15}, name + " of a line", 11, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(3), "strides", ints(2), "pads", ints(1, 0))));
            all.add(on(new long[] {1, 2, 5, 6, 7}, name + " of a volume", 11, m -> m.node(
                    name, "x", "y", "kernel_shape", ints(2, 2, 3), "strides", ints(1, 2, 2))));
        }
        all.add(picture("MaxPool with gaps", 11, m -> m.node(
                "MaxPool", "x", "y", "kernel_shape", ints(2, 3), "dilations", ints(2, 2))));
        all.add(picture("AveragePool that counts padding", 11, m -> m.node(
                "AveragePool", "x", "y", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1), "count_include_pad", 1)));
        all.add(picture("AveragePool that counts padding, rounded up", 19, m -> m.node(
                "AveragePool", "x", "y", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1), "count_include_pad", 1,
                "strides", ints(3, 3), "ceil_mode", 1)));
        all.add(picture("LpPool", 11, m -> m.node("LpPool", "x", "y", "kernel_shape", ints(2, 2), "p", 2)));
        all.add(picture("GlobalAveragePool", 11, m -> m.node("GlobalAveragePool", "x", "y")));
        all.add(picture("GlobalMaxPool", 11, m -> m.node("GlobalMaxPool", "x", "y")));
        all.add(picture("GlobalLpPool", 11, m -> m.node("GlobalLpPool", "x", "y")));
        return all;
    }

    private static List<Case> normalisations() {
        return List.of(
                picture("BatchNormalization", 14, m -> m.weights("s", 4)
                        .weights("b", 4)
                        .weights("mean", 4)
                        .between(0.3, 2, "var", 4)
                        .node("BatchNormalization", "x s b mean var", "y", "epsilon", 1e-3)),
                picture("BatchNormalization by the batch", 14, m -> m.weights("s", 4)
                        .weights("b", 4)
                        .weights("mean", 4)
                        .between(0.3, 2, "var", 4)
                        .node("BatchNormalization", "x s b mean var", "y m v", "training_mode", 1)),
                picture("InstanceNormalization", 13, m -> m.weights("s", 4)
                        .weights("b", 4)
                        .node("InstanceNormalization", "x s b", "y")),
                picture("LayerNormalization", 17, m -> m.weights("s", 11)
                        .weights("b", 11)
                        .node("LayerNormalization", "x s b", "y")),
                picture("LayerNormalization of two axes without bias", 17, m -> m.weights("s", 9, 11)
                        .node("LayerNormalization", "x s", "y", "axis", 2, "epsilon", 1e-6)),
                picture("LayerNormalization with one scale", 17, m -> m.weights("s", 1)
                        .node("LayerNormalization", "x s", "y", "axis", 1)),
                picture("GroupNormalization", 21, m -> m.weights("s", 4)
                        .weights("b", 4)
                        .node("GroupNormalization", "x s b", "y", "num_groups", 2)),
                picture("GroupNormalization with scales of groups", 18, m -> m.weights("s", 2)
                        .weights("b", 2)
                        .node("GroupNormalization", "x s b", "y", "num_groups", 2)),
                picture("RMSNormalization", 23, m -> m.weights("s", 11).node("RMSNormalization", "x s", "y")),
                picture("LRN", 13, m -> m.node("LRN", "x", "y", "size", 3, "alpha", 0.3, "beta", 0.6, "bias", 1.2)),
                picture("LpNormalization", 13, m -> m.node("LpNormalization", "x", "y", "axis", 1)),
                picture("LpNormalization, p 1", 13, m -> m.node("LpNormalization", "x", "y", "p", 1)),
                picture("MeanVarianceNormalization", 13, m -> m.node("MeanVarianceNormalization", "x", "y")));
    }

    private static List<Case> matrices() {
        return List.of(
                picture("MatMul", 13, m -> m.weights("w", 11, 7).node("MatMul", "x w", "y")),
                picture("MatMul of batches", 13, m -> m.weights("w", 4, 5, 9).node("MatMul", "w x", "y")),
                picture("MatMul with itself", 13, m -> m.node("Transpose", "x", "t", "perm", ints(0, 1, 3, 2))
                        .node("MatMul", "x t", "y")),
                picture("MatMul of a line", 13, m -> m.weights("w", 11).node("MatMul", "x w", "y")),
                on(new long[] {5, 7}, "Gemm", 13, m -> m.weights("w", 7, 3).weights("c", 3).node("Gemm", "x w c", "y")),
                on(new long[] {5, 7}, "Gemm turned", 13, m -> m.weights("w", 6, 5)
                        .weights("c", 7, 1)
                        .node("Gemm", "x w c", "y", "transA", 1, "transB", 1, "alpha", 0.5, "beta", 2.0)),
                on(new long[] {5, 7}, "Gemm without a summand", 13, m -> m.weights("w", 3, 7)
                        .node("Gemm", "x w", "y", "transB", 1)),
                picture("Einsum", 13, m -> m.weights("w", 4, 11, 3)
                        .node("Einsum", "x w", "y", "equation", "bchw,cwk->bhk")),
                picture("Einsum with dots", 13, m -> m.weights("w", 11, 3)
                        .node("Einsum", "x w", "y", "equation", "...w,wk->...k")),
                picture("Einsum without arrow", 13, m -> m.weights("w", 11, 3)
                        .node("Einsum", "x w", "y", "equation", "abcd,de")));
    }

    private static List<Case> reductions() {
        List<Case> all = new ArrayList<>();
        for (String name : List.of(
                "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
                "ReduceSumSquare", "ReduceLogSumExp", "ReduceLogSum")) {
            double low = name.equals("ReduceLogSum") ? 0.2 : -1.7;
            all.add(picture(name + " of all", 18, m -> m.node(name, "x", "y", "keepdims", 0)).from(low, 1.9));
            all.add(picture(name + " along axes", 18, m -> m.longs("axes", -1, 1).node(name, "x axes", "y"))
                    .from(low, 1.9));
            if (!name.equals("ReduceSum")) {
                all.add(picture(name + " along an attribute", 13, m -> m.node(
                                name, "x", "y", "axes", ints(2, 3), "keepdims", 0))
                        .from(low, 1.9));
            }
        }
        all.add(picture("ReduceSum along an attribute", 11, m -> m.node("ReduceSum", "x", "y", "axes", ints(1))));
        all.add(picture("ReduceMean of nothing", 18, m -> m.node("ReduceMean", "x", "y", "noop_with_empty_axes", 1)));
        for (String name : List.of("ArgMax", "ArgMin")) {
            all.add(picture(name, 13, m -> m.node(name, "x", "i", "axis", 1).node("Cast", "i", "y", "to", 1))
                    .flat());
            all.add(picture(name + " of the last", 13, m -> m.node("Round", "x", "r")
                            .node(name, "r", "i", "axis", -1, "keepdims", 0, "select_last_index", 1)
                            .node("Cast", "i", "y", "to", 1))
                    .flat());
        }
        all.add(picture("CumSum", 14, m -> m.longs("a", new long[0], 2).node("CumSum", "x a", "y")));
        all.add(picture("CumSum backwards", 14, m -> m.longs("a", new long[0], -1)
                .node("CumSum", "x a", "y", "reverse", 1, "exclusive", 1)));
        all.add(picture("TopK", 11, m -> m.longs("k", 3).node("TopK", "x k", "y i", "axis", 1)));
        all.add(picture("TopK, the least", 11, m -> m.longs("k", 3)
                        .node("TopK", "x k", "v i", "axis", 3, "largest", 0)
                        .node("Cast", "i", "y", "to", 1))
                .flat());
        return all;
    }

    private static List<Case> shapes() {
        return List.of(
                picture("Shape", 15, m -> m.node("Shape", "x", "s", "start", 1, "end", -1)
                        .node("Cast", "s", "f", "to", 1)
                        .node("ReduceSum", "f", "t", "keepdims", 0)
                        .node("Mul", "x t", "y")),
                picture("Size", 13, m -> m.node("Size", "x", "s")
                        .node("Cast", "s", "f", "to", 1)
                        .node("Div", "x f", "y")),
                picture("Reshape", 14, m -> m.longs("s", 0, -1, 3).node("Reshape", "x s", "y")),
                picture("Reshape by a computed shape", 14, m -> m.node("Shape", "x", "s")
                        .longs("zero", new long[0], 0)
                        .node("Gather", "s zero", "n")
                        .longs("first", 0)
                        .node("Unsqueeze", "n first", "u")
                        .longs("rest", -1)
                        .node("Concat", "u rest", "t", "axis", 0)
                        .node("Reshape", "x t", "y")),
                picture("Flatten", 13, m -> m.node("Flatten", "x", "y", "axis", 2)),
                picture("Flatten before everything", 13, m -> m.node("Flatten", "x", "y", "axis", 0)),
                picture("Squeeze", 13, m -> m.node("Squeeze", "x", "y")),
                picture("Squeeze of axes", 13, m -> m.longs("a", 0).node("Squeeze", "x a", "y")),
                picture("Squeeze by an attribute", 11, m -> m.node("Squeeze", "x", "y", "axes", ints(-4))),
                picture("Unsqueeze", 13, m -> m.longs("a", -1, 1).node("Unsqueeze", "x a", "y")),
                picture("Unsqueeze by an attribute", 11, m -> m.node("Unsqueeze", "x", "y", "axes", ints(0, 3))),
                picture("Transpose", 13, m -> m.node("Transpose", "x", "y", "perm", ints(0, 2, 3, 1))),
                picture("Transpose backwards", 13, m -> m.node("Transpose", "x", "y")),
                picture("Expand", 13, m -> m.longs("s", 3, 1, 1, 9, 1).node("Expand", "x s", "y")),
                picture("Tile", 13, m -> m.longs("r", 2, 1, 3, 1).node("Tile", "x r", "y")),
                picture("Concat", 13, m -> m.weights("c", 1, 2, 9, 11).node("Concat", "x c x", "y", "axis", 1)),
                picture("Split", 13, m -> m.longs("p", 1, 3).node("Split", "x p", "a b", "axis", 1)
                        .node("Mul", "b a", "y")),
                picture("Split in equal parts", 11, m -> m.node("Split", "x", "a b", "axis", 1).node("Sub", "b a", "y")),
                picture("Split by an attribute", 11, m -> m.node("Split", "x", "a b", "axis", 3, "split", ints(5, 6))
                        .node("ReduceMean", "b", "c", "axes", ints(3))
                        .node("Mul", "a c", "y")),
                picture("Split into a number", 18, m -> m.node("Split", "x", "a b", "axis", 3, "num_outputs", 2)
                        .longs("axes", 3)
                        .node("ReduceMean", "b axes", "c")
                        .node("Mul", "a c", "y")),
                picture("Pad", 13, m -> m.longs("p", 0, 0, 1, 2, 0, 0, 3, 0).number("v", 0.5).node("Pad", "x p v", "y")),
                picture("Pad that cuts", 13, m -> m.longs("p", 0, -1, 1, -2, 0, 0, -3, 0).node("Pad", "x p", "y")),
                picture("Pad reflected", 13, m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4)
                        .node("Pad", "x p", "y", "mode", "reflect")),
                picture("Pad with the edge", 13, m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4)
                        .node("Pad", "x p", "y", "mode", "edge")),
                picture("Pad wrapped", 19, m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4)
                        .node("Pad", "x p", "y", "mode", "wrap")),
                picture("Pad of axes", 18, m -> m.longs("p", 1, 2, 3, 4)
                        .longs("a", -1, 2)
                        .node("Pad", "x p - a", "y")),
                picture("Pad by attributes", 10, m -> m.node(
                        "Pad", "x", "y", "pads", ints(0, 0, 1, 1, 0, 0, 1, 1), "value", -0.5)),
                on(new long[] {2, 12, 3, 5}, "DepthToSpace", 13, m -> m.node("DepthToSpace", "x", "y", "blocksize", 2)),
                on(new long[] {2, 12, 3, 5}, "DepthToSpace CRD", 13, m -> m.node(
                        "DepthToSpace", "x", "y", "blocksize", 2, "mode", "CRD")),
                on(new long[] {2, 3, 6, 9}, "SpaceToDepth", 13, m -> m.node("SpaceToDepth", "x", "y", "blocksize", 3)));
    }

    private static List<Case> selections() {
        return List.of(
                picture("Slice", 13, m -> m.longs("s", 1, 2)
                        .longs("e", 3, -2)
                        .longs("a", 1, 3)
                        .longs("t", 1, 3)
                        .node("Slice", "x s e a t", "y")),
                picture("Slice backwards", 13, m -> m.longs("s", -1, 7)
                        .longs("e", Long.MIN_VALUE, 0)
                        .longs("a", 2, 3)
                        .longs("t", -1, -2)
                        .node("Slice", "x s e a t", "y")),
                picture("Slice beyond the end", 13, m -> m.longs("s", 2)
                        .longs("e", Long.MAX_VALUE)
                        .longs("a", 2)
                        .node("Slice", "x s e a", "y")),
                picture("Slice by attributes", 9, m -> m.node(
                        "Slice", "x", "y", "starts", ints(0, 1), "ends", ints(9, -1), "axes", ints(2, 3))),
                picture("Gather", 13, m -> m.longs("i", new long[] {2, 2}, 0, -1, 3, 3).node("Gather", "x i", "y", "axis", 1)),
                picture("Gather of one", 13, m -> m.longs("i", new long[0], -2).node("Gather", "x i", "y", "axis", 2)),
                picture("GatherElements", 13, m -> m.longs("i", new long[] {1, 4, 1, 2}, 0, 1, 2, 3, -1, -2, 8, 7)
                        .node("GatherElements", "x i", "y", "axis", 2)),
                picture("GatherND", 13, m -> m.longs("i", new long[] {3, 2}, 0, 0, 0, 3, 0, -1)
                        .node("GatherND", "x i", "y")),
                picture("GatherND of batches", 13, m -> m.longs("i", new long[] {1, 4, 2, 1}, 0, 1, 2, 3, 4, 5, 6, 8)
                        .node("GatherND", "x i", "y", "batch_dims", 2)),
                picture("ScatterElements", 13, m -> m.longs("i", new long[] {1, 4, 1, 2}, 0, 1, 2, 3, -1, -2, 8, 7)
                        .weights("u", 1, 4, 1, 2)
                        .node("ScatterElements", "x i u", "y", "axis", 3)),
                picture("ScatterElements that add", 18, m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 2, 5)
                        .weights("u", 1, 1, 1, 3)
                        .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "add")),
                picture("ScatterElements that multiply", 18, m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                        .weights("u", 1, 1, 1, 3)
                        .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "mul")),
                picture("ScatterElements, the largest", 18, m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                        .weights("u", 1, 1, 1, 3)
                        .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "max")),
                picture("ScatterElements, the least", 18, m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                        .weights("u", 1, 1, 1, 3)
                        .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "min")),
                picture("ScatterND", 13, m -> m.longs("i", new long[] {2, 3}, 0, 1, 2, 0, 3, -1)
                        .weights("u", 2, 11)
                        .node("ScatterND", "x i u", "y")),
                picture("ScatterND that adds", 18, m -> m.longs("i", new long[] {2, 3}, 0, 1, 2, 0, 3, 1)
                        .weights("u", 2, 11)
                        .node("ScatterND", "x i u", "y", "reduction", "add")),
                picture("NonZero", 13, m -> m.number("zero", 1.5)
                                .node("Greater", "x zero", "b")
                                .node("NonZero", "b", "i")
                                .node("Cast", "i", "y", "to", 1))
                        .flat(),
                picture("OneHot", 13, m -> m.node("ArgMax", "x", "i", "axis", 1, "keepdims", 0)
                                .longs("d", 5)
                                .floats("v", -1, 2)
                                .node("OneHot", "i d v", "y", "axis", 1))
                        .flat());
    }

    private static List<Case> constants() {
        return List.of(
                picture("Constant", 13, m -> m.node("Constant", "", "c", "value", Models.tensor("", DataType.FLOAT, 1, 2)
                                .addFloatData(2)
                                .addFloatData(3))
                        .node("ReduceMax", "c", "d", "keepdims", 0)
                        .node("Mul", "x d", "y")),
                picture("Constant of numbers", 13, m -> m.node("Constant", "", "c", "value_floats", new double[] {1, 4})
                        .node("Constant", "", "i", "value_int", 1)
                        .node("Gather", "c i", "d")
                        .node("Constant", "", "e", "value_float", 0.25)
                        .node("Mul", "x d", "z")
                        .node("Add", "z e", "v")
                        .node("Constant", "", "s", "value_ints", ints(2, 18, 11))
                        .node("Reshape", "v s", "y")),
                picture("ConstantOfShape", 13, m -> m.node("Shape", "x", "s")
                        .node("ConstantOfShape", "s", "c", "value", Models.tensor("", DataType.FLOAT, 1).addFloatData(3))
                        .node("Mul", "x c", "y")),
                picture("ConstantOfShape of zeros", 13, m -> m.node("Shape", "x", "s")
                        .node("ConstantOfShape", "s", "c")
                        .node("Sub", "c x", "y")),
                picture("Range", 13, m -> m.longs("a", new long[0], 12)
                        .longs("b", new long[0], 1)
                        .longs("c", new long[0], -1)
                        .node("Range", "a b c", "r")
                        .node("Cast", "r", "f", "to", 1)
                        .node("Mul", "x f", "y")),
                picture("Range of reals", 13, m -> m.number("a", 0.5)
                        .number("b", 6)
                        .number("c", 0.5)
                        .node("Range", "a b c", "r")
                        .node("Mul", "x r", "y")),
                picture("Cast to whole numbers", 13, m -> m.node("Cast", "x", "i", "to", 7).node("Cast", "i", "y", "to", 1))
                        .flat(),
                picture("Cast to half and back", 13, m -> m.node("Cast", "x", "h", "to", 10)
                                .node("Cast", "h", "y", "to", 1))
                        .flat(),
                picture("Cast to double and back", 13, m -> m.node("Cast", "x", "d", "to", 11)
                        .node("Sin", "d", "e")
                        .node("Cast", "e", "y", "to", 1)),
                picture("CastLike", 15, m -> m.longs("l", 3).node("CastLike", "l x", "f").node("Mul", "x f", "y")),
                picture("Trilu", 14, m -> m.longs("k", new long[0], -1).node("Trilu", "x k", "y")),
                picture("Trilu below", 14, m -> m.node("Trilu", "x", "y", "upper", 0)),
                picture("EyeLike", 13, m -> m.weights("w", 9, 11).node("EyeLike", "w", "e", "k", 1).node("Mul", "x e", "y")));
    }

    private static List<Case> resizing() {
        List<Case> all = new ArrayList<>();
        for (String mode : List.of("nearest", "linear", "cubic")) {
            for (String place : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
                for (double[] scales : new double[][] {{1, 1, 2, 2}, {1, 1, 1.7, 2.6}, {1, 1, 0.5, 0.7}}) {
                    if (mode.equals("cubic") && place.equals("pytorch_half_pixel")) {
                        continue;
                    }
                    all.add(picture(
                            "Resize " + mode + " " + place + " by " + scales[2], 13, m -> m.floats("s", scales)
                                    .node("Resize", "x - s", "y", "mode", mode, "coordinate_transformation_mode", place)));
                }
                all.add(picture("Resize " + mode + " " + place + " to a size", 13, m -> m.longs("z", 1, 4, 13, 6)
                        .node("Resize", "x - - z", "y", "mode", mode, "coordinate_transformation_mode", place)));
            }
        }
        for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
            for (String place : List.of("half_pixel", "asymmetric", "align_corners")) {
                all.add(picture("Resize nearest " + rounding + " " + place, 13, m -> m.longs("z", 1, 4, 18, 16)
                        .node("Resize", "x - - z", "y", "nearest_mode", rounding, "coordinate_transformation_mode", place)));
            }
        }
        all.add(picture("Resize cubic without what is outside", 13, m -> m.longs("z", 1, 4, 13, 17)
                .node("Resize", "x - - z", "y", "mode", "cubic", "exclude_outside", 1, "cubic_coeff_a", -0.5)));
        for (String mode : List.of("linear", "cubic")) {
            all.add(picture("Resize " + mode + " with antialias", 18, m -> m.longs("z", 1, 4, 4, 17)
                    .node("Resize", "x - - z", "y", "mode", mode, "antialias", 1)));
            all.add(picture("Resize " + mode + " with antialias, without what is outside", 18, m -> m.longs("z", 1, 4, 4, 17)
                    .node("Resize", "x - - z", "y", "mode", mode, "antialias", 1, "exclude_outside", 1)));
        }
        all.add(picture("Resize of axes", 18, m -> m.longs("z", 5, 20)
                .node("Resize", "x - - z", "y", "mode", "linear", "axes", ints(2, 3))));
        all.add(picture("Resize half_pixel_symmetric", 19, m -> m.floats("s", 1, 1, 1.3, 0.8)
                .node("Resize", "x - s", "y", "mode", "linear", "coordinate_transformation_mode", "half_pixel_symmetric")));
        all.add(picture("Resize to one pixel", 13, m -> m.longs("z", 1, 4, 1, 1)
                .node("Resize", "x - - z", "y", "mode", "linear", "coordinate_transformation_mode", "pytorch_half_pixel")));
        all.add(on(new long[] {1, 2, 9}, "Resize of a line", 13, m -> m.longs("z", 1, 2, 14)
                .node("Resize", "x - - z", "y", "mode", "linear")));
        all.add(on(new long[] {1, 2, 3, 4, 5}, "Resize of a volume", 13, m -> m.longs("z", 1, 2, 5, 3, 9)
                .node("Resize", "x - - z", "y", "mode", "linear")));
        all.add(picture("Resize before it knew places", 10, m -> m.floats("s", 1, 1, 2, 3)
                .node("Resize", "x s", "y", "mode", "linear")));
        all.add(picture("Upsample", 9, m -> m.floats("s", 1, 1, 2, 3).node("Upsample", "x s", "y", "mode", "nearest")));
        for (String padding : List.of("zeros", "border", "reflection")) {
            for (String mode : List.of("linear", "nearest", "cubic")) {
                all.add(picture("GridSample " + mode + " " + padding, 20, m -> m.between(-1.3, 1.3, "g", 1, 5, 6, 2)
                        .node("GridSample", "x g", "y", "mode", mode, "padding_mode", padding)));
            }
        }
        all.add(picture("GridSample of corners", 16, m -> m.between(-1.3, 1.3, "g", 1, 5, 6, 2)
                .node("GridSample", "x g", "y", "mode", "bilinear", "align_corners", 1)));
        all.add(picture("GridSample by what it computed", 16, m -> m.longs("s", 1)
                .longs("e", 3)
                .longs("a", 1)
                .node("Slice", "x s e a", "p")
                .node("Transpose", "p", "g", "perm", ints(0, 2, 3, 1))
                .node("GridSample", "x g", "y", "mode", "bilinear")));
        return all;
    }

    private static Tensor input(Case tried, long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Budget.elements(tried.shape()))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (tried.low() + (tried.high() - tried.low()) * random.nextDouble());
        }
        return Tensors.of(values, tried.shape());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answers_are_those_of_onnx_runtime(Case tried) throws IOException {
        Path file = tried.model().write(folder.resolve("model.onnx"));
        try (OnnxNetwork network = OnnxNetwork.open(file, Optional.empty(), Optional.empty());
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = input(tried, 3);
            network.verify(x);
            assertThat(network.withoutGradient()).isEmpty();
            Tensor expected = network.reference(x).orElseThrow();
            Tensor found = network.forward(x);
            assertThat(Tensors.shape(found)).isEqualTo(Tensors.shape(expected));
            double largest = expected.abs().max().item_double();
            assertThat(Tensors.floats(found))
                    .containsExactly(Tensors.floats(expected), within((float) (TOLERANCE * Math.max(largest, 1e-3))));
        }
    }

    /**
     * The slope of a random combination of the answers along a random direction. Steps are small, and the largest of a few seeds' errors may come from a corner of
     * a function that has some, so that the best of three counts.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void gradients_are_those_of_finite_differences(Case tried) throws IOException {
        Path file = tried.model().write(folder.resolve("model.onnx"));
        try (OnnxNetwork network = OnnxNetwork.open(file, Optional.empty(), Optional.empty())) {
            double best = Double.POSITIVE_INFINITY;
            for (int seed = 1; seed <= 3 && best > 0.01; seed++) {
                int now = seed;
                best = Math.min(best, TorchRuntime.inNewThread(1, () -> error(network, tried, now)));
            }
            assertThat(best).isLessThan(0.01);
        }
    }

    private static double error(OnnxNetwork network, Case tried, long seed) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = input(tried, seed).set_requires_grad(true);
            Tensor answer = network.forward(x);
            if (!tried.smooth()) {
                return 0;
            }
            Tensor combination = random(Tensors.shape(answer), seed + 10);
            answer.mul(combination).sum().backward();
            Tensor gradient = x.grad();
            assertThat(gradient.defined()).isTrue();
            try (NoGradGuard guard = new NoGradGuard()) {
                // Along itself and a little beside: a direction in which the answer certainly changes.
                Tensor unit = gradient.div(gradient.norm().add(new org.bytedeco.pytorch.Scalar(1e-12)));
                Tensor direction = unit.add(random(tried.shape(), seed + 20)
                        .mul(new org.bytedeco.pytorch.Scalar(0.3 / Math.sqrt(gradient.numel()))));
                double expected = gradient.mul(direction).sum().item_double();
                double step = 2e-3;
                Tensor move = direction.mul(new org.bytedeco.pytorch.Scalar(step));
                Tensor plain = x.detach();
                double up = total(network.forward(plain.add(move)), combination);
                double down = total(network.forward(plain.sub(move)), combination);
                return Math.abs((up - down) / (2 * step) - expected) / Math.max(Math.abs(expected), 1e-3);
            }
        }
    }

    private static double total(Tensor answer, Tensor combination) {
        return answer.mul(combination)
                .sum(new org.bytedeco.pytorch.ScalarTypeOptional(
                        org.bytedeco.pytorch.global.torch.ScalarType.Double))
                .item_double();
    }

    private static Tensor random(long[] shape, long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Budget.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, shape);
    }

    @Test
    void every_operator_is_tried() {
        Set<String> tried = new TreeSet<>();
        cases().forEach(one -> one.model().graph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .forEach(tried::add));
        assertThat(tried).containsAll(Operators.names());
    }
}
