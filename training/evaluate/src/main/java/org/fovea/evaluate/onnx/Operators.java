package org.fovea.evaluate.onnx;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operators of ONNX that are mapped onto LibTorch, by name: one entry each, in the table of its concept. Their
 * definitions are those of the ONNX operator reference for opsets 7 to 23; where versions of an operator differ, its
 * entry asks for the opset. ONNX Runtime is what they are tested against.
 */
final class Operators {
    /** Older opsets broadcast by attributes. */
    private static final int MIN_OPSET = 7;

    private static final Map<String, Operator> ALL = all();

    private Operators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> table = new TreeMap<>();
        Arithmetic.addTo(table);
        Activations.addTo(table);
        Convolutions.addTo(table);
        Pooling.addTo(table);
        Normalisations.addTo(table);
        Matrices.addTo(table);
        Reductions.addTo(table);
        Shapes.addTo(table);
        Selections.addTo(table);
        Constants.addTo(table);
        Resampling.addTo(table);
        return Collections.unmodifiableMap(table);
    }

    static Iterable<String> names() {
        return ALL.keySet();
    }

    static Optional<Operator> find(Node node) {
        return node.domain().isEmpty() && node.opset() >= MIN_OPSET
                ? Optional.ofNullable(ALL.get(node.operator()))
                : Optional.empty();
    }
}
