package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** ONNX models for tests, written node by node. The input is {@code x}, the output {@code y}. */
public final class Models {
    private final ModelProto.Builder model = ModelProto.newBuilder();
    private final GraphProto.Builder graph = model.getGraphBuilder();
    private final Random random = new Random(7);

    private Models(int opset) {
        // The newest version of the messages that the opset was published with would do; any version takes any opset.
        model.setIrVersion(opset > 21 ? 10 : 8);
        model.addOpsetImportBuilder().setDomain("").setVersion(opset);
        graph.setName("test");
    }

    /** With one float input; −1 is a side that may be anything. */
    public static Models of(int opset, long... shape) {
        Models models = new Models(opset);
        models.graph.addInput(value("x", shape));
        models.graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
        return models;
    }

    static ValueInfoProto value(String name, long... shape) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        var type = value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT_VALUE);
        var sides = type.getShapeBuilder();
        for (long side : shape) {
            if (side < 0) {
                sides.addDimBuilder().setDimParam("any");
            } else {
                sides.addDimBuilder().setDimValue(side);
            }
        }
        return value.build();
    }

    /** For whatever else is to be done to it. */
    ModelProto.Builder model() {
        return model;
    }

    GraphProto.Builder graph() {
        return graph;
    }

    /** An initialiser of random numbers in −1..1. */
    public Models weights(String name, long... shape) {
        return between(-1, 1, name, shape);
    }

    /** An initialiser of random numbers. */
    Models between(double low, double high, String name, long... shape) {
        TensorProto.Builder tensor = tensor(name, DataType.FLOAT, shape);
        for (long i = Arrays.stream(shape).reduce(1, (a, b) -> a * b); i > 0; i--) {
            tensor.addFloatData((float) (low + (high - low) * random.nextDouble()));
        }
        graph.addInitializer(tensor);
        return this;
    }

    static TensorProto.Builder tensor(String name, DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    /** An initialiser of these numbers, in one dimension. */
    public Models floats(String name, double... values) {
        TensorProto.Builder tensor = tensor(name, DataType.FLOAT, values.length);
        Arrays.stream(values).forEach(value -> tensor.addFloatData((float) value));
        graph.addInitializer(tensor);
        return this;
    }

    /** An initialiser of one number, without dimensions. */
    public Models number(String name, double value) {
        graph.addInitializer(tensor(name, DataType.FLOAT).addFloatData((float) value));
        return this;
    }

    /** An initialiser of these whole numbers, in one dimension. */
    public Models longs(String name, long... values) {
        return longs(name, new long[] {values.length}, values);
    }

    Models longs(String name, long[] shape, long... values) {
        TensorProto.Builder tensor = tensor(name, DataType.INT64, shape);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    Models initialiser(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /**
     * A node.
     *
     * @param inputs names with spaces between, a dash for one that is left out
     * @param outputs likewise
     * @param attributes name, value, name, value, …
     */
    public Models node(String operator, String inputs, String outputs, Object... attributes) {
        return of("", operator, inputs, outputs, attributes);
    }

    /** A node of another domain. */
    Models of(String domain, String operator, String inputs, String outputs, Object... attributes) {
        NodeProto.Builder node = graph.addNodeBuilder()
                .setOpType(operator)
                .setDomain(domain)
                .setName("/" + outputs.split(" ")[0] + "/" + operator);
        for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
            node.addInput(input.equals("-") ? "" : input);
        }
        for (String output : outputs.split(" ")) {
            node.addOutput(output.equals("-") ? "" : output);
        }
        for (int i = 0; i < attributes.length; i += 2) {
            node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
        }
        return this;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        switch (value) {
            case Integer whole -> attribute.setType(AttributeType.INT).setI(whole);
            case Long whole -> attribute.setType(AttributeType.INT).setI(whole);
            case Double real -> attribute.setType(AttributeType.FLOAT).setF(real.floatValue());
            case String text -> attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
            case long[] list -> {
                attribute.setType(AttributeType.INTS);
                Arrays.stream(list).forEach(attribute::addInts);
            }
            case double[] list -> {
                attribute.setType(AttributeType.FLOATS);
                Arrays.stream(list).forEach(number -> attribute.addFloats((float) number));
            }
            case TensorProto.Builder tensor ->
                attribute.setType(AttributeType.TENSOR).setT(tensor);
            case GraphProto inner -> attribute.setType(AttributeType.GRAPH).setG(inner);
            default -> throw new IllegalArgumentException(name);
        }
        return attribute.build();
    }

    /** A list for an attribute. */
    public static long[] ints(long... values) {
        return values;
    }

    byte[] bytes() {
        return model.build().toByteArray();
    }

    /** Writes it. */
    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
