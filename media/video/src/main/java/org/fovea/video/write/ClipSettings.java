package org.fovea.video.write;

import java.util.Locale;

/**
 * How a clip is written. The same frames, settings, FFmpeg and kind of machine give the same bytes.
 *
 * @param codec which
 * @param crf quality of AV1, 0 (best) to 63; 0 for FFV1, which loses nothing
 * @param preset effort of AV1, 0 (slowest, smallest) to 13; 0 for FFV1
 * @param keyInterval frames from a key frame to the next, at least 1
 * @param title that the file has, as players show it; empty for none
 */
public record ClipSettings(Codec codec, int crf, int preset, int keyInterval, String title) {
    public enum Codec {
        /** SVT-AV1, 8 bit 4:2:0, BT.601 of limited range. */
        AV1,
        /** FFV1 version 3, RGB: every byte comes back. */
        FFV1
    }

    public static final int MAX_CRF = 63;
    public static final int MAX_PRESET = 13;

    private static final int USUAL_KEY_INTERVAL = 240;

    /** @throws IllegalArgumentException where a value is out of its range */
    public ClipSettings {
        if (crf < 0 || crf > MAX_CRF || preset < 0 || preset > MAX_PRESET || keyInterval < 1) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "crf %d, preset %d, key interval %d", crf, preset, keyInterval));
        }
    }

    /** AV1 with a key frame every 240 frames. */
    public static ClipSettings av1(int crf, int preset) {
        return new ClipSettings(Codec.AV1, crf, preset, USUAL_KEY_INTERVAL, "");
    }

    public static ClipSettings ffv1() {
        return new ClipSettings(Codec.FFV1, 0, 0, 1, "");
    }

    public ClipSettings titled(String other) {
        return new ClipSettings(codec, crf, preset, keyInterval, other);
    }
}
