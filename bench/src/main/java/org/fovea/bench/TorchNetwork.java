package org.fovea.bench;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.RendererWeights;

/** The network of the QZS3 family in LibTorch, written as a user of PyTorch would write it. */
final class TorchNetwork implements AutoCloseable {
    private static final long[] ONE = {1, 1};
    private static final long[] NONE = {0, 0};
    private static final double EPSILON = 1e-5;
    private static final long GROUPS = 2;

    private final MaskShape shape;
    private final FrameSize size;
    private final torch.MemoryFormat format;
    private final Map<String, Tensor> weights = new HashMap<>();

    /**
     * @param format of the pictures: {@code Contiguous} is PyTorch's default, {@code ChannelsLast} what its manual
     *     recommends on CPUs
     */
    TorchNetwork(
            List<TensorSpec> tensors,
            RendererWeights values,
            MaskShape shape,
            FrameSize size,
            torch.MemoryFormat format) {
        this.shape = shape;
        this.size = size;
        this.format = format;
        for (TensorSpec spec : tensors) {
            long[] dimensions =
                    spec.shape().stream().mapToLong(Integer::longValue).toArray();
            Tensor tensor = Tensor.create(values.values(spec.name()), dimensions);
            tensor.retainReference();
            weights.put(spec.name(), tensor);
        }
    }

    /** Draws a pair; bytes as in {@link org.fovea.render.PairRenderer#render}. */
    void render(byte[] mask, float[] pose, byte[] frame1, byte[] frame2) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor trunk = trunk(mask);
            Tensor condition =
                    linear(Tensor.create(pose, 1, pose.length), w("pose_mlp.0.weight"), o("pose_mlp.0.bias"));
            condition = linear(silu(condition), w("pose_mlp.2.weight"), o("pose_mlp.2.bias"));
            bytes(head("frame1_head", trunk, condition), frame1);
            bytes(head("frame2_head", trunk, null), frame2);
        }
    }

    private Tensor trunk(byte[] mask) {
        int height = shape.height();
        int width = shape.width();
        long[] classes = new long[mask.length];
        for (int i = 0; i < mask.length; i++) {
            classes[i] = mask[i] & 0xff;
        }
        Tensor embedded = embedding(w("shared_trunk.embedding.weight"), Tensor.create(classes, 1, height, width))
                .permute(0, 3, 1, 2);
        float[] places = new float[2 * height * width];
        for (int i = 0; i < height * width; i++) {
            places[i] = (i % width + 0.5f) / width * 2 - 1;
            places[height * width + i] = (i / width + 0.5f) / height * 2 - 1;
        }
        Tensor input = cat(new TensorVector(embedded, Tensor.create(places, 1, 2, height, width)), 1)
                .contiguous(format);
        Tensor shared = block("shared_trunk.stem_block", activated("shared_trunk.stem_conv", input, 1), null);
        Tensor small = block("shared_trunk.down_block", activated("shared_trunk.down_conv", shared, 2), null);
        Tensor up = upsample_bilinear2d(small, new long[] {height, width}, false);
        up = activated("shared_trunk.up.1", up, 1);
        Tensor fused = activated("shared_trunk.fuse", cat(new TensorVector(up, shared), 1), 1);
        return block("shared_trunk.fuse_block", fused, null);
    }

    private Tensor head(String name, Tensor trunk, Tensor condition) {
        Tensor x = block(name + ".block1", trunk, condition);
        x = block(name + ".block2", x, null);
        x = activated(name + ".pre", x, 1);
        x = conv2d(x, w(name + ".head.weight"), o(name + ".head.bias"), ONE, NONE, ONE, 1);
        return sigmoid(x).mul(new Scalar(255.0));
    }

    private Tensor block(String name, Tensor x, Tensor condition) {
        Tensor branch = separable(name + ".conv2", activated(name + ".conv1", x, 1), 1);
        branch = norm(name + ".norm2", branch);
        if (condition != null) {
            Tensor film = linear(condition, w(name + ".film_proj.weight"), o(name + ".film_proj.bias"));
            TensorVector halves = film.chunk(2, 1);
            Tensor gain = halves.get(0).unsqueeze(2).unsqueeze(3).add(new Scalar(1.0));
            branch = branch.mul(gain).add(halves.get(1).unsqueeze(2).unsqueeze(3));
        }
        return silu(x.add(branch));
    }

    private Tensor activated(String name, Tensor x, int stride) {
        return silu(norm(name + ".norm", separable(name, x, stride)));
    }

    private Tensor norm(String name, Tensor x) {
        return group_norm(x, GROUPS, o(name + ".weight"), o(name + ".bias"), EPSILON, true);
    }

    private Tensor separable(String name, Tensor x, int stride) {
        long[] strides = {stride, stride};
        Tensor deep = conv2d(x, w(name + ".dw.weight"), new TensorOptional(), strides, ONE, ONE, x.size(1));
        return conv2d(deep, w(name + ".pw.weight"), o(name + ".pw.bias"), ONE, NONE, ONE, 1);
    }

    private void bytes(Tensor picture, byte[] frame) {
        Tensor resized = upsample_bilinear2d(picture, new long[] {size.height(), size.width()}, false);
        Tensor rounded = resized.clamp(
                        new org.bytedeco.pytorch.ScalarOptional(new Scalar(0.0)),
                        new org.bytedeco.pytorch.ScalarOptional(new Scalar(255.0)))
                .round()
                .to(torch.ScalarType.Byte)
                .permute(0, 2, 3, 1)
                .contiguous();
        new BytePointer(rounded.data_ptr()).get(frame);
    }

    private Tensor w(String name) {
        return weights.get(name);
    }

    private TensorOptional o(String name) {
        return new TensorOptional(weights.get(name));
    }

    @Override
    public void close() {
        weights.values().forEach(Tensor::close);
    }
}
