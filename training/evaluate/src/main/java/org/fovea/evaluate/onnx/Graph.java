package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;

/**
 * The part of a model's graph that one output needs: nodes in an order in which each finds its inputs made. Every name
 * that is used is made exactly once, and nothing is made of itself.
 *
 * @param input name of the one input
 * @param inputShape its sides, −1 where any will do; empty where the file does not say
 * @param output name of the value that counts
 * @param declared whether the file says that this value is an output; if not, it is a value inside
 * @param initialisers constants by name
 * @param nodes in order
 */
record Graph(
        String input,
        Optional<long[]> inputShape,
        String output,
        boolean declared,
        Map<String, TensorProto> initialisers,
        List<Node> nodes) {
    private static final int MAX_DIMENSIONS = 32;
    private static final Set<String> REORDERING =
            Set.of("Cast", "Squeeze", "Unsqueeze", "Reshape", "Identity", "Transpose", "Flatten");
    private static final String NAME_ONE = "name one of them, or a value inside, with output";

    /** The domain of ONNX's own operators, under both its names. */
    private static final String OWN_DOMAIN = "ai.onnx";

    /**
     * @param wanted name of an output or of a value inside, or a number for one of the outputs, from 0; empty where
     *     there is only one
     * @throws FormatException where the graph is not one, or has several inputs
     */
    static Graph of(ModelFile file, Optional<String> wanted) {
        GraphProto proto = file.model().getGraph();
        Map<String, TensorProto> initialisers = new LinkedHashMap<>();
        for (TensorProto tensor : proto.getInitializerList()) {
            if (initialisers.put(tensor.getName(), tensor) != null) {
                throw ModelFile.wrong(Weights.placeOf(tensor) + " occurs twice");
            }
        }
        if (proto.getSparseInitializerCount() > 0) {
            throw ModelFile.wrong(0, "sparse initializers are not supported", "export it with dense ones");
        }
        ValueInfoProto input = input(proto, initialisers);
        List<Node> all = nodes(file);
        Map<String, Node> makers = makers(all, initialisers, input.getName());
        String output = output(proto, makers, wanted);
        boolean declared =
                proto.getOutputList().stream().anyMatch(o -> o.getName().equals(output));
        List<Node> ordered = ordered(output, makers, initialisers, input.getName());
        return new Graph(input.getName(), shape(input), output, declared, initialisers, ordered);
    }

    /**
     * The value before the ArgMax that the output is made of, if it is; what only reorders or converts may follow that.
     */
    Optional<String> beforeClasses() {
        Map<String, Node> makers = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(name -> makers.put(name, node)));
        Node node = makers.get(output);
        for (int i = 0; node != null && i < nodes.size(); i++) {
            if (node.operator().equals("ArgMax")) {
                return Optional.of(node.inputs().getFirst());
            }
            node = REORDERING.contains(node.operator())
                    ? makers.get(node.inputs().getFirst())
                    : null;
        }
        return Optional.empty();
    }

    /**
     * Refuses what works by the other pixels of a picture, or by chance, because the network was exported in training
     * mode. What normalises nothing but weights may.
     *
     * @throws FormatException naming the node
     */
    void verifyMode() {
        Set<String> ofPixels = new HashSet<>(Set.of(input));
        for (Node node : nodes) {
            if (node.inputs().stream().noneMatch(ofPixels::contains)) {
                continue;
            }
            ofPixels.addAll(node.outputs());
            AttributeProto mode = node.attributes().get("training_mode");
            if (node.operator().equals("BatchNormalization") && mode != null && mode.getI() != 0) {
                throw node.wrong(
                        "batch normalisation in training mode, which depends on the picture's other pixels",
                        "call model.eval() in Python and export it again");
            }
        }
    }

    /** The name under which a model's answer is known. */
    private static String output(GraphProto proto, Map<String, Node> makers, Optional<String> wanted) {
        List<String> names =
                proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (wanted.isEmpty()) {
            if (names.size() != 1) {
                throw ModelFile.wrong(
                        0,
                        "it has " + names.size() + " outputs: " + shown(proto.getOutputList()),
                        "choose one in the description, as in output: "
                                + (names.isEmpty() ? "logits" : Node.printable(names.getFirst())));
            }
            return made(names.getFirst(), makers);
        }
        String name = wanted.get();
        if (!names.contains(name) && name.matches("\\d{1,4}")) {
            int index = Integer.parseInt(name);
            if (index >= names.size()) {
                throw ModelFile.wrong(
                        0, "there is no output " + index + ", they are " + shown(proto.getOutputList()), NAME_ONE);
            }
            return made(names.get(index), makers);
        }
        if (!makers.containsKey(name)) {
            throw ModelFile.wrong(
                    0,
                    "there is no output '" + Node.printable(name) + "', they are " + shown(proto.getOutputList()),
                    NAME_ONE);
        }
        return name;
    }

    private static String made(String name, Map<String, Node> makers) {
        if (!makers.containsKey(name)) {
            throw ModelFile.wrong("output '" + Node.printable(name) + "' is made by no node");
        }
        return name;
    }

    private static ValueInfoProto input(GraphProto proto, Map<String, TensorProto> initialisers) {
        List<ValueInfoProto> inputs = proto.getInputList().stream()
                .filter(input -> !initialisers.containsKey(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw ModelFile.wrong(
                    0,
                    "it has " + inputs.size() + " inputs: " + shown(inputs),
                    "one is supported, with two frames stacked or as channels");
        }
        ValueInfoProto input = inputs.getFirst();
        int type = input.getType().getTensorType().getElemType();
        if (input.hasType() && type != DataType.FLOAT_VALUE) {
            throw ModelFile.wrong(
                    0,
                    "input '" + Node.printable(input.getName()) + "' takes numbers of type "
                            + (input.getType().hasTensorType() ? DataType.forNumber(type) : "other than tensors"),
                    "export it with float32 input, so that gradients reach the pixels");
        }
        return input;
    }

    /** Names with shapes, for a person who has to choose. */
    private static String shown(List<ValueInfoProto> values) {
        String all = values.stream()
                .limit(8)
                .map(value -> Node.printable(value.getName())
                        + shape(value).map(Graph::shown).orElse(""))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "none" : values.size() > 8 ? all + " …" : all;
    }

    /** A shape for display, "?" where any side will do. */
    static String shown(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(side -> side < 0 ? "?" : Long.toString(side))
                .collect(Collectors.joining(", ", " [", "]"));
    }

    private static Optional<long[]> shape(ValueInfoProto value) {
        TypeProto.Tensor type = value.getType().getTensorType();
        if (!type.hasShape() || type.getShape().getDimCount() > MAX_DIMENSIONS) {
            return Optional.empty();
        }
        return Optional.of(type.getShape().getDimList().stream()
                .mapToLong(dim -> dim.getValueCase() == Dimension.ValueCase.DIM_VALUE && dim.getDimValue() > 0
                        ? dim.getDimValue()
                        : -1)
                .toArray());
    }

    private static List<Node> nodes(ModelFile file) {
        Map<String, Integer> opsets = new HashMap<>();
        for (OperatorSetIdProto opset : file.model().getOpsetImportList()) {
            opsets.put(domain(opset.getDomain()), (int) Math.max(0, Math.min(opset.getVersion(), 1_000_000)));
        }
        List<Node> nodes = new ArrayList<>();
        for (NodeProto proto : file.model().getGraph().getNodeList()) {
            Map<String, AttributeProto> attributes = new HashMap<>();
            proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
            String domain = domain(proto.getDomain());
            nodes.add(new Node(
                    nodes.size(),
                    file.nodeOffsets()[nodes.size()],
                    domain,
                    proto.getOpType(),
                    proto.getName(),
                    proto.getInputList(),
                    proto.getOutputList(),
                    attributes,
                    opsets.getOrDefault(domain, 0)));
        }
        return nodes;
    }

    private static String domain(String domain) {
        return domain.equals(OWN_DOMAIN) ? "" : domain;
    }

    private static Map<String, Node> makers(List<Node> nodes, Map<String, TensorProto> initialisers, String input) {
        Map<String, Node> makers = new HashMap<>();
        for (Node node : nodes) {
            for (String output : node.outputs()) {
                if (output.isEmpty()) {
                    continue;
                }
                boolean taken = initialisers.containsKey(output) || output.equals(input);
                if (taken || makers.put(output, node) != null) {
                    throw node.wrong("value '" + Node.printable(output) + "' is made twice");
                }
            }
        }
        return makers;
    }

    /**
     * From the output back to the input; a node comes after everything that it needs. Without recursion, because graphs
     * are deep.
     */
    private static List<Node> ordered(
            String output, Map<String, Node> makers, Map<String, TensorProto> initialisers, String input) {
        List<Node> ordered = new ArrayList<>();
        Map<Integer, Integer> nextInput = new HashMap<>();
        Deque<Node> path = new ArrayDeque<>();
        Node last = makers.get(output);
        if (last != null) {
            path.push(last);
        }
        while (!path.isEmpty()) {
            Node node = path.peek();
            int next = nextInput.merge(node.index(), 1, Integer::sum) - 1;
            if (next >= node.inputs().size()) {
                path.pop();
                ordered.add(node);
                continue;
            }
            String name = node.inputs().get(next);
            if (name.isEmpty() || name.equals(input) || initialisers.containsKey(name)) {
                continue;
            }
            Node maker = makers.get(name);
            if (maker == null) {
                throw node.wrong("input '" + Node.printable(name) + "' is made by no node");
            }
            Integer state = nextInput.get(maker.index());
            if (state == null) {
                path.push(maker);
            } else if (state <= maker.inputs().size()) {
                throw node.wrong(
                        "it is part of a cycle: its input '" + Node.printable(name) + "' is made of its output");
            }
        }
        return ordered;
    }
}
