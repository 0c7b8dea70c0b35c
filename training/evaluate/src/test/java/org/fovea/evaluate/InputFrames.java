package org.fovea.evaluate;

import org.fovea.codec.FrameSize;

/**
 * The reproducible frames that the reference values were computed on: four ground-truth frames and four distorted ones.
 */
public final class InputFrames {
    /** Size of every frame. */
    public static final FrameSize SIZE = new FrameSize(1164, 874);

    private static final int HEIGHT = 874;
    private static final int WIDTH = 1164;
    private static final int RECTANGLES = 16;

    private InputFrames() {}

    /** Sample 0 or 1, ground truth. */
    public static FramePair truth(int sample) {
        return new FramePair(SIZE, truthFrame(2 * sample), truthFrame(2 * sample + 1));
    }

    /** Sample 0 or 1, distorted. */
    public static FramePair distorted(int sample) {
        return new FramePair(SIZE, distortedFrame(2 * sample), distortedFrame(2 * sample + 1));
    }

    /** Ground-truth frame 0..3. */
    public static byte[] truthFrame(int f) {
        int[] values = new int[HEIGHT * WIDTH * 3];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < 3; c++) {
                    int t = (x * (2 + c) + y * (3 - c) * 2 + 37 * f * (c + 1)) % 512;
                    values[(y * WIDTH + x) * 3 + c] = t < 256 ? t : 511 - t;
                }
            }
        }
        for (int r = 0; r < RECTANGLES; r++) {
            int x0 = (197 * r + 6 * f) % 1000;
            int y0 = (151 * r + 3 * f) % 760;
            int right = Math.min(WIDTH, x0 + 80 + 59 * r % 160);
            int bottom = Math.min(HEIGHT, y0 + 50 + 37 * r % 110);
            for (int y = y0; y < bottom; y++) {
                for (int x = x0; x < right; x++) {
                    for (int c = 0; c < 3; c++) {
                        values[(y * WIDTH + x) * 3 + c] = hash(1000 + r, 0, 0, c) >>> 24;
                    }
                }
            }
        }
        byte[] frame = new byte[values.length];
        for (int i = 0; i < frame.length; i++) {
            int pixel = i / 3;
            int noise = (hash(f, pixel / WIDTH, pixel % WIDTH, i % 3) >>> 28) - 8;
            frame[i] = (byte) Math.clamp(values[i] + noise, 0, 255);
        }
        return frame;
    }

    /** Distorted frame 0..3. */
    public static byte[] distortedFrame(int f) {
        byte[] truth = truthFrame(f);
        byte[] frame = new byte[truth.length];
        int q = f < 2 ? 8 : 24;
        int shift = f < 2 ? 0 : 2;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int from = ((y & ~1) * WIDTH + (Math.min(x + shift, WIDTH - 1) & ~1)) * 3;
                for (int c = 0; c < 3; c++) {
                    int sum = (truth[from + c] & 0xff)
                            + (truth[from + c + WIDTH * 3] & 0xff)
                            + (truth[from + c + 3] & 0xff)
                            + (truth[from + c + WIDTH * 3 + 3] & 0xff);
                    frame[(y * WIDTH + x) * 3 + c] = (byte) Math.clamp((sum + 2 >> 2) / q * q + q / 2, 0, 255);
                }
            }
        }
        return frame;
    }

    private static int hash(int f, int y, int x, int c) {
        int h = f * 0x9E3779B1 + y * 0x85EBCA77 + x * 0xC2B2AE3D + c * 0x27D4EB2F;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        h ^= h >>> 15;
        return h;
    }
}
