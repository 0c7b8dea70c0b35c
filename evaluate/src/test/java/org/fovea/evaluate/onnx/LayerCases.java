package org.fovea.evaluate.onnx;

import static org.fovea.evaluate.onnx.Models.ints;
import static org.fovea.evaluate.onnx.OperatorCase.on;
import static org.fovea.evaluate.onnx.OperatorCase.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Operators that networks are built of, in the forms that exporters write. */
final class LayerCases {
    private LayerCases() {}

    static List<OperatorCase> all() {
        return Stream.of(activations(), convolutions(), pooling(), normalisations(), resizing())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OperatorCase> activations() {
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
                picture(
                        "Clip",
                        13,
                        m -> m.number("low", -0.4).number("high", 0.9).node("Clip", "x low high", "y")),
                picture("Clip from above", 13, m -> m.number("high", 0.9).node("Clip", "x - high", "y")),
                picture("Clip by attributes", 10, m -> m.node("Clip", "x", "y", "min", -0.4, "max", 0.9)),
                picture("Softmax of the last axis", 13, m -> m.node("Softmax", "x", "y")),
                picture("Softmax of channels", 13, m -> m.node("Softmax", "x", "y", "axis", 1)),
                picture("Softmax of all behind", 11, m -> m.node("Softmax", "x", "y", "axis", 2)),
                picture("LogSoftmax", 13, m -> m.node("LogSoftmax", "x", "y", "axis", 1)),
                picture("LogSoftmax of all behind", 11, m -> m.node("LogSoftmax", "x", "y")));
    }

    private static List<OperatorCase> convolutions() {
        List<OperatorCase> all = new ArrayList<>(List.of(
                picture(
                        "Conv",
                        11,
                        m -> m.weights("w", 5, 4, 3, 3)
                                .weights("b", 5)
                                .node("Conv", "x w b", "y", "pads", ints(1, 1, 1, 1), "kernel_shape", ints(3, 3))),
                picture("Conv 1×1", 11, m -> m.weights("w", 6, 4, 1, 1).node("Conv", "x w", "y")),
                picture(
                        "Conv with steps and gaps",
                        11,
                        m -> m.weights("w", 5, 4, 2, 3)
                                .node(
                                        "Conv",
                                        "x w",
                                        "y",
                                        "strides",
                                        ints(2, 3),
                                        "dilations",
                                        ints(3, 2),
                                        "pads",
                                        ints(1, 2, 1, 2))),
                picture(
                        "Conv in groups",
                        11,
                        m -> m.weights("w", 6, 2, 3, 3).weights("b", 6).node("Conv", "x w b", "y", "group", 2)),
                picture(
                        "Conv of each channel",
                        11,
                        m -> m.weights("w", 4, 1, 3, 3).node("Conv", "x w", "y", "group", 4, "pads", ints(1, 1, 1, 1))),
                picture(
                        "Conv padded on one side",
                        11,
                        m -> m.weights("w", 3, 4, 3, 3)
                                .node("Conv", "x w", "y", "pads", ints(0, 1, 2, 0), "strides", ints(2, 2))),
                on(
                        new long[] {2, 3, 17},
                        "Conv of a line",
                        13,
                        m -> m.weights("w", 4, 3, 5)
                                .weights("b", 4)
                                .node("Conv", "x w b", "y", "pads", ints(2, 1), "strides", ints(2))),
                on(
                        new long[] {1, 2, 5, 6, 7},
                        "Conv of a volume",
                        13,
                        m -> m.weights("w", 3, 2, 3, 2, 3).node("Conv", "x w", "y", "pads", ints(1, 0, 1, 1, 0, 1))),
                picture(
                        "ConvTranspose",
                        11,
                        m -> m.weights("w", 4, 3, 2, 2)
                                .weights("b", 3)
                                .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2))),
                picture(
                        "ConvTranspose with padding",
                        11,
                        m -> m.weights("w", 4, 3, 3, 3)
                                .weights("b", 3)
                                .node(
                                        "ConvTranspose",
                                        "x w b",
                                        "y",
                                        "strides",
                                        ints(2, 2),
                                        "pads",
                                        ints(1, 1, 1, 1),
                                        "output_padding",
                                        ints(1, 1))),
                picture(
                        "ConvTranspose in groups with gaps",
                        11,
                        m -> m.weights("w", 4, 3, 3, 3)
                                .node(
                                        "ConvTranspose",
                                        "x w",
                                        "y",
                                        "group",
                                        2,
                                        "dilations",
                                        ints(2, 1),
                                        "pads",
                                        ints(1, 1, 1, 1))),
                picture(
                        "ConvTranspose cut on one side",
                        11,
                        m -> m.weights("w", 4, 3, 4, 4)
                                .weights("b", 3)
                                .node("ConvTranspose", "x w b", "y", "strides", ints(2, 2), "pads", ints(0, 2, 1, 0))),
                picture(
                        "ConvTranspose longer than it reaches",
                        11,
                        m -> m.weights("w", 4, 3, 2, 2)
                                .weights("b", 3)
                                .node(
                                        "ConvTranspose",
                                        "x w b",
                                        "y",
                                        "strides",
                                        ints(3, 3),
                                        "output_padding",
                                        ints(2, 1))),
                picture(
                        "ConvTranspose to a shape",
                        11,
                        m -> m.weights("w", 4, 3, 3, 3)
                                .weights("b", 3)
                                .node(
                                        "ConvTranspose",
                                        "x w b",
                                        "y",
                                        "strides",
                                        ints(2, 2),
                                        "output_shape",
                                        ints(18, 21))),
                on(
                        new long[] {1, 3, 7},
                        "ConvTranspose of a line",
                        11,
                        m -> m.weights("w", 3, 2, 4)
                                .node("ConvTranspose", "x w", "y", "strides", ints(2), "pads", ints(1, 1))),
                on(
                        new long[] {1, 2, 3, 4, 5},
                        "ConvTranspose of a volume",
                        11,
                        m -> m.weights("w", 2, 2, 2, 2, 2)
                                .node("ConvTranspose", "x w", "y", "strides", ints(2, 2, 2)))));
        for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            all.add(picture(
                    "Conv " + pad,
                    11,
                    m -> m.weights("w", 3, 4, 3, 4).node("Conv", "x w", "y", "auto_pad", pad, "strides", ints(2, 2))));
            all.add(picture(
                    "ConvTranspose " + pad,
                    11,
                    m -> m.weights("w", 4, 3, 3, 3)
                            .node("ConvTranspose", "x w", "y", "auto_pad", pad, "strides", ints(2, 2))));
        }
        return all;
    }

    private static List<OperatorCase> pooling() {
        List<OperatorCase> all = new ArrayList<>();
        for (String name : List.of("MaxPool", "AveragePool")) {
            all.add(picture(name, 11, m -> m.node(name, "x", "y", "kernel_shape", ints(2, 2), "strides", ints(2, 2))));
            all.add(picture(
                    name + " with padding",
                    11,
                    m -> m.node(
                            name,
                            "x",
                            "y",
                            "kernel_shape",
                            ints(3, 3),
                            "pads",
                            ints(1, 1, 1, 1),
                            "strides",
                            ints(2, 2))));
            all.add(picture(
                    name + " padded on one side",
                    11,
                    m -> m.node(
                            name,
                            "x",
                            "y",
                            "kernel_shape",
                            ints(3, 3),
                            "pads",
                            ints(0, 0, 2, 1),
                            "strides",
                            ints(2, 2))));
            all.add(picture(
                    name + " rounded up",
                    19,
                    m -> m.node(name, "x", "y", "kernel_shape", ints(2, 3), "strides", ints(2, 2), "ceil_mode", 1)));
            all.add(picture(
                    name + " SAME_UPPER",
                    11,
                    m -> m.node(
                            name,
                            "x",
                            "y",
                            "kernel_shape",
                            ints(3, 3),
                            "strides",
                            ints(2, 2),
                            "auto_pad",
                            "SAME_UPPER")));
            all.add(on(
                    new long[] {1, 3, 15},
                    name + " of a line",
                    11,
                    m -> m.node(name, "x", "y", "kernel_shape", ints(3), "strides", ints(2), "pads", ints(1, 0))));
            all.add(on(
                    new long[] {1, 2, 5, 6, 7},
                    name + " of a volume",
                    11,
                    m -> m.node(name, "x", "y", "kernel_shape", ints(2, 2, 3), "strides", ints(1, 2, 2))));
        }
        all.add(picture(
                "MaxPool with gaps",
                11,
                m -> m.node("MaxPool", "x", "y", "kernel_shape", ints(2, 3), "dilations", ints(2, 2))));
        all.add(picture(
                "AveragePool that counts padding",
                11,
                m -> m.node(
                        "AveragePool",
                        "x",
                        "y",
                        "kernel_shape",
                        ints(3, 3),
                        "pads",
                        ints(1, 1, 1, 1),
                        "count_include_pad",
                        1)));
        all.add(picture(
                "AveragePool that counts padding, rounded up",
                19,
                m -> m.node(
                        "AveragePool",
                        "x",
                        "y",
                        "kernel_shape",
                        ints(3, 3),
                        "pads",
                        ints(1, 1, 1, 1),
                        "count_include_pad",
                        1,
                        "strides",
                        ints(3, 3),
                        "ceil_mode",
                        1)));
        all.add(picture("LpPool", 11, m -> m.node("LpPool", "x", "y", "kernel_shape", ints(2, 2), "p", 2)));
        all.add(picture("GlobalAveragePool", 11, m -> m.node("GlobalAveragePool", "x", "y")));
        all.add(picture("GlobalMaxPool", 11, m -> m.node("GlobalMaxPool", "x", "y")));
        all.add(picture("GlobalLpPool", 11, m -> m.node("GlobalLpPool", "x", "y")));
        return all;
    }

    private static List<OperatorCase> normalisations() {
        return List.of(
                picture(
                        "BatchNormalization",
                        14,
                        m -> m.weights("s", 4)
                                .weights("b", 4)
                                .weights("mean", 4)
                                .between(0.3, 2, "var", 4)
                                .node("BatchNormalization", "x s b mean var", "y", "epsilon", 1e-3)),
                picture(
                        "BatchNormalization by the batch",
                        14,
                        m -> m.weights("s", 4)
                                .weights("b", 4)
                                .weights("mean", 4)
                                .between(0.3, 2, "var", 4)
                                .node("BatchNormalization", "x s b mean var", "y m v", "training_mode", 1)),
                picture(
                        "InstanceNormalization",
                        13,
                        m -> m.weights("s", 4).weights("b", 4).node("InstanceNormalization", "x s b", "y")),
                picture(
                        "LayerNormalization",
                        17,
                        m -> m.weights("s", 11).weights("b", 11).node("LayerNormalization", "x s b", "y")),
                picture(
                        "LayerNormalization of two axes without bias",
                        17,
                        m -> m.weights("s", 9, 11).node("LayerNormalization", "x s", "y", "axis", 2, "epsilon", 1e-6)),
                picture(
                        "LayerNormalization with one scale",
                        17,
                        m -> m.weights("s", 1).node("LayerNormalization", "x s", "y", "axis", 1)),
                picture(
                        "GroupNormalization",
                        21,
                        m -> m.weights("s", 4)
                                .weights("b", 4)
                                .node("GroupNormalization", "x s b", "y", "num_groups", 2)),
                picture(
                        "GroupNormalization with scales of groups",
                        18,
                        m -> m.weights("s", 2)
                                .weights("b", 2)
                                .node("GroupNormalization", "x s b", "y", "num_groups", 2)),
                picture("RMSNormalization", 23, m -> m.weights("s", 11).node("RMSNormalization", "x s", "y")),
                picture("LRN", 13, m -> m.node("LRN", "x", "y", "size", 3, "alpha", 0.3, "beta", 0.6, "bias", 1.2)),
                picture("LpNormalization", 13, m -> m.node("LpNormalization", "x", "y", "axis", 1)),
                picture("LpNormalization, p 1", 13, m -> m.node("LpNormalization", "x", "y", "p", 1)),
                picture("MeanVarianceNormalization", 13, m -> m.node("MeanVarianceNormalization", "x", "y")));
    }

    private static List<OperatorCase> resizing() {
        List<OperatorCase> all = new ArrayList<>();
        for (String mode : List.of("nearest", "linear", "cubic")) {
            for (String place : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
                for (double[] scales : new double[][] {{1, 1, 2, 2}, {1, 1, 1.7, 2.6}, {1, 1, 0.5, 0.7}}) {
                    if (mode.equals("cubic") && place.equals("pytorch_half_pixel")) {
                        continue;
                    }
                    all.add(picture(
                            "Resize " + mode + " " + place + " by " + scales[2],
                            13,
                            m -> m.floats("s", scales)
                                    .node(
                                            "Resize",
                                            "x - s",
                                            "y",
                                            "mode",
                                            mode,
                                            "coordinate_transformation_mode",
                                            place)));
                }
                all.add(picture(
                        "Resize " + mode + " " + place + " to a size",
                        13,
                        m -> m.longs("z", 1, 4, 13, 6)
                                .node(
                                        "Resize",
                                        "x - - z",
                                        "y",
                                        "mode",
                                        mode,
                                        "coordinate_transformation_mode",
                                        place)));
            }
        }
        for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
            for (String place : List.of("half_pixel", "asymmetric", "align_corners")) {
                all.add(picture(
                        "Resize nearest " + rounding + " " + place,
                        13,
                        m -> m.longs("z", 1, 4, 18, 16)
                                .node(
                                        "Resize",
                                        "x - - z",
                                        "y",
                                        "nearest_mode",
                                        rounding,
                                        "coordinate_transformation_mode",
                                        place)));
            }
        }
        all.add(picture(
                "Resize cubic without what is outside",
                13,
                m -> m.longs("z", 1, 4, 13, 17)
                        .node("Resize", "x - - z", "y", "mode", "cubic", "exclude_outside", 1, "cubic_coeff_a", -0.5)));
        for (String mode : List.of("linear", "cubic")) {
            all.add(picture(
                    "Resize " + mode + " with antialias",
                    18,
                    m -> m.longs("z", 1, 4, 4, 17).node("Resize", "x - - z", "y", "mode", mode, "antialias", 1)));
            all.add(picture(
                    "Resize " + mode + " with antialias, without what is outside",
                    18,
                    m -> m.longs("z", 1, 4, 4, 17)
                            .node("Resize", "x - - z", "y", "mode", mode, "antialias", 1, "exclude_outside", 1)));
        }
        all.add(picture(
                "Resize of axes",
                18,
                m -> m.longs("z", 5, 20).node("Resize", "x - - z", "y", "mode", "linear", "axes", ints(2, 3))));
        all.add(picture(
                "Resize half_pixel_symmetric",
                19,
                m -> m.floats("s", 1, 1, 1.3, 0.8)
                        .node(
                                "Resize",
                                "x - s",
                                "y",
                                "mode",
                                "linear",
                                "coordinate_transformation_mode",
                                "half_pixel_symmetric")));
        all.add(picture(
                "Resize to one pixel",
                13,
                m -> m.longs("z", 1, 4, 1, 1)
                        .node(
                                "Resize",
                                "x - - z",
                                "y",
                                "mode",
                                "linear",
                                "coordinate_transformation_mode",
                                "pytorch_half_pixel")));
        all.add(on(
                new long[] {1, 2, 9},
                "Resize of a line",
                13,
                m -> m.longs("z", 1, 2, 14).node("Resize", "x - - z", "y", "mode", "linear")));
        all.add(on(
                new long[] {1, 2, 3, 4, 5},
                "Resize of a volume",
                13,
                m -> m.longs("z", 1, 2, 5, 3, 9).node("Resize", "x - - z", "y", "mode", "linear")));
        all.add(picture(
                "Resize before it knew places",
                10,
                m -> m.floats("s", 1, 1, 2, 3).node("Resize", "x s", "y", "mode", "linear")));
        all.add(picture("Upsample", 9, m -> m.floats("s", 1, 1, 2, 3).node("Upsample", "x s", "y", "mode", "nearest")));
        for (String padding : List.of("zeros", "border", "reflection")) {
            for (String mode : List.of("linear", "nearest", "cubic")) {
                all.add(picture(
                        "GridSample " + mode + " " + padding,
                        20,
                        m -> m.between(-1.3, 1.3, "g", 1, 5, 6, 2)
                                .node("GridSample", "x g", "y", "mode", mode, "padding_mode", padding)));
            }
        }
        all.add(picture(
                "GridSample of corners",
                16,
                m -> m.between(-1.3, 1.3, "g", 1, 5, 6, 2)
                        .node("GridSample", "x g", "y", "mode", "bilinear", "align_corners", 1)));
        all.add(picture(
                "GridSample by what it computed",
                16,
                m -> m.longs("s", 1)
                        .longs("e", 3)
                        .longs("a", 1)
                        .node("Slice", "x s e a", "p")
                        .node("Transpose", "p", "g", "perm", ints(0, 2, 3, 1))
                        .node("GridSample", "x g", "y", "mode", "bilinear")));
        return all;
    }
}
