package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;

/**
 * The network of the renderer family {@code compact} ({@code docs/rendering.md}): class masks folded into cells,
 * residual blocks at one resolution, unfolded into a picture. The other frame is moved by the pose; where poses are
 * found after the training, only the frame that comes from the mask is rendered.
 *
 * @param tensors of the family, for these parameters
 * @param layout of what renders from the mask
 * @param shape of the masks
 * @param learnsPoses whether the other frame is rendered too, so that weights and poses learn from the pose network
 */
public record TrainableCompact(
        List<TensorSpec> tensors, CompactFamily.Layout layout, MaskShape shape, boolean learnsPoses)
        implements TrainableRenderer {
    private static final double MOST = 255;

    private int rows() {
        return Math.ceilDiv(shape.height(), layout.fold());
    }

    private int columns() {
        return Math.ceilDiv(shape.width(), layout.fold());
    }

    /** One byte for each class and place in a cell, [1, classes·fold², rows, columns]. */
    @Override
    public Tensor input(byte[] mask) {
        int fold = layout.fold();
        int rows = rows();
        int columns = columns();
        int channels = shape.classes() * fold * fold;
        byte[] cells = new byte[rows * columns * channels];
        for (int y = 0; y < rows * fold; y++) {
            int from = Math.min(y, shape.height() - 1) * shape.width();
            for (int x = 0; x < columns * fold; x++) {
                int id = mask[from + Math.min(x, shape.width() - 1)] & 0xff;
                int channel = (id * fold + y % fold) * fold + x % fold;
                cells[(y / fold * columns + x / fold) * channels + channel] = 1;
            }
        }
        return Tensors.ofBytes(cells, 1, rows, columns, channels).permute(0, 3, 1, 2);
    }

    /** Cells are unfolded as they were folded; what repeats the last row or column is left out. */
    @Override
    public Optional<Tensor> ofPixels(Tensor input) {
        return Optional.of(torch.pixel_shuffle(input, layout.fold())
                .narrow(2, 0, shape.height())
                .narrow(3, 0, shape.width()));
    }

    @Override
    public Drawing draw(List<Tensor> weights, Tensor input, Tensor pose) {
        WeightCursor next = new WeightCursor(weights);
        Tensor cells = torch.cat(
                new TensorVector(
                        input.to(torch.ScalarType.Float),
                        coordinates().expand(new long[] {input.size(0), -1, -1, -1}, false)),
                1);
        Tensor x = next.pointwise(cells);
        Tensor map = next.pointwise(next.take().unsqueeze(0));
        x = torch.silu(x.add(TensorPixels.stretched(map, rows(), columns())));
        for (int block = 0; block < layout.blocks(); block++) {
            Tensor y = torch.silu(next.separable(x));
            x = torch.silu(x.add(next.separable(y)));
        }
        Tensor picture = torch.sigmoid(torch.pixel_shuffle(next.pointwise(x), layout.fold()))
                .mul(new org.bytedeco.pytorch.Scalar(MOST));
        if (rows() * layout.fold() != shape.height() || columns() * layout.fold() != shape.width()) {
            picture = picture.narrow(2, 0, shape.height()).narrow(3, 0, shape.width());
        }
        return learnsPoses
                ? new TrainableWarp(shape.height(), shape.width()).frames(picture, picture, pose, layout.drawn())
                : Drawing.of(picture, Optional.empty(), layout.drawn() != 1);
    }

    /** Where the cells' centres lie, x then y, -1..1. */
    private Tensor coordinates() {
        int rows = rows();
        int columns = columns();
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
