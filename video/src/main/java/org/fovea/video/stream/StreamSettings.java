package org.fovea.video.stream;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an encoder codes. Equal settings are written the same way, so that they can be keys.
 *
 * @param codec which
 * @param preset effort in the encoder's numbers: SVT-AV1 0 (slowest) to 13, libaom 0 to 8, x265 0 (fastest) to 9, vvenc
 *     0 (fastest) to 4
 * @param crf quality, 0 (best) to 63; of x265 and AV1 the rate factor, of vvenc the quantiser
 * @param keyInterval frames from a key frame to the next; −1 for one key frame, the first
 * @param filmGrain strength of the grain that is taken out and described, 0 (none) to 50; AV1 only
 * @param sharpness −7..7, 0 is usual; AV1 only
 * @param tune what the encoder aims at, in its own numbers; empty for what is usual; AV1 only
 * @param bitDepth bits of a coded sample, 8 or 10
 * @param options more settings in the encoder's own words: those of {@code svtav1-params}, {@code aom-params},
 *     {@code x265-params} and {@code vvenc-params}; sorted by name; only those of {@link EncoderOptions}
 */
public record StreamSettings(
        StreamCodec codec,
        int preset,
        int crf,
        int keyInterval,
        int filmGrain,
        int sharpness,
        OptionalInt tune,
        int bitDepth,
        Map<String, String> options) {
    /** The key interval of streams with one key frame. */
    public static final int ONE_KEY = -1;

    private static final int USUAL_KEY_INTERVAL = 240;

    /** @throws IllegalArgumentException where a value is out of its range */
    public StreamSettings {
        SortedMap<String, String> sorted = new TreeMap<>(options);
        options = Collections.unmodifiableSortedMap(sorted);
        boolean ranges = preset >= 0
                && preset <= 13
                && crf >= 0
                && crf <= 63
                && (keyInterval >= 1 || keyInterval == ONE_KEY)
                && filmGrain >= 0
                && filmGrain <= 50
                && Math.abs(sharpness) <= 7
                && (bitDepth == 8 || bitDepth == 10);
        if (!ranges) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "preset %d, crf %d, key interval %d, film grain %d, sharpness %d, %d bit",
                    preset,
                    crf,
                    keyInterval,
                    filmGrain,
                    sharpness,
                    bitDepth));
        }
        List<EncoderOptions> encoders = switch (codec) {
            case AV1 -> List.of(EncoderOptions.SVT_AV1, EncoderOptions.LIBAOM);
            case HEVC -> List.of(EncoderOptions.X265);
            case VVC -> List.of(EncoderOptions.VVENC);
        };
        if (encoders.stream().noneMatch(encoder -> encoder.allows(sorted))) {
            encoders.getFirst().verify(sorted);
        }
    }

    /** One key frame, no grain, nothing unusual, 8 bits. */
    public static StreamSettings of(StreamCodec codec, int preset, int crf) {
        return new StreamSettings(codec, preset, crf, ONE_KEY, 0, 0, OptionalInt.empty(), 8, Map.of());
    }

    /**
     * What a codec is compared with, which decides about effort and quality alone: nothing unusual, a key frame every
     * 240 frames unless the encoder sets its own, and samples of 8 bits, of 10 for VVC, whose encoder has no others.
     */
    public static StreamSettings usual(StreamCodec codec, int preset, int crf) {
        return of(codec, preset, crf)
                .withKeyInterval(USUAL_KEY_INTERVAL)
                .withBitDepth(codec == StreamCodec.VVC ? 10 : 8);
    }

    /** The same with another key interval. */
    public StreamSettings withKeyInterval(int frames) {
        return new StreamSettings(codec, preset, crf, frames, filmGrain, sharpness, tune, bitDepth, options);
    }

    /** The same with film grain. */
    public StreamSettings withFilmGrain(int strength) {
        return new StreamSettings(codec, preset, crf, keyInterval, strength, sharpness, tune, bitDepth, options);
    }

    /** The same with another sharpness. */
    public StreamSettings withSharpness(int value) {
        return new StreamSettings(codec, preset, crf, keyInterval, filmGrain, value, tune, bitDepth, options);
    }

    /** The same with another aim. */
    public StreamSettings withTune(int value) {
        return new StreamSettings(
                codec, preset, crf, keyInterval, filmGrain, sharpness, OptionalInt.of(value), bitDepth, options);
    }

    /** The same with samples of 8 or 10 bits. */
    public StreamSettings withBitDepth(int bits) {
        return new StreamSettings(codec, preset, crf, keyInterval, filmGrain, sharpness, tune, bits, options);
    }

    /** The same with other options of the encoder's own. */
    public StreamSettings withOptions(Map<String, String> own) {
        return new StreamSettings(codec, preset, crf, keyInterval, filmGrain, sharpness, tune, bitDepth, own);
    }

    /**
     * A list of parameters as encoders take them, {@code name=value} with colons between: those given, then the
     * options.
     *
     * @throws IllegalArgumentException where an option is not one of this encoder, or is given already
     */
    String parameters(EncoderOptions encoder, SortedMap<String, String> given) {
        encoder.verify(options);
        SortedMap<String, String> all = new TreeMap<>(given);
        options.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException("the option " + name + " has a setting of its own");
            }
        });
        StringBuilder list = new StringBuilder();
        all.forEach((name, value) ->
                list.append(list.isEmpty() ? "" : ":").append(name).append('=').append(value));
        return list.toString();
    }
}
