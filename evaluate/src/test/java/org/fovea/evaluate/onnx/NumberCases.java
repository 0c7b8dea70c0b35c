package org.fovea.evaluate.onnx;

import static org.fovea.evaluate.onnx.Models.ints;
import static org.fovea.evaluate.onnx.OperatorCase.on;
import static org.fovea.evaluate.onnx.OperatorCase.picture;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Operators on numbers, shapes and places, in the forms that exporters write. */
final class NumberCases {
    private NumberCases() {}

    static List<OperatorCase> all() {
        return Stream.of(functions(), arithmetic(), matrices(), reductions(), shapes(), selections(), constants())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OperatorCase> functions() {
        List<OperatorCase> all = new ArrayList<>();
        for (String name : List.of(
                "Abs",
                "Neg",
                "Exp",
                "Sin",
                "Cos",
                "Atan",
                "Sinh",
                "Cosh",
                "Asinh",
                "Erf",
                "Sigmoid",
                "Tanh",
                "Relu",
                "Softsign",
                "Softplus",
                "HardSwish",
                "Mish",
                "Identity",
                "LeakyRelu",
                "Elu",
                "Selu",
                "Celu",
                "HardSigmoid",
                "ThresholdedRelu",
                "Dropout")) {
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
        all.add(picture(
                "Round takes halves to even numbers",
                13,
                m -> m.floats("h", 0.5, 1.5, 2.5, -0.5, -1.5, -3.5)
                        .node("Round", "h", "r")
                        .node("ReduceMax", "r", "most")
                        .node("ReduceMin", "r", "least")
                        .node("Sub", "most least", "s")
                        .node("Mul", "x s", "y")));
        for (String name : List.of("IsNaN", "IsInf")) {
            all.add(picture(
                            name,
                            13,
                            m -> m.number("zero", 0)
                                    .node("Div", "x zero", "inf")
                                    .node(name, "inf", "b")
                                    .node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        all.add(picture(
                        "Not",
                        13,
                        m -> m.number("zero", 0)
                                .node("Greater", "x zero", "p")
                                .node("Not", "p", "n")
                                .node("Cast", "n", "y", "to", 1))
                .flat());
        return all;
    }

    private static List<OperatorCase> arithmetic() {
        List<OperatorCase> all = new ArrayList<>();
        for (String name : List.of("Add", "Sub", "Mul", "Min", "Max", "Sum", "Mean")) {
            all.add(picture(
                    name + " of a column", 13, m -> m.weights("c", 4, 1, 1).node(name, "x c", "y")));
            all.add(picture(
                    name + " of itself moved",
                    13,
                    m -> m.number("c", 0.3).node("Neg", "x", "n").node(name, "n c", "y")));
        }
        all.add(picture(
                "Max of three",
                13,
                m -> m.weights("c", 4, 1, 1).weights("d", 11).node("Max", "x c d", "y")));
        all.add(picture("Div", 14, m -> m.between(0.5, 2, "c", 9, 1).node("Div", "x c", "y")));
        all.add(picture(
                "Div of whole numbers",
                14,
                m -> m.longs("a", new long[] {4}, 7, -7, 8, -1)
                        .longs("b", new long[] {4}, 2, 2, -3, 4)
                        .node("Div", "a b", "q")
                        .node("Cast", "q", "f", "to", 1)
                        .node("Unsqueeze", "f axes", "u")
                        .longs("axes", 1, 2)
                        .node("Mul", "x u", "y")));
        all.add(picture("Pow of a number", 15, m -> m.number("p", 2).node("Pow", "x p", "y")));
        all.add(picture("Pow of a root", 15, m -> m.number("p", 0.5).node("Pow", "x p", "y"))
                .from(0.2, 2));
        all.add(picture("Pow of a tensor", 15, m -> m.between(1, 3, "p", 11).node("Pow", "x p", "y"))
                .from(0.2, 2));
        all.add(picture("Mod", 13, m -> m.number("p", 0.7).node("Mod", "x p", "y", "fmod", 1)));
        all.add(picture(
                "Mod of whole numbers",
                13,
                m -> m.longs("a", 7, -7, 8, -1)
                        .longs("b", 3, 3, -3, 4)
                        .node("Mod", "a b", "q")
                        .node("Cast", "q", "f", "to", 1)
                        .longs("axes", 1, 2)
                        .node("Unsqueeze", "f axes", "u")
                        .node("Mul", "x u", "y")));
        for (String name : List.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal")) {
            all.add(picture(
                            name,
                            16,
                            m -> m.weights("c", 11).node(name, "x c", "b").node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        for (String name : List.of("And", "Or", "Xor")) {
            all.add(picture(
                            name,
                            16,
                            m -> m.number("zero", 0)
                                    .weights("c", 11)
                                    .node("Greater", "x zero", "p")
                                    .node("Greater", "x c", "q")
                                    .node(name, "p q", "b")
                                    .node("Cast", "b", "y", "to", 1))
                    .flat());
        }
        all.add(picture(
                "Where",
                16,
                m -> m.number("zero", 0)
                        .weights("c", 4, 1, 11)
                        .node("Greater", "x zero", "p")
                        .node("Neg", "x", "n")
                        .node("Where", "p n c", "y")));
        return all;
    }

    private static List<OperatorCase> matrices() {
        return List.of(
                picture("MatMul", 13, m -> m.weights("w", 11, 7).node("MatMul", "x w", "y")),
                picture("MatMul of batches", 13, m -> m.weights("w", 4, 5, 9).node("MatMul", "w x", "y")),
                picture(
                        "MatMul with itself",
                        13,
                        m -> m.node("Transpose", "x", "t", "perm", ints(0, 1, 3, 2))
                                .node("MatMul", "x t", "y")),
                picture("MatMul of a line", 13, m -> m.weights("w", 11).node("MatMul", "x w", "y")),
                on(
                        new long[] {5, 7},
                        "Gemm",
                        13,
                        m -> m.weights("w", 7, 3).weights("c", 3).node("Gemm", "x w c", "y")),
                on(
                        new long[] {5, 7},
                        "Gemm turned",
                        13,
                        m -> m.weights("w", 6, 5)
                                .weights("c", 7, 1)
                                .node("Gemm", "x w c", "y", "transA", 1, "transB", 1, "alpha", 0.5, "beta", 2.0)),
                on(
                        new long[] {5, 7},
                        "Gemm without a summand",
                        13,
                        m -> m.weights("w", 3, 7).node("Gemm", "x w", "y", "transB", 1)),
                picture(
                        "Einsum",
                        13,
                        m -> m.weights("w", 4, 11, 3).node("Einsum", "x w", "y", "equation", "bchw,cwk->bhk")),
                picture(
                        "Einsum with dots",
                        13,
                        m -> m.weights("w", 11, 3).node("Einsum", "x w", "y", "equation", "...w,wk->...k")),
                picture(
                        "Einsum without arrow",
                        13,
                        m -> m.weights("w", 11, 3).node("Einsum", "x w", "y", "equation", "abcd,de")));
    }

    private static List<OperatorCase> reductions() {
        List<OperatorCase> all = new ArrayList<>();
        for (String name : List.of(
                "ReduceMean",
                "ReduceSum",
                "ReduceMax",
                "ReduceMin",
                "ReduceProd",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSumExp",
                "ReduceLogSum")) {
            double low = name.equals("ReduceLogSum") ? 0.2 : -1.7;
            all.add(picture(name + " of all", 18, m -> m.node(name, "x", "y", "keepdims", 0))
                    .from(low, 1.9));
            all.add(picture(
                            name + " along axes",
                            18,
                            m -> m.longs("axes", -1, 1).node(name, "x axes", "y"))
                    .from(low, 1.9));
            if (!name.equals("ReduceSum")) {
                all.add(picture(
                                name + " along an attribute",
                                13,
                                m -> m.node(name, "x", "y", "axes", ints(2, 3), "keepdims", 0))
                        .from(low, 1.9));
            }
        }
        all.add(picture("ReduceSum along an attribute", 11, m -> m.node("ReduceSum", "x", "y", "axes", ints(1))));
        all.add(picture("ReduceMean of nothing", 18, m -> m.node("ReduceMean", "x", "y", "noop_with_empty_axes", 1)));
        for (String name : List.of("ArgMax", "ArgMin")) {
            all.add(picture(name, 13, m -> m.node(name, "x", "i", "axis", 1).node("Cast", "i", "y", "to", 1))
                    .flat());
            all.add(picture(
                            name + " of the last",
                            13,
                            m -> m.node("Round", "x", "r")
                                    .node(name, "r", "i", "axis", -1, "keepdims", 0, "select_last_index", 1)
                                    .node("Cast", "i", "y", "to", 1))
                    .flat());
        }
        all.add(picture("CumSum", 14, m -> m.longs("a", new long[0], 2).node("CumSum", "x a", "y")));
        all.add(picture(
                "CumSum backwards",
                14,
                m -> m.longs("a", new long[0], -1).node("CumSum", "x a", "y", "reverse", 1, "exclusive", 1)));
        all.add(picture("TopK", 11, m -> m.longs("k", 3).node("TopK", "x k", "y i", "axis", 1)));
        all.add(picture(
                        "TopK, the least",
                        11,
                        m -> m.longs("k", 3)
                                .node("TopK", "x k", "v i", "axis", 3, "largest", 0)
                                .node("Cast", "i", "y", "to", 1))
                .flat());
        return all;
    }

    private static List<OperatorCase> shapes() {
        return List.of(
                picture(
                        "Shape",
                        15,
                        m -> m.node("Shape", "x", "s", "start", 1, "end", -1)
                                .node("Cast", "s", "f", "to", 1)
                                .node("ReduceSum", "f", "t", "keepdims", 0)
                                .node("Mul", "x t", "y")),
                picture(
                        "Size",
                        13,
                        m -> m.node("Size", "x", "s")
                                .node("Cast", "s", "f", "to", 1)
                                .node("Div", "x f", "y")),
                picture("Reshape", 14, m -> m.longs("s", 0, -1, 3).node("Reshape", "x s", "y")),
                picture(
                        "Reshape by a computed shape",
                        14,
                        m -> m.node("Shape", "x", "s")
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
                picture(
                        "Split",
                        13,
                        m -> m.longs("p", 1, 3)
                                .node("Split", "x p", "a b", "axis", 1)
                                .node("Mul", "b a", "y")),
                picture(
                        "Split in equal parts",
                        11,
                        m -> m.node("Split", "x", "a b", "axis", 1).node("Sub", "b a", "y")),
                picture(
                        "Split by an attribute",
                        11,
                        m -> m.node("Split", "x", "a b", "axis", 3, "split", ints(5, 6))
                                .node("ReduceMean", "b", "c", "axes", ints(3))
                                .node("Mul", "a c", "y")),
                picture(
                        "Split into a number",
                        18,
                        m -> m.node("Split", "x", "a b", "axis", 3, "num_outputs", 2)
                                .longs("axes", 3)
                                .node("ReduceMean", "b axes", "c")
                                .node("Mul", "a c", "y")),
                picture(
                        "Pad",
                        13,
                        m -> m.longs("p", 0, 0, 1, 2, 0, 0, 3, 0)
                                .number("v", 0.5)
                                .node("Pad", "x p v", "y")),
                picture(
                        "Pad that cuts",
                        13,
                        m -> m.longs("p", 0, -1, 1, -2, 0, 0, -3, 0).node("Pad", "x p", "y")),
                picture(
                        "Pad reflected",
                        13,
                        m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4).node("Pad", "x p", "y", "mode", "reflect")),
                picture(
                        "Pad with the edge",
                        13,
                        m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4).node("Pad", "x p", "y", "mode", "edge")),
                picture(
                        "Pad wrapped",
                        19,
                        m -> m.longs("p", 0, 0, 3, 2, 0, 0, 1, 4).node("Pad", "x p", "y", "mode", "wrap")),
                picture(
                        "Pad of axes",
                        18,
                        m -> m.longs("p", 1, 2, 3, 4).longs("a", -1, 2).node("Pad", "x p - a", "y")),
                picture(
                        "Pad by attributes",
                        10,
                        m -> m.node("Pad", "x", "y", "pads", ints(0, 0, 1, 1, 0, 0, 1, 1), "value", -0.5)),
                on(new long[] {2, 12, 3, 5}, "DepthToSpace", 13, m -> m.node("DepthToSpace", "x", "y", "blocksize", 2)),
                on(
                        new long[] {2, 12, 3, 5},
                        "DepthToSpace CRD",
                        13,
                        m -> m.node("DepthToSpace", "x", "y", "blocksize", 2, "mode", "CRD")),
                on(new long[] {2, 3, 6, 9}, "SpaceToDepth", 13, m -> m.node("SpaceToDepth", "x", "y", "blocksize", 3)));
    }

    private static List<OperatorCase> selections() {
        return List.of(
                picture(
                        "Slice",
                        13,
                        m -> m.longs("s", 1, 2)
                                .longs("e", 3, -2)
                                .longs("a", 1, 3)
                                .longs("t", 1, 3)
                                .node("Slice", "x s e a t", "y")),
                picture(
                        "Slice backwards",
                        13,
                        m -> m.longs("s", -1, 7)
                                .longs("e", Long.MIN_VALUE, 0)
                                .longs("a", 2, 3)
                                .longs("t", -1, -2)
                                .node("Slice", "x s e a t", "y")),
                picture(
                        "Slice beyond the end",
                        13,
                        m -> m.longs("s", 2)
                                .longs("e", Long.MAX_VALUE)
                                .longs("a", 2)
                                .node("Slice", "x s e a", "y")),
                picture(
                        "Slice by attributes",
                        9,
                        m -> m.node("Slice", "x", "y", "starts", ints(0, 1), "ends", ints(9, -1), "axes", ints(2, 3))),
                picture(
                        "Gather",
                        13,
                        m -> m.longs("i", new long[] {2, 2}, 0, -1, 3, 3).node("Gather", "x i", "y", "axis", 1)),
                picture("Gather of one", 13, m -> m.longs("i", new long[0], -2).node("Gather", "x i", "y", "axis", 2)),
                picture(
                        "GatherElements",
                        13,
                        m -> m.longs("i", new long[] {1, 4, 1, 2}, 0, 1, 2, 3, -1, -2, 8, 7)
                                .node("GatherElements", "x i", "y", "axis", 2)),
                picture(
                        "GatherND",
                        13,
                        m -> m.longs("i", new long[] {3, 2}, 0, 0, 0, 3, 0, -1).node("GatherND", "x i", "y")),
                picture(
                        "GatherND of batches",
                        13,
                        m -> m.longs("i", new long[] {1, 4, 2, 1}, 0, 1, 2, 3, 4, 5, 6, 8)
                                .node("GatherND", "x i", "y", "batch_dims", 2)),
                picture(
                        "ScatterElements",
                        13,
                        m -> m.longs("i", new long[] {1, 4, 1, 2}, 0, 1, 2, 3, -1, -2, 8, 7)
                                .weights("u", 1, 4, 1, 2)
                                .node("ScatterElements", "x i u", "y", "axis", 3)),
                picture(
                        "ScatterElements that add",
                        18,
                        m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 2, 5)
                                .weights("u", 1, 1, 1, 3)
                                .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "add")),
                picture(
                        "ScatterElements that multiply",
                        18,
                        m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                                .weights("u", 1, 1, 1, 3)
                                .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "mul")),
                picture(
                        "ScatterElements, the largest",
                        18,
                        m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                                .weights("u", 1, 1, 1, 3)
                                .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "max")),
                picture(
                        "ScatterElements, the least",
                        18,
                        m -> m.longs("i", new long[] {1, 1, 1, 3}, 2, 3, 5)
                                .weights("u", 1, 1, 1, 3)
                                .node("ScatterElements", "x i u", "y", "axis", 3, "reduction", "min")),
                picture(
                        "ScatterND",
                        13,
                        m -> m.longs("i", new long[] {2, 3}, 0, 1, 2, 0, 3, -1)
                                .weights("u", 2, 11)
                                .node("ScatterND", "x i u", "y")),
                picture(
                        "ScatterND that adds",
                        18,
                        m -> m.longs("i", new long[] {2, 3}, 0, 1, 2, 0, 3, 1)
                                .weights("u", 2, 11)
                                .node("ScatterND", "x i u", "y", "reduction", "add")),
                picture(
                                "NonZero",
                                13,
                                m -> m.number("zero", 1.5)
                                        .node("Greater", "x zero", "b")
                                        .node("NonZero", "b", "i")
                                        .node("Cast", "i", "y", "to", 1))
                        .flat(),
                picture(
                                "OneHot",
                                13,
                                m -> m.node("ArgMax", "x", "i", "axis", 1, "keepdims", 0)
                                        .longs("d", 5)
                                        .floats("v", -1, 2)
                                        .node("OneHot", "i d v", "y", "axis", 1))
                        .flat());
    }

    private static List<OperatorCase> constants() {
        return List.of(
                picture(
                        "Constant",
                        13,
                        m -> m.node(
                                        "Constant",
                                        "",
                                        "c",
                                        "value",
                                        Models.tensor("", DataType.FLOAT, 1, 2)
                                                .addFloatData(2)
                                                .addFloatData(3))
                                .node("ReduceMax", "c", "d", "keepdims", 0)
                                .node("Mul", "x d", "y")),
                picture(
                        "Constant of numbers",
                        13,
                        m -> m.node("Constant", "", "c", "value_floats", new double[] {1, 4})
                                .node("Constant", "", "i", "value_int", 1)
                                .node("Gather", "c i", "d")
                                .node("Constant", "", "e", "value_float", 0.25)
                                .node("Mul", "x d", "z")
                                .node("Add", "z e", "v")
                                .node("Constant", "", "s", "value_ints", ints(2, 18, 11))
                                .node("Reshape", "v s", "y")),
                picture(
                        "ConstantOfShape",
                        13,
                        m -> m.node("Shape", "x", "s")
                                .node(
                                        "ConstantOfShape",
                                        "s",
                                        "c",
                                        "value",
                                        Models.tensor("", DataType.FLOAT, 1).addFloatData(3))
                                .node("Mul", "x c", "y")),
                picture(
                        "ConstantOfShape of zeros",
                        13,
                        m -> m.node("Shape", "x", "s")
                                .node("ConstantOfShape", "s", "c")
                                .node("Sub", "c x", "y")),
                picture(
                        "Range",
                        13,
                        m -> m.longs("a", new long[0], 12)
                                .longs("b", new long[0], 1)
                                .longs("c", new long[0], -1)
                                .node("Range", "a b c", "r")
                                .node("Cast", "r", "f", "to", 1)
                                .node("Mul", "x f", "y")),
                picture(
                        "Range of reals",
                        13,
                        m -> m.number("a", 0.5)
                                .number("b", 6)
                                .number("c", 0.5)
                                .node("Range", "a b c", "r")
                                .node("Mul", "x r", "y")),
                picture(
                                "Cast to whole numbers",
                                13,
                                m -> m.node("Cast", "x", "i", "to", 7).node("Cast", "i", "y", "to", 1))
                        .flat(),
                picture(
                                "Cast to half and back",
                                13,
                                m -> m.node("Cast", "x", "h", "to", 10).node("Cast", "h", "y", "to", 1))
                        .flat(),
                picture(
                        "Cast to double and back",
                        13,
                        m -> m.node("Cast", "x", "d", "to", 11)
                                .node("Sin", "d", "e")
                                .node("Cast", "e", "y", "to", 1)),
                picture(
                        "CastLike",
                        15,
                        m -> m.longs("l", 3).node("CastLike", "l x", "f").node("Mul", "x f", "y")),
                picture("Trilu", 14, m -> m.longs("k", new long[0], -1).node("Trilu", "x k", "y")),
                picture("Trilu below", 14, m -> m.node("Trilu", "x", "y", "upper", 0)),
                picture(
                        "EyeLike",
                        13,
                        m -> m.weights("w", 9, 11)
                                .node("EyeLike", "w", "e", "k", 1)
                                .node("Mul", "x e", "y")));
    }
}
