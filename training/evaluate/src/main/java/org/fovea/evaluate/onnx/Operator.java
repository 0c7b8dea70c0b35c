package org.fovea.evaluate.onnx;

import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** What LibTorch does for an operator of ONNX: an entry of {@link Operators}. */
@FunctionalInterface
interface Operator {
    /**
     * @throws org.fovea.codec.FormatException where the node cannot be right
     * @throws UnsupportedOperator where this way of using it has no mapping
     */
    Tensor[] run(Call call);

    static Operator of(Function<Call, Tensor> function) {
        return call -> new Tensor[] {function.apply(call)};
    }
}
