package org.fovea.app.rd;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ordinary codecs that Fovea is compared with. */
public enum AnchorCodec {
    /** SVT-AV1, which comes with Fovea's FFmpeg. */
    AV1("AV1", "SVT-AV1", "libsvtav1", 63, "4", List.of(32, 44, 56)),
    /** SVT-AV1 of an {@code ffmpeg} program: other versions trade bytes for quality otherwise, and the better one is the rival. */
    AV1_PATH("AV1", "SVT-AV1", "libsvtav1", 63, "4", List.of(32, 44, 56)),
    /** x265, by an {@code ffmpeg} program that has it. */
    HEVC("HEVC", "x265", "libx265", 51, "slow", List.of(26, 34, 42)),
    /** VVenC, likewise; its quality is a quantiser, QP. */
    VVC("VVC", "VVenC", "libvvenc", 63, "medium", List.of(28, 36, 44));

    private final String title;
    private final String encoder;
    private final String ffmpegName;
    private final int mostCrf;
    private final String usualPreset;
    private final List<Integer> usualCrfs;

    AnchorCodec(
            String title, String encoder, String ffmpegName, int mostCrf, String usualPreset, List<Integer> usualCrfs) {
        this.title = title;
        this.encoder = encoder;
        this.ffmpegName = ffmpegName;
        this.mostCrf = mostCrf;
        this.usualPreset = usualPreset;
        this.usualCrfs = usualCrfs;
    }

    /** The codec of a name as it is typed, {@code av1} for example. */
    public static Optional<AnchorCodec> of(String name) {
        for (AnchorCodec codec : values()) {
            if (codec.typed().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** Its name as it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people; the same for both encoders of AV1. */
    public String title() {
        return title;
    }

    /** The encoder, for people. */
    public String encoder() {
        return encoder;
    }

    /** FFmpeg's name of the encoder. */
    String ffmpegName() {
        return ffmpegName;
    }

    /** Largest quality number, which is the worst quality; 0 is the best. */
    public int mostCrf() {
        return mostCrf;
    }

    /** How much effort, where nothing else is said. */
    public String usualPreset() {
        return usualPreset;
    }

    /** Quality numbers of a coarse grid from very good to poor. */
    public List<Integer> usualCrfs() {
        return usualCrfs;
    }
}
