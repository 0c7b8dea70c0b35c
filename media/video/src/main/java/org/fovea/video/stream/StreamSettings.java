package org.fovea.video.stream;

import java.util.Locale;

/**
 * How an encoder codes.
 *
 * @param codec which
 * @param preset effort in the encoder's numbers: SVT-AV1 0 (slowest) to 13, libaom 0 to 8, x264 and x265 0 (fastest) to
 *     9, vvenc 0 (fastest) to 4
 * @param crf quality, 0 (best) to 63; of x264, x265 and AV1 the rate factor, of vvenc the quantiser
 * @param keyInterval frames from a key frame to the next; −1 for one key frame, the first
 * @param filmGrain strength of the grain that is taken out and described, 0 (none) to 50; AV1 only
 * @param sharpness −7..7, 0 is usual; AV1 only
 */
public record StreamSettings(StreamCodec codec, int preset, int crf, int keyInterval, int filmGrain, int sharpness) {
    /** The key interval of streams with one key frame. */
    public static final int ONE_KEY = -1;

    private static final int USUAL_KEY_INTERVAL = 240;

    /** @throws IllegalArgumentException where a value is out of its range */
    public StreamSettings {
        boolean ranges = preset >= 0
                && preset <= 13
                && crf >= 0
                && crf <= 63
                && (keyInterval >= 1 || keyInterval == ONE_KEY)
                && filmGrain >= 0
                && filmGrain <= 50
                && Math.abs(sharpness) <= 7;
        if (!ranges) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "preset %d, crf %d, key interval %d, film grain %d, sharpness %d",
                    preset,
                    crf,
                    keyInterval,
                    filmGrain,
                    sharpness));
        }
    }

    /**
     * What a codec is compared with, which decides about effort and quality alone: nothing unusual, a key frame every
     * 240 frames unless the encoder sets its own.
     */
    public static StreamSettings usual(StreamCodec codec, int preset, int crf) {
        return new StreamSettings(codec, preset, crf, USUAL_KEY_INTERVAL, 0, 0);
    }

    /** Bits of a coded sample: 8, but 10 for VVC, whose encoder has no others. */
    public int bitDepth() {
        return codec == StreamCodec.VVC ? 10 : 8;
    }
}
