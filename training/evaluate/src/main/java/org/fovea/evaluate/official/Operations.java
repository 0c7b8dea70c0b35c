package org.fovea.evaluate.official;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on a new tensor, which they overwrite where no gradient will ask for it. */
final class Operations {
    private static final String TANH = "tanh";

    private Operations() {}

    static Tensor gelu(Tensor x) {
        return GradMode.is_enabled() ? torch.gelu(x, TANH) : torch.gelu_(x, TANH);
    }

    static Tensor silu(Tensor x) {
        return GradMode.is_enabled() ? torch.silu(x) : torch.silu_(x);
    }

    static Tensor relu(Tensor x) {
        return GradMode.is_enabled() ? torch.relu(x) : torch.relu_(x);
    }

    static Tensor sum(Tensor x, Tensor other) {
        return GradMode.is_enabled() ? x.add(other) : x.add_(other);
    }

    static Tensor product(Tensor x, Tensor other) {
        return GradMode.is_enabled() ? x.mul(other) : x.mul_(other);
    }

    static Tensor quotient(Tensor x, Tensor other) {
        return GradMode.is_enabled() ? x.div(other) : x.div_(other);
    }

    static Tensor sigmoid(Tensor x) {
        return GradMode.is_enabled() ? torch.sigmoid(x) : torch.sigmoid_(x);
    }
}
