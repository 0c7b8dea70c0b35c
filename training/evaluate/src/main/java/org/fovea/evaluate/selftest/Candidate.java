package org.fovea.evaluate.selftest;

import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.torch.Tensors;

/**
 * What a codec might have made of frames: less contrast, noise, brightness that drifts, and no pixel near black or
 * white, where clamps bend.
 */
final class Candidate {
    private static final double CONTRAST = 0.85;
    private static final double NOISE = 5;
    private static final double LEAST = 14;
    private static final double MOST = 241;

    private Candidate() {}

    /** Float [frames, 3, height, width], whole values. */
    static Tensor of(FrameSize size, List<byte[]> frames, long seed) {
        Random random = new Random(seed ^ 0x5eed);
        int pixels = size.pixels();
        float[] values = new float[Math.multiplyExact(frames.size(), 3 * pixels)];
        for (int frame = 0; frame < frames.size(); frame++) {
            byte[] rgb = frames.get(frame);
            double drift = 6 * (frame + 1);
            for (int i = 0; i < pixels; i++) {
                double shade = drift * (i % size.width()) / size.width();
                for (int c = 0; c < 3; c++) {
                    double value =
                            128 + CONTRAST * ((rgb[3 * i + c] & 0xff) - 128) + shade + NOISE * random.nextGaussian();
                    values[(frame * 3 + c) * pixels + i] = (float) Math.rint(Math.clamp(value, LEAST, MOST));
                }
            }
        }
        return Tensors.of(values, frames.size(), 3, size.height(), size.width());
    }
}
