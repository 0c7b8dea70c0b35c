package org.fovea.codec.mask;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/** Small tensors for tests. */
public final class SampleMasks {
    private SampleMasks() {}

    /** Masks that are read by whatever {@code opened} gives. */
    public record Read(MaskShape shape, Supplier<MaskReader> opened) implements MaskFrames {
        @Override
        public MaskReader open() {
            return opened.get();
        }
    }

    /** A road scene: sky over land, a lane that sways, blobs that drift, and noise where classes meet. */
    static MaskTensor road(MaskShape shape, long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[(int) shape.total()];
        double phase = random.nextDouble() * 6;
        int at = 0;
        for (int t = 0; t < shape.frames(); t++) {
            double horizon = shape.height() * (0.4 + 0.02 * Math.sin(0.3 * t + phase));
            double middle = shape.width() * (0.5 + 0.1 * Math.sin(0.1 * t + phase));
            double blob = shape.width() * (0.2 + 0.015 * t);
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    double noise = random.nextGaussian() * 0.3;
                    int id = 0;
                    if (y > horizon + noise) {
                        double half = (y - horizon) * 0.5;
                        id = Math.abs(x - middle + noise) < half ? 1 : 2 % shape.classes();
                        if (Math.hypot(x - blob, y - shape.height() * 0.6) + noise < shape.width() * 0.08) {
                            id = 3 % shape.classes();
                        }
                    }
                    all[at++] = (byte) id;
                }
            }
        }
        return new MaskTensor(shape, all);
    }

    /**
     * Regions around points that drift, each point of another class, and noise where they meet: all classes occur where
     * there is room.
     */
    static MaskTensor regions(MaskShape shape, long seed) {
        Random random = new Random(seed);
        int points = shape.classes();
        double[] row = random.doubles(points, 0, shape.height()).toArray();
        double[] column = random.doubles(points, 0, shape.width()).toArray();
        double[] drift = random.doubles(points, -0.5, 0.5).toArray();
        byte[] all = new byte[(int) shape.total()];
        for (int i = 0; i < all.length; i++) {
            int t = i / shape.pixels();
            double y = i / shape.width() % shape.height() + random.nextGaussian() * 0.1;
            double x = i % shape.width();
            int nearest = 0;
            double least = Double.MAX_VALUE;
            for (int p = 0; p < points; p++) {
                double distance = Math.hypot(y - row[p], x - column[p] - t * drift[p]);
                if (distance < least) {
                    least = distance;
                    nearest = p;
                }
            }
            all[i] = (byte) nearest;
        }
        return new MaskTensor(shape, all);
    }

    /** Every pixel by chance. */
    public static MaskTensor noise(MaskShape shape, long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[(int) shape.total()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) random.nextInt(shape.classes());
        }
        return new MaskTensor(shape, all);
    }

    /** One class everywhere. */
    static MaskTensor blank(MaskShape shape, int id) {
        byte[] all = new byte[(int) shape.total()];
        Arrays.fill(all, (byte) id);
        return new MaskTensor(shape, all);
    }

    /** The same frame of vertical stripes again and again: all boundary, no news. */
    static MaskTensor stripes(MaskShape shape) {
        byte[] all = new byte[(int) shape.total()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i % shape.width() / 3 % shape.classes());
        }
        return new MaskTensor(shape, all);
    }
}
