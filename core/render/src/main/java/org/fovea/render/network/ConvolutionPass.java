package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.TILE;

import java.util.Arrays;
import org.fovea.render.kernel.Kernels;

/**
 * Runs separable convolutions over whole planes. Rows of the source are activated once, into a ring of four rows that
 * stays in the second-level cache; two output rows are made at a time, tile by tile: depthwise into a buffer in the
 * first-level cache, from there pointwise into the output plane. The output may be the plane that the source reads,
 * because a row is written after the ring has all that is needed of it.
 *
 * <p>Several threads take bands of rows. Each first fetches the rows beyond its band, before any thread overwrites
 * them.
 */
final class ConvolutionPass {
    private static final int RING = 4;

    /** The row below the band has a place of its own. */
    private static final int BELOW = RING;

    private static final int OUTSIDE = RING + 1;
    private static final int SLOTS = RING + 2;

    private final Kernels kernels;
    private final Workers workers;
    private final RowStatistics statistics;
    private final Buffers[] buffers;

    private static final class Buffers {
        final float[][] ring;
        final float[] tile;
        final float[] scratch;
        final float[][] rows = new float[RING][];

        Buffers(int width, int blocks) {
            ring = new float[SLOTS][Parameters.aligned(blocks * Plane.pitch(width))];
            tile = new float[Parameters.aligned(2 * TILE * blocks * BLOCK)];
            scratch = new float[Plane.pitch(width) + 4 * BLOCK];
        }
    }

    /** Room for sources of up to this size. */
    ConvolutionPass(Kernels kernels, Workers workers, RowStatistics statistics, int width, int blocks) {
        this.kernels = kernels;
        this.workers = workers;
        this.statistics = statistics;
        this.buffers = new Buffers[workers.count()];
        Arrays.setAll(buffers, i -> new Buffers(width, blocks));
    }

    /** One layer; afterwards the statistics are those of {@code out}. */
    void run(RowSource source, SeparableConvolution layer, Plane out, int stride) {
        if (source.blocks() != layer.inBlocks
                || out.blocks != layer.outBlocks()
                || (source.height() + stride - 1) / stride != out.height
                || (source.width() + stride - 1) / stride != out.width) {
            throw new IllegalArgumentException("planes do not fit the layer");
        }
        statistics.begin(out);
        int count = workers.count();
        Band[] bands = new Band[count];
        // Bands begin at even rows, so that pairs of rows do not depend on the number of threads.
        int pairs = (out.height + 1) / 2;
        for (int i = 0; i < count; i++) {
            int first = 2 * (int) ((long) pairs * i / count);
            int end = Math.min(2 * (int) ((long) pairs * (i + 1) / count), out.height);
            bands[i] = new Band(source, layer, out, stride, buffers[i], first, end);
        }
        workers.run(i -> bands[i].fetchNeighbours());
        workers.run(i -> bands[i].convolve());
    }

    private final class Band {
        private final RowSource source;
        private final SeparableConvolution layer;
        private final Plane out;
        private final int stride;
        private final Buffers own;
        private final int first;
        private final int end;
        private final int pitch;

        Band(RowSource source, SeparableConvolution layer, Plane out, int stride, Buffers own, int first, int end) {
            this.source = source;
            this.layer = layer;
            this.out = out;
            this.stride = stride;
            this.own = own;
            this.first = first;
            this.end = end;
            this.pitch = Plane.pitch(source.width());
        }

        void fetchNeighbours() {
            if (first >= end) {
                return;
            }
            // The pixels left and right of the picture.
            for (float[] row : own.ring) {
                for (int block = 0; block < layer.inBlocks; block++) {
                    int at = Kernels.FIRST + block * pitch;
                    Arrays.fill(row, at, at + BLOCK, 0);
                    Arrays.fill(row, at + pitch - BLOCK, at + pitch, 0);
                }
            }
            Arrays.fill(own.ring[OUTSIDE], Kernels.FIRST, Kernels.FIRST + layer.inBlocks * pitch, 0);
            int above = first * stride - 1;
            if (above >= 0) {
                load(above, slot(above), false);
            }
            int below = end * stride;
            if (stride == 1 && below < source.height()) {
                load(below, BELOW, false);
            }
        }

        void convolve() {
            if (first >= end) {
                return;
            }
            // The band's rows of the source that come before it are in the ring.
            int loaded = first * stride;
            int ownEnd = Math.min(end * stride, source.height());
            for (int y = first; y < end; y += 3 - stride) {
                // Two output rows of stride 1 reach one row further than the one of stride 2.
                for (int need = Math.min(stride * y + 4 - stride, ownEnd); loaded < need; loaded++) {
                    load(loaded, slot(loaded), true);
                }
                for (int k = 0; k < RING; k++) {
                    own.rows[k] = own.ring[slotOf(stride * y - 1 + k)];
                }
                rows(y);
            }
        }

        private void load(int y, int slot, boolean keep) {
            source.load(kernels, y, own.ring[slot], Kernels.FIRST + BLOCK, pitch, keep, own.scratch);
        }

        private int slot(int y) {
            return y & (RING - 1);
        }

        private int slotOf(int y) {
            if (y < 0 || y >= source.height()) {
                return OUTSIDE;
            }
            return y == end * stride ? BELOW : slot(y);
        }

        /** Makes two rows at stride 1, one at stride 2. */
        private void rows(int y) {
            boolean second = stride == 1 && y + 1 < end;
            int statistics0 = statistics.beginRow(y);
            int statistics1 = second ? statistics.beginRow(y + 1) : 0;
            int to = out.row(y);
            for (int x = 0; x < out.width; x += TILE) {
                int pixels = Math.min(TILE, out.width - x);
                kernels.depthwise(
                        own.rows,
                        Kernels.FIRST + stride * x * BLOCK,
                        pitch,
                        layer.inBlocks,
                        layer.parameters,
                        layer.depthwiseAt,
                        own.tile,
                        Kernels.FIRST,
                        stride,
                        pixels);
                pointwise(0, to + x * BLOCK, statistics0, pixels);
                if (second) {
                    int tile = TILE * layer.inBlocks * BLOCK;
                    pointwise(tile, out.row(y + 1) + x * BLOCK, statistics1, pixels);
                }
            }
        }

        private void pointwise(int tileAt, int outAt, int statisticsAt, int pixels) {
            kernels.pointwise(
                    own.tile,
                    Kernels.FIRST + tileAt,
                    layer.inBlocks * BLOCK,
                    layer.parameters,
                    layer.pointwiseAt,
                    layer.biasAt,
                    layer.outputs,
                    out.data,
                    outAt,
                    out.pitch(),
                    pixels);
            // TILE is even, so a tile's first pixel is.
            kernels.statistics(
                    out.data,
                    outAt,
                    out.pitch(),
                    out.blocks,
                    statistics.sums,
                    statistics.squares,
                    statisticsAt,
                    pixels);
        }
    }
}
