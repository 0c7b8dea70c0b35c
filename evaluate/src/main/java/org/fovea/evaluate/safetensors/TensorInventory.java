package org.fovea.evaluate.safetensors;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that a network needs. A file fits exactly or is refused by the name of the first tensor that does not.
 */
public final class TensorInventory {
    /**
     * A tensor that a file may or must have.
     *
     * @param name of the tensor
     * @param type of its values
     * @param shape empty for a scalar
     * @param required false where a file may lack it
     */
    public record Item(String name, DataType type, List<Long> shape, boolean required) {
        /** Copies the shape. */
        public Item {
            shape = List.copyOf(shape);
        }

        /** Number of values. */
        public int count() {
            return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        }

        /** The shape as an array. */
        public long[] dimensions() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }
    }

    /** Collects the tensors of a network. */
    public static final class Builder {
        private final Map<String, Item> items = new LinkedHashMap<>();

        /** A tensor in single precision that must be there. */
        public Builder floats(String name, long... shape) {
            return add(new Item(name, DataType.F32, Arrays.stream(shape).boxed().toList(), true));
        }

        /** A 64-bit counter that nobody reads and that a file may lack. */
        public Builder counter(String name) {
            return add(new Item(name, DataType.I64, List.of(), false));
        }

        private Builder add(Item item) {
            if (items.putIfAbsent(item.name(), item) != null) {
                throw new IllegalArgumentException("tensor " + item.name() + " twice");
            }
            return this;
        }

        /** The inventory. */
        public TensorInventory build() {
            return new TensorInventory(items);
        }
    }

    private final Map<String, Item> items;

    private TensorInventory(Map<String, Item> items) {
        this.items = new LinkedHashMap<>(items);
    }

    /** All tensors, in the order in which the network uses them. */
    public Collection<Item> items() {
        return items.values();
    }

    /** The tensor of that name, or null. */
    public @Nullable Item item(String name) {
        return items.get(name);
    }

    /**
     * Checks that a file holds these tensors and no others.
     *
     * @throws FormatException naming the first tensor that is missing, unknown, or of another type or shape
     */
    public void require(SafetensorsFile file) {
        for (TensorEntry tensor : file.tensors()) {
            Item item = items.get(tensor.name());
            if (item == null) {
                throw damage(file, tensor, "does not belong to this network");
            }
            if (tensor.type() != item.type()) {
                throw damage(file, tensor, "holds " + tensor.type() + ", " + item.type() + " expected");
            }
            if (!tensor.shape().equals(item.shape())) {
                throw damage(
                        file,
                        tensor,
                        "has shape " + tensor.shapeText() + ", " + TensorEntry.shapeText(item.shape()) + " expected");
            }
        }
        for (Item item : items.values()) {
            if (item.required() && file.tensor(item.name()) == null) {
                throw new FormatException(
                                "header",
                                Long.BYTES,
                                "tensor " + item.name() + " is missing",
                                "these are the weights of another network")
                        .inFile(file.source());
            }
        }
    }

    private static FormatException damage(SafetensorsFile file, TensorEntry tensor, String reason) {
        return new FormatException(
                        "data",
                        file.offset(tensor),
                        "tensor " + tensor.name() + " " + reason,
                        "these are the weights of another network")
                .inFile(file.source());
    }
}
