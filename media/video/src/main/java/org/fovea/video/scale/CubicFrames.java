package org.fovea.video.scale;

import java.io.IOException;
import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/**
 * Frames of another source in another size, as the challenge's baseline makes them: PyTorch's {@code interpolate} with
 * mode {@code bicubic}, a cubic of a = −0.75 over four pixels without antialiasing, on RGB; then clamped and rounded
 * half to even. Closes that source.
 */
public final class CubicFrames implements FrameSource {
    private static final double A = -0.75;
    private static final int TAPS = 4;
    private static final int COLOURS = 3;

    private final FrameSource source;
    private final FrameSize size;
    private final byte[] frame;
    private final Taps across;
    private final Taps down;

    /** Four rows that follow each other, as wide as the new frame. */
    private final float[][] ring;

    private final int[] held = new int[TAPS];

    private CubicFrames(FrameSource source, FrameSize size) {
        this.source = source;
        this.size = size;
        frame = new byte[source.size().rgbBytes()];
        across = Taps.of(source.size().width(), size.width());
        down = Taps.of(source.size().height(), size.height());
        ring = new float[TAPS][size.width() * COLOURS];
    }

    /** The source itself where it has that size already. */
    public static FrameSource of(FrameSource source, FrameSize size) {
        return source.size().equals(size) ? source : new CubicFrames(source, size);
    }

    /**
     * What the pixels along one side are mixed of.
     *
     * @param pixels the four of each place, [place][4]; beyond the edge that at the edge
     * @param weights theirs
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Taps(int[] pixels, float[] weights) {
        static Taps of(int from, int to) {
            int[] pixels = new int[TAPS * to];
            float[] weights = new float[TAPS * to];
            for (int i = 0; i < to; i++) {
                double place = (i + 0.5) * ((double) from / to) - 0.5;
                double left = Math.floor(place);
                for (int tap = 0; tap < TAPS; tap++) {
                    double pixel = left - 1 + tap;
                    pixels[TAPS * i + tap] = (int) Math.clamp(pixel, 0, from - 1);
                    weights[TAPS * i + tap] = (float) weight(Math.abs(place - pixel));
                }
            }
            return new Taps(pixels, weights);
        }

        private static double weight(double x) {
            return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((x - 5) * x + 8) * x * A - 4 * A;
        }
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        size.verifyRgb(rgb);
        if (!source.next(frame)) {
            return false;
        }
        Arrays.fill(held, -1);
        int bytes = size.width() * COLOURS;
        for (int y = 0; y < size.height(); y++) {
            float[] a = row(down.pixels[TAPS * y]);
            float[] b = row(down.pixels[TAPS * y + 1]);
            float[] c = row(down.pixels[TAPS * y + 2]);
            float[] d = row(down.pixels[TAPS * y + 3]);
            float wa = down.weights[TAPS * y];
            float wb = down.weights[TAPS * y + 1];
            float wc = down.weights[TAPS * y + 2];
            float wd = down.weights[TAPS * y + 3];
            for (int x = 0; x < bytes; x++) {
                float sum = a[x] * wa + b[x] * wb + c[x] * wc + d[x] * wd;
                rgb[y * bytes + x] = (byte) Math.rint(Math.clamp(sum, 0, 255));
            }
        }
        return true;
    }

    /** A row of the picture at the frame's width. Of four that follow each other no two share a place. */
    private float[] row(int y) {
        int slot = y % TAPS;
        float[] out = ring[slot];
        if (held[slot] != y) {
            held[slot] = y;
            int start = y * source.size().width() * COLOURS;
            for (int x = 0; x < size.width(); x++) {
                for (int colour = 0; colour < COLOURS; colour++) {
                    float sum = 0;
                    for (int tap = TAPS * x; tap < TAPS * x + TAPS; tap++) {
                        sum += (frame[start + across.pixels[tap] * COLOURS + colour] & 255) * across.weights[tap];
                    }
                    out[x * COLOURS + colour] = sum;
                }
            }
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
