package org.fovea.codec.family;

import java.util.List;

/**
 * A tensor that a renderer family expects.
 *
 * @param name unique within the family
 * @param shape dimensions, outermost first
 * @param fanIn inputs of one output of its layer; frameworks sample initial weights and biases uniformly from ±1/√fanIn
 *     (0 where that does not apply)
 */
public record TensorSpec(String name, List<Integer> shape, TensorRole role, int fanIn) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    public int count() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
