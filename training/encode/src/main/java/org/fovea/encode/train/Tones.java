package org.fovea.encode.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.FrameOpener;

/**
 * What stands for class masks where no network says classes: the brightness of a few small pictures of a clip, in
 * levels that are equally frequent.
 */
public final class Tones {
    private static final int PICTURES = 16;
    private static final int LEVELS = 8;
    private static final int VALUES = 256;

    private Tones() {}

    /**
     * Levels of some pairs at even distances.
     *
     * @param pairs of the clip
     * @param second whether the second frames are looked at, else the first
     * @param size of the pictures
     */
    public static MaskTensor of(FrameOpener clip, int pairs, boolean second, FrameSize size)
            throws IOException, InterruptedException {
        TrainingPictures pictures = TrainingPictures.read(clip, pairs, second, size, PICTURES);
        int count = Math.min(pairs, PICTURES);
        int pixels = size.width() * size.height();
        int[] tones = new int[count * pixels];
        for (int i = 0; i < count; i++) {
            byte[] rgb = pictures.picture(i);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int at = pixel * 3;
                tones[i * pixels + pixel] =
                        ((rgb[at] & 0xff) * 77 + (rgb[at + 1] & 0xff) * 150 + (rgb[at + 2] & 0xff) * 29) >> 8;
            }
        }
        byte[] level = levels(tones);
        byte[] classes = new byte[tones.length];
        for (int i = 0; i < tones.length; i++) {
            classes[i] = level[tones[i]];
        }
        return new MaskTensor(new MaskShape(count, size.height(), size.width(), LEVELS), classes);
    }

    /** The level of each brightness. */
    private static byte[] levels(int[] tones) {
        long[] counts = new long[VALUES];
        Arrays.stream(tones).forEach(tone -> counts[tone]++);
        byte[] levels = new byte[VALUES];
        long below = 0;
        for (int tone : IntStream.range(0, VALUES).toArray()) {
            levels[tone] = (byte) Math.min(LEVELS - 1, below * LEVELS / tones.length);
            below += counts[tone];
        }
        return levels;
    }
}
