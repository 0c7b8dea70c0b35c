package org.fovea.app.anchor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.video.stream.StreamCodec;

/** Ordinary codecs that Fovea is compared with. */
public enum AnchorCodec {
    /** SVT-AV1, which comes with Fovea's FFmpeg. */
    AV1(StreamCodec.AV1, "AV1", "SVT-AV1", 63, "4", List.of(32, 44, 56)),
    /**
     * SVT-AV1 of an {@code ffmpeg} program: other versions trade bytes for quality otherwise, and the better one is the
     * anchor.
     */
    AV1_PATH(StreamCodec.AV1, "AV1", "SVT-AV1", 63, "4", List.of(32, 44, 56)),
    HEVC(StreamCodec.HEVC, "HEVC", "x265", 51, "slow", List.of(26, 34, 42)),
    /** x264, likewise. */
    H264(StreamCodec.H264, "H.264", "x264", 51, "slow", List.of(24, 32, 40)),
    /** VVenC, likewise; its quality is a quantiser, QP. */
    VVC(StreamCodec.VVC, "VVC", "VVenC", 63, "medium", List.of(28, 36, 44));

    /** In the order of the numbers of x264 and x265. */
    private static final List<String> X26_PRESETS = List.of(
            "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow", "placebo");

    /** In the order of VVenC's numbers. */
    private static final List<String> VVENC_PRESETS = List.of("faster", "fast", "medium", "slow", "slower");

    private final StreamCodec stream;
    private final String title;
    private final String encoder;
    private final int maxCrf;
    private final String usualPreset;
    private final List<Integer> usualCrfs;

    AnchorCodec(
            StreamCodec stream, String title, String encoder, int maxCrf, String usualPreset, List<Integer> usualCrfs) {
        this.stream = stream;
        this.title = title;
        this.encoder = encoder;
        this.maxCrf = maxCrf;
        this.usualPreset = usualPreset;
        this.usualCrfs = usualCrfs;
    }

    /** The codec of a name as it is typed, {@code av1} for example. */
    public static Optional<AnchorCodec> of(String name) {
        for (AnchorCodec codec : values()) {
            if (codec.typed().equals(name.toLowerCase(Locale.ROOT).replace(".", ""))) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    public String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people; the same for both encoders of AV1. */
    public String title() {
        return title;
    }

    public String encoder() {
        return encoder;
    }

    public StreamCodec stream() {
        return stream;
    }

    /** Largest quality number, which is the worst quality; 0 is the best. */
    public int maxCrf() {
        return maxCrf;
    }

    /** How much effort, where nothing else is said. */
    public String usualPreset() {
        return usualPreset;
    }

    /** Quality numbers of a coarse grid from very good to poor. */
    public List<Integer> usualCrfs() {
        return usualCrfs;
    }

    /**
     * The encoder's number of a preset.
     *
     * @throws IllegalArgumentException where it has none of that name
     */
    int presetNumber(String preset) {
        int number = switch (stream) {
            case AV1 -> Integer.parseInt(preset);
            case HEVC, H264 -> X26_PRESETS.indexOf(preset);
            case VVC -> VVENC_PRESETS.indexOf(preset);
        };
        if (number < 0) {
            throw new IllegalArgumentException(encoder + " has no preset " + preset);
        }
        return number;
    }
}
