package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.COEFFICIENTS;

import org.fovea.render.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** The inputs that convolutions of this family have. */
final class Sources {
    private Sources() {}

    /** Rows as large as those of a plane. */
    private interface OfPlane extends RowSource {
        Plane raw();

        @Override
        default int height() {
            return raw().height;
        }

        @Override
        default int width() {
            return raw().width;
        }

        @Override
        default int blocks() {
            return raw().blocks;
        }
    }

    record Stored(Plane raw) implements OfPlane {
        @Override
        public void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch) {
            int from = raw.row(y);
            for (int block = 0; block < raw.blocks; block++) {
                System.arraycopy(raw.data, from + block * raw.pitch(), out, at + block * pitch, raw.width * BLOCK);
            }
        }
    }

    /**
     * SiLU of a normalised plane.
     *
     * @param other if not null, is added before
     * @param kept if not null, receives the rows
     */
    record Activated(
            Plane raw,
            float[] coefficients,
            @Nullable Plane other,
            @Nullable Plane kept) implements OfPlane {
        @Override
        public void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch) {
            Plane copy = keep ? kept : null;
            for (int block = 0; block < raw.blocks; block++) {
                int shift = block * raw.pitch();
                kernels.activate(
                        raw.data,
                        raw.row(y) + shift,
                        coefficients,
                        block * COEFFICIENTS,
                        other == null ? null : other.data,
                        other == null ? 0 : other.row(y) + shift,
                        out,
                        at + block * pitch,
                        copy == null ? null : copy.data,
                        copy == null ? 0 : copy.row(y) + shift,
                        raw.width * BLOCK);
            }
        }
    }

    /** The channels of {@code first}, then those of {@code second}. */
    record Concatenated(RowSource first, RowSource second) implements RowSource {
        @Override
        public int height() {
            return first.height();
        }

        @Override
        public int width() {
            return first.width();
        }

        @Override
        public int blocks() {
            return first.blocks() + second.blocks();
        }

        @Override
        public void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch) {
            first.load(kernels, y, out, at, pitch, keep, scratch);
            second.load(kernels, y, out, at + first.blocks() * pitch, pitch, keep, scratch);
        }
    }

    /** A plane of half the size, bilinear. Rows and columns beyond the edge are the edge. */
    record Doubled(Plane small) implements RowSource {
        @Override
        public int height() {
            return 2 * small.height;
        }

        @Override
        public int width() {
            return 2 * small.width;
        }

        @Override
        public int blocks() {
            return small.blocks;
        }

        @Override
        public void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch) {
            int near = y / 2;
            int far = Math.clamp(near + (y % 2 == 0 ? -1 : 1), 0, small.height - 1);
            for (int block = 0; block < small.blocks; block++) {
                int shift = block * small.pitch();
                kernels.upsample(
                        small.data,
                        small.row(near) + shift,
                        small.row(far) + shift,
                        small.width,
                        scratch,
                        out,
                        at + block * pitch);
            }
        }
    }
}
