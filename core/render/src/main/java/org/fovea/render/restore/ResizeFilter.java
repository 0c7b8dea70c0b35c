package org.fovea.render.restore;

import org.fovea.codec.video.Enlargement;

/** What a pixel is mixed of when a plane is resized. Exact: {@code docs/rendering.md} §8. */
public enum ResizeFilter {
    /** Keys's cubic with a = −0.6, over two pixels on either side; the choice of FFmpeg's scaler. */
    BICUBIC(2) {
        @Override
        double at(double x) {
            return x < 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : x < 2 ? ((x - 5) * x + 8) * x * A - 4 * A : 0;
        }
    },
    /** A sinc in the window of a sinc, over three pixels on either side. */
    LANCZOS(3) {
        @Override
        double at(double x) {
            if (x < 1e-9) {
                return 1;
            }
            double angle = StrictMath.PI * x;
            return x < 3 ? 3 * StrictMath.sin(angle) * StrictMath.sin(angle / 3) / (angle * angle) : 0;
        }
    };

    private static final double A = -0.6;

    private final int radius;

    ResizeFilter(int radius) {
        this.radius = radius;
    }

    public static ResizeFilter of(Enlargement enlargement) {
        return switch (enlargement) {
            case BICUBIC -> BICUBIC;
            case LANCZOS -> LANCZOS;
        };
    }

    /** Pixels on either side, where nothing shrinks. */
    int radius() {
        return radius;
    }

    /** The weight of a pixel at a distance of {@code x} pixels, 0 or more. */
    abstract double at(double x);
}
