package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;

/**
 * The network of the renderer family {@code latent} ({@code docs/rendering.md}): latent numbers blend planes and steer
 * residual blocks at one resolution, unfolded into a picture. The other frame is moved by the pose; where poses are
 * found after the training, only the rendered frame is made. Or each frame is rendered, and moved by a pose of its own.
 *
 * @param tensors of the family, for this layout
 * @param height rows of the picture that is rendered
 * @param width columns of it
 * @param learnsPoses whether the other frame is rendered too, so that weights and poses learn from the pose network
 * @param coordinates the fixed planes, [plane][row][column], see {@code docs/rendering.md}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainableLatent(
        List<TensorSpec> tensors,
        LatentFamily.Layout layout,
        int height,
        int width,
        boolean learnsPoses,
        float[] coordinates)
        implements TrainableRenderer {
    private static final double MOST = 255;

    /** Convolutions of a block; each reaches one cell further. */
    private static final int LAYERS = 2;

    public TrainableLatent(
            List<TensorSpec> tensors, LatentFamily.Layout layout, int height, int width, boolean learnsPoses) {
        this(List.copyOf(tensors), layout, height, width, learnsPoses, coordinates(layout, height, width));
    }

    int rows() {
        return layout.cells(height);
    }

    private int columns() {
        return layout.cells(width);
    }

    /** The fixed planes, [1, 11, rows, columns]; there is no mask. */
    @Override
    public Tensor input(byte[] mask) {
        return Tensors.of(coordinates, 1, LatentFamily.COORDINATES, rows(), columns());
    }

    /** They are the same for all. */
    @Override
    public Tensor inputs(List<byte[]> masks) {
        return input(masks.getFirst());
    }

    @Override
    public Drawing draw(List<Tensor> weights, Tensor input, Tensor numbers) {
        long count = (long) layout.pictures() * layout.latents();
        long pairs = numbers.size(0);
        // First pictures of all pairs, then second ones.
        Tensor latents = layout.pictures() == 1
                ? numbers
                : torch.cat(new TensorVector(numbers.narrow(1, 0, layout.latents()), ofLastPicture(numbers)), 0);
        Tensor pictures =
                torch.sigmoid(unfolded(weights, input, latents, 0, rows())).mul(new Scalar(MOST));
        Tensor first = pictures.narrow(0, 0, pairs);
        Tensor last = pictures.narrow(0, pictures.size(0) - pairs, pairs);
        if (learnsPoses) {
            return new TrainableWarp(height, width)
                    .frames(first, last, numbers.narrow(1, count, numbers.size(1) - count), layout.drawn());
        }
        return layout.pictures() == 1
                ? Drawing.of(last, Optional.empty(), layout.drawn() == 2)
                : Drawing.of(last, Optional.of(first), true);
    }

    @Override
    public Optional<Tensor> drawRows(
            List<Tensor> weights, Tensor input, Tensor numbers, RowBand wanted, int frameHeight) {
        if (layout.pictures() > 1) {
            return Optional.empty();
        }
        return wanted.over(frameHeight, height).map(cut -> {
            int reach = LAYERS * layout.blocks();
            int firstRow = Math.max(0, cut.first() / layout.fold() - reach);
            int endRow = Math.min(rows(), Math.ceilDiv(cut.end(), layout.fold()) + reach);
            Tensor drawn = unfolded(weights, input, numbers, firstRow, endRow);
            int above = firstRow * layout.fold();
            return torch.sigmoid(new RowBand(cut.first() - above, cut.end() - above).of(drawn))
                    .mul(new Scalar(MOST));
        });
    }

    /**
     * What the last layer says, before colours are made of it.
     *
     * @param weights as for {@link #draw}; the last layer may have another number of outputs for each pixel than there
     *     are colours
     * @param firstRow first row of cells
     * @param endRow row of cells behind the last one
     * @return float [N, outputs for each pixel, rows of pixels, width]
     */
    Tensor unfolded(List<Tensor> weights, Tensor input, Tensor numbers, int firstRow, int endRow) {
        WeightCursor next = new WeightCursor(weights);
        Tensor latents = numbers.narrow(1, 0, layout.latents());
        Tensor x = next.pointwise(input);
        x = x.add(stretched(next.unbiased(next.take().unsqueeze(0)), rows()));
        LatentFamily.Grid grid = layout.planes();
        Tensor planes =
                latents.matmul(next.take().t()).reshape(numbers.size(0), grid.channels(), grid.rows(), grid.columns());
        int above = layout.geometry().firstRow() - 1;
        Tensor blended = stretched(next.unbiased(planes), rows() - above);
        if (above > 0) {
            blended = torch.constant_pad_nd(blended, new long[] {0, 0, above, 0}, new Scalar(0.0));
        }
        x = x.add(blended).narrow(2, firstRow, (long) endRow - firstRow);
        x = torch.silu(x.contiguous(torch.MemoryFormat.ChannelsLast));
        int channels = layout.channels();
        for (int block = 0; block < layout.blocks(); block++) {
            Tensor film = latents.matmul(next.take().t()).reshape(numbers.size(0), 2L * channels, 1, 1);
            Tensor gain = film.narrow(1, 0, channels).add(new Scalar(1.0));
            Tensor y = torch.silu(next.separable(x).mul(gain).add(film.narrow(1, channels, channels)));
            x = torch.silu(x.add(next.separable(y)));
        }
        Tensor all = torch.pixel_shuffle(next.pointwise(x), layout.fold());
        int pixels = Math.min(endRow * layout.fold(), height) - firstRow * layout.fold();
        return all.size(2) == pixels && all.size(3) == width
                ? all
                : all.narrow(2, 0, pixels).narrow(3, 0, width);
    }

    /** The latent numbers of each pair's last picture. */
    Tensor ofLastPicture(Tensor numbers) {
        return numbers.narrow(1, (long) (layout.pictures() - 1) * layout.latents(), layout.latents());
    }

    private Tensor stretched(Tensor grid, int toRows) {
        return TensorPixels.stretched(grid, toRows, columns());
    }

    private static float[] coordinates(LatentFamily.Layout layout, int height, int width) {
        int rows = layout.cells(height);
        int columns = layout.cells(width);
        int cells = rows * columns;
        float[] all = new float[LatentFamily.COORDINATES * cells];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double down = (i + 0.5) * layout.fold() - layout.geometry().row();
                double depth = Math.max(down, height / 64.0);
                double u = Math.clamp(
                        ((j + 0.5) * layout.fold() - layout.geometry().column()) / depth, -8.0, 8.0);
                double[] planes = {
                    (j + 0.5) / columns * 2 - 1,
                    (i + 0.5) / rows * 2 - 1,
                    u / 3,
                    height / 64.0 / depth,
                    1 / (1 + Math.exp(-down * 48 / height)),
                    Math.sin(Math.PI * u),
                    Math.cos(Math.PI * u),
                    Math.sin(2 * Math.PI * u),
                    Math.cos(2 * Math.PI * u),
                    Math.sin(4 * Math.PI * u),
                    Math.cos(4 * Math.PI * u)
                };
                for (int plane = 0; plane < planes.length; plane++) {
                    all[plane * cells + i * columns + j] = (float) planes[plane];
                }
            }
        }
        return all;
    }
}
