package org.fovea.codec.weights;

import java.util.List;

/**
 * A tensor of renderer weights exactly as an archive stores it. Two tensors are the same when their stored numbers are
 * the same, which is stricter than the same dequantised values.
 */
public sealed interface QuantisedTensor permits Fp4Tensor, HalfTensor, CodedTensor, SteppedTensor {
    /** Name within the renderer family, for example {@code shared_trunk.stem_conv.pw.weight}. */
    String name();

    /** Dimensions, outermost first. */
    List<Integer> shape();

    /** The float32 values that the renderer computes with, in row-major order. */
    float[] dequantise();

    /** Bytes of the stored numbers, packed to whole bits but not compressed. */
    long rawBytes();

    default int count() {
        return count(shape());
    }

    /** The values of many tensors, one array for each in the same order. */
    static float[][] dequantised(List<? extends QuantisedTensor> tensors) {
        return tensors.stream().map(QuantisedTensor::dequantise).toArray(float[][]::new);
    }

    static int count(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
