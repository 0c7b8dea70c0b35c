package org.fovea.evaluate.onnx;

import org.fovea.codec.FormatException;

/**
 * An operator, or a way of using one, that has no mapping onto LibTorch, or that LibTorch cannot compute. The network
 * may be right all the same.
 */
final class UnsupportedOperator extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Node node;
    private final String what;

    /** @param what about the node, a phrase */
    UnsupportedOperator(Node node, String what) {
        super(node.place() + ": " + what);
        this.node = node;
        this.what = what;
    }

    /** The same for a network that nothing else can compute either. */
    FormatException asFormatException(String hint) {
        return node.wrong(what, hint);
    }
}
