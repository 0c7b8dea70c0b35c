package org.fovea.evaluate.arithmetic;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What computes an operation. */
interface Kernels {
    /** LibTorch, with the kernels that it chooses itself. */
    Kernels OF_LIBTORCH = new Kernels() {
        @Override
        public Tensor convolution(Operation.Convolution shape, Tensor x, Tensor weight, Tensor bias) {
            return torch.convolution(
                    x,
                    weight,
                    new TensorOptional(bias),
                    shape.stride().both(),
                    shape.padding().both(),
                    shape.dilation().both(),
                    shape.order().transposed(),
                    new long[2],
                    shape.groups());
        }

        @Override
        public Tensor product(Tensor x, Tensor weight) {
            return torch.linear(x, weight);
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
