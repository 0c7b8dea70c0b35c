package org.fovea.evaluate.safetensors;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a tensor lies.
 *
 * @param name unique in the file
 * @param type of its values
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param begin first byte, counted from the start of the data, which follows the header
 * @param end byte after the last one
 */
public record TensorEntry(String name, DataType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** The shape for display, as in "64×12×3×3". */
    public String shapeText() {
        return shapeText(shape);
    }

    /** Likewise of any shape. */
    public static String shapeText(List<Long> shape) {
        return shape.isEmpty() ? "scalar" : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
