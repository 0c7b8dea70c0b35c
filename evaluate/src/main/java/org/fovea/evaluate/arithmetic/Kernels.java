package org.fovea.evaluate.arithmetic;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What computes an operation. */
interface Kernels {
    /** LibTorch, called as the networks call it. */
    Kernels OF_LIBTORCH = new Kernels() {
        @Override
        public Tensor convolution(Operation.Convolution shape, Tensor x, Tensor weight, Tensor bias) {
            TensorOptional offset = new TensorOptional(bias);
            long[] stride = shape.stride().both();
            long[] padding = shape.padding().both();
            long[] dilation = shape.dilation().both();
            return shape.order().transposed()
                    ? Operations.transposed(x, weight, offset, stride, padding, new long[2], dilation, shape.groups())
                    : Operations.convolution(x, weight, offset, stride, padding, dilation, shape.groups());
        }

        @Override
        public Tensor product(Tensor x, Tensor weight) {
            return Operations.linear(x, weight, new TensorOptional());
        }

        @Override
        public Tensor resizing(Operation.Resizing shape, Tensor x) {
            return torch.upsample_bilinear2d(x, shape.to().both(), shape.corners());
        }
    };

    /** Differentiable. */
    Tensor convolution(Operation.Convolution shape, Tensor x, Tensor weight, Tensor bias);

    /** [rows, inner] by the transpose of [columns, inner]. Differentiable. */
    Tensor product(Tensor x, Tensor weight);

    /** Differentiable. */
    Tensor resizing(Operation.Resizing shape, Tensor x);
}
