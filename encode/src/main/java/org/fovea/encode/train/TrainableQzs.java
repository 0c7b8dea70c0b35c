package org.fovea.encode.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.arithmetic.Operations;
import org.fovea.evaluate.torch.Tensors;

/**
 * The network of the renderer family {@code qzs3} ({@code docs/rendering.md}) at any width and reduction. Draws both
 * frames; the pose goes through the network.
 */
public final class TrainableQzs implements TrainableRenderer {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};
    private static final long GROUPS = 2;
    private static final double EPSILON = 1e-5;
    private static final double MOST = 255;

    private final List<TensorSpec> tensors;
    private final MaskShape shape;
    private final FrameSize frames;
    private final int reduction;
    private final int rows;
    private final int columns;

    /**
     * A network.
     *
     * @param widths of the network
     * @param shape of the masks
     * @param frames size of the frames that the pictures are stretched to; matters only where the network reaches
     *     beyond the mask
     * @throws IllegalArgumentException where the network cannot run on masks of this shape
     */
    public TrainableQzs(QzsFamily.Widths widths, MaskShape shape, FrameSize frames) {
        this.tensors = new QzsFamily().tensors(widths.parameters(), shape.classes());
        this.shape = shape;
        this.frames = frames;
        reduction = widths.reduction();
        rows = widths.cells(shape.height());
        columns = widths.cells(shape.width());
    }

    @Override
    public List<TensorSpec> tensors() {
        return tensors;
    }

    @Override
    public boolean learnsPoses() {
        return true;
    }

    /** How many pixels of the mask in a pixel of the network are of each class, bytes [1, classes, rows, columns]. */
    @Override
    public Tensor input(byte[] mask) {
        int classes = shape.classes();
        byte[] counts = new byte[rows * columns * classes];
        for (int y = 0; y < rows * reduction; y++) {
            int from = Math.min(y, shape.height() - 1) * shape.width();
            int to = y / reduction * columns;
            for (int x = 0; x < columns * reduction; x++) {
                counts[(to + x / reduction) * classes + (mask[from + Math.min(x, shape.width() - 1)] & 0xff)]++;
            }
        }
        return Tensor.create(counts, false, 1, rows, columns, classes).permute(0, 3, 1, 2);
    }

    /** Every pixel of a square that the network sees as one counts alike. */
    @Override
    public Optional<Tensor> ofPixels(Tensor input) {
        return Optional.of(input.repeat_interleave(reduction, new LongOptional(2), new LongOptional())
                .repeat_interleave(reduction, new LongOptional(3), new LongOptional())
                .narrow(2, 0, shape.height())
                .narrow(3, 0, shape.width()));
    }

    @Override
    public Drawing draw(List<Tensor> weights, Tensor input, Tensor pose) {
        return new Pass(weights).draw(input, pose);
    }

    /** One pass through the network. */
    private final class Pass {
        private final Map<String, Tensor> weights = new HashMap<>();

        Pass(List<Tensor> all) {
            for (int i = 0; i < tensors.size(); i++) {
                weights.put(tensors.get(i).name(), all.get(i));
            }
        }

        Drawing draw(Tensor input, Tensor pose) {
            Tensor trunk = trunk(input);
            Tensor condition = linear("pose_mlp.2", torch.silu(linear("pose_mlp.0", pose)));
            return new Drawing(
                    Optional.of(head("frame1_head", trunk, Optional.of(condition))),
                    Optional.of(head("frame2_head", trunk, Optional.empty())));
        }

        private Tensor trunk(Tensor input) {
            Tensor shares = input.to(torch.ScalarType.Float).mul(new Scalar(1.0 / (reduction * reduction)));
            Tensor table = weight("shared_trunk.embedding.weight")
                    .transpose(0, 1)
                    .unsqueeze(2)
                    .unsqueeze(3);
            Tensor embedded = Operations.convolution(shares, table, new TensorOptional(), ONE, NONE, ONE, 1);
            Tensor stem = torch.cat(new TensorVector(embedded, coordinates()), 1);
            Tensor shared = block("shared_trunk.stem_block", layer("shared_trunk.stem_conv", stem, ONE), empty());
            Tensor small = block("shared_trunk.down_block", layer("shared_trunk.down_conv", shared, TWO), empty());
            Tensor up = torch.upsample_bilinear2d(small, new long[] {rows, columns}, false);
            Tensor both = torch.cat(new TensorVector(layer("shared_trunk.up.1", up, ONE), shared), 1);
            return block("shared_trunk.fuse_block", layer("shared_trunk.fuse", both, ONE), empty());
        }

        private Tensor head(String name, Tensor trunk, Optional<Tensor> condition) {
            Tensor x = block(name + ".block1", trunk, condition);
            x = layer(name + ".pre", block(name + ".block2", x, empty()), ONE);
            Tensor colours = pointwise(x, name + ".head");
            return covering(torch.sigmoid(colours).mul(new Scalar(MOST)));
        }

        private Tensor block(String name, Tensor x, Optional<Tensor> condition) {
            Tensor branch = separable(name + ".conv2", layer(name + ".conv1", x, ONE), ONE);
            branch = norm(name + ".norm2", branch);
            if (condition.isPresent()) {
                TensorVector film = linear(name + ".film_proj", condition.get())
                        .unsqueeze(2)
                        .unsqueeze(3)
                        .chunk(2, 1);
                branch = branch.mul(film.get(0).add(new Scalar(1.0))).add(film.get(1));
            }
            return torch.silu(x.add(branch));
        }

        private Tensor layer(String name, Tensor x, long[] stride) {
            return torch.silu(norm(name + ".norm", separable(name, x, stride)));
        }

        private Tensor separable(String name, Tensor x, long[] stride) {
            Tensor kernel = weight(name + ".dw.weight");
            Tensor moved = Operations.convolution(x, kernel, new TensorOptional(), stride, ONE, ONE, kernel.size(0));
            return pointwise(moved, name + ".pw");
        }

        private Tensor pointwise(Tensor x, String name) {
            return Operations.convolution(x, weight(name + ".weight"), optional(name + ".bias"), ONE, NONE, ONE, 1);
        }

        private Tensor norm(String name, Tensor x) {
            return torch.group_norm(x, GROUPS, optional(name + ".weight"), optional(name + ".bias"), EPSILON, false);
        }

        private Tensor linear(String name, Tensor x) {
            return Operations.linear(x, weight(name + ".weight"), optional(name + ".bias"));
        }

        private Tensor weight(String name) {
            return weights.get(name);
        }

        private TensorOptional optional(String name) {
            return new TensorOptional(weights.get(name));
        }
    }

    private static Optional<Tensor> empty() {
        return Optional.empty();
    }

    /** The picture, or where it reaches beyond the mask, the part of it that the mask covers, as large as a frame. */
    private Tensor covering(Tensor picture) {
        if (rows * reduction == shape.height() && columns * reduction == shape.width()) {
            return picture;
        }
        double tall = (double) reduction * frames.height() / shape.height();
        double wide = (double) reduction * frames.width() / shape.width();
        return torch.upsample_bilinear2d(
                picture,
                new long[] {frames.height(), frames.width()},
                false,
                new DoubleOptional(tall),
                new DoubleOptional(wide));
    }

    /** Where the pixels' centres lie, x then y, -1..1. */
    private Tensor coordinates() {
        float[] places = new float[2 * rows * columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                places[y * columns + x] = (x + 0.5f) / columns * 2 - 1;
                places[rows * columns + y * columns + x] = (y + 0.5f) / rows * 2 - 1;
            }
        }
        return Tensors.of(places, 1, 2, rows, columns);
    }
}
