package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.Tensors;
import org.jspecify.annotations.Nullable;

/** A node at work: its inputs and attributes, with errors that say which node it is. */
final class Call {
    /** Values of a shape, axes, pads: more than any tensor has dimensions. */
    private static final int MAX_NUMBERS = 1 << 20;

    private final Node node;
    private final @Nullable Tensor[] inputs;
    private final @Nullable Tensor[] readable;
    private final Weights weights;
    private final Budget budget;
    private final boolean rough;

    /**
     * @param inputs null where an optional one is left out
     * @param readable the same, those that are constants on the CPU
     * @param weights reads tensors that are attributes
     * @param rough whether floats are numbers of 16 bits
     */
    Call(
            Node node,
            @Nullable Tensor[] inputs,
            @Nullable Tensor[] readable,
            Weights weights,
            Budget budget,
            boolean rough) {
        this.node = node;
        this.inputs = inputs;
        this.readable = readable;
        this.weights = weights;
        this.budget = budget;
        this.rough = rough;
    }

    int opset() {
        return node.opset();
    }

    int inputs() {
        return inputs.length;
    }

    Tensor input(int index) {
        return optional(index).orElseThrow(() -> wrong("input " + index + " is missing"));
    }

    Optional<Tensor> optional(int index) {
        return index < inputs.length ? Optional.ofNullable(inputs[index]) : Optional.empty();
    }

    /** The same, to be read. */
    private Optional<Tensor> readable(int index) {
        return index < readable.length ? Optional.ofNullable(readable[index]) : Optional.empty();
    }

    /** As functions of LibTorch take what may be missing. */
    TensorOptional orNone(int index) {
        return optional(index).map(TensorOptional::new).orElseGet(TensorOptional::new);
    }

    long[] shape(int index) {
        return Tensors.shape(input(index));
    }

    boolean asks(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    int outputs() {
        return node.outputs().size();
    }

    /** The numbers of an input of whole numbers, if it is there. */
    Optional<long[]> numbers(int index) {
        return readable(index).map(tensor -> {
            if (tensor.numel() > MAX_NUMBERS) {
                throw wrong("input " + index + " has " + tensor.numel() + " numbers");
            }
            return Tensors.longs(tensor);
        });
    }

    /** The number of an input of one number. */
    Optional<Double> number(int index) {
        return readable(index).map(tensor -> {
            if (tensor.numel() != 1) {
                throw wrong("input " + index + " has " + tensor.numel() + " numbers instead of one");
            }
            return tensor.to(torch.ScalarType.Double).item_double();
        });
    }

    /** Numbers that older opsets have as an attribute and newer ones as an input. */
    Optional<long[]> numbers(String name, int index, int inputSince) {
        return opset() < inputSince ? longs(name) : numbers(index);
    }

    private Optional<AttributeProto> attribute(String name, AttributeType type) {
        AttributeProto found = node.attributes().get(name);
        if (found == null) {
            return Optional.empty();
        }
        if (found.getType() != type && found.getType() != AttributeType.UNDEFINED) {
            throw wrong("attribute " + name + " is " + found.getType() + " instead of " + type);
        }
        return Optional.of(found);
    }

    boolean has(String name) {
        return node.attributes().containsKey(name);
    }

    long whole(String name, long otherwise) {
        return attribute(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return whole(name, otherwise ? 1 : 0) != 0;
    }

    double real(String name, double otherwise) {
        return attribute(name, AttributeType.FLOAT).map(a -> (double) a.getF()).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name, AttributeType.STRING)
                .map(a -> a.getS().toStringUtf8())
                .orElse(otherwise);
    }

    Optional<long[]> longs(String name) {
        return attribute(name, AttributeType.INTS)
                .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    Optional<float[]> floats(String name) {
        return attribute(name, AttributeType.FLOATS).map(a -> {
            float[] values = new float[a.getFloatsCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = a.getFloats(i);
            }
            return values;
        });
    }

    Optional<Tensor> tensor(String name) {
        return attribute(name, AttributeType.TENSOR)
                .map(a -> floating(weights.tensor(a.getT(), node.place() + ", attribute " + name)));
    }

    /** An attribute that must be a list of {@code count} positive numbers. */
    long[] sides(String name, int count, long otherwise) {
        long[] sides = longs(name).orElseGet(() -> {
            long[] all = new long[count];
            Arrays.fill(all, otherwise);
            return all;
        });
        if (sides.length != count || Arrays.stream(sides).anyMatch(side -> side < 1 || side > Integer.MAX_VALUE)) {
            throw wrong(name + " is " + Arrays.toString(sides) + ", " + count + " numbers above 0 expected");
        }
        return sides;
    }

    /** An axis counted from the end where it is negative. */
    int axis(long axis, long rank) {
        long positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= Math.max(rank, 1)) {
            throw wrong("axis " + axis + " of a tensor of " + rank + " dimensions");
        }
        return (int) positive;
    }

    int[] axes(long[] axes, long rank) {
        int[] positive = Arrays.stream(axes).mapToInt(a -> axis(a, rank)).toArray();
        if (Arrays.stream(positive).distinct().count() != positive.length) {
            throw wrong("an axis occurs twice in " + Arrays.toString(axes));
        }
        return positive;
    }

    /** How LibTorch calls a type of ONNX. */
    torch.ScalarType type(long dataType) {
        DataType type = DataType.forNumber((int) Math.max(0, Math.min(dataType, 1000)));
        torch.ScalarType found = type == null ? null : Weights.scalarType(type);
        if (found == null) {
            throw unsupported("numbers of type " + (type == null ? dataType : type));
        }
        return rough && isFloat(found) ? torch.ScalarType.BFloat16 : found;
    }

    /** A tensor of floats that the operator made itself, in the run's kind of floats. */
    Tensor floating(Tensor made) {
        return rough && isFloat(made.scalar_type().intern()) ? made.to(torch.ScalarType.BFloat16) : made;
    }

    private static boolean isFloat(torch.ScalarType type) {
        return type == torch.ScalarType.Float || type == torch.ScalarType.Half;
    }

    /** Demands room for a tensor of this shape before it is made. */
    void room(long... shape) {
        refuse(Budget.against(shape));
    }

    /** Demands the time for the product of these factors in multiplications. */
    void work(long... factors) {
        refuse(budget.work(Budget.elements(factors)));
    }

    private void refuse(String against) {
        if (!against.isEmpty()) {
            throw node.wrong(against, "not a network that Fovea can use");
        }
    }

    void demand(boolean condition, Supplier<String> otherwise) {
        if (!condition) {
            throw wrong(otherwise.get());
        }
    }

    FormatException wrong(String reason) {
        return node.wrong(reason);
    }

    UnsupportedOperator unsupported(String what) {
        return new UnsupportedOperator(node, what);
    }
}
