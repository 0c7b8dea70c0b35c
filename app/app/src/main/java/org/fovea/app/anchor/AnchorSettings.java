package org.fovea.app.anchor;

import java.util.Locale;
import org.fovea.codec.FrameSize;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.StreamSettings;

/**
 * How an anchor codec codes.
 *
 * @param codec which
 * @param preset its effort, in its own words
 * @param crf its quality number, 0 (best) to {@link AnchorCodec#maxCrf}
 * @param scale per cent of width and height that are coded, 1..100
 * @param filter how frames are made smaller before and larger after
 */
public record AnchorSettings(AnchorCodec codec, String preset, int crf, int scale, ScaleFilter filter) {
    private static final int MIN_SIDE = 64;

    /** @throws IllegalArgumentException where a value is out of its range */
    public AnchorSettings {
        if (crf < 0 || crf > codec.maxCrf() || scale < 1 || scale > 100) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "CRF %d at %d %%", crf, scale));
        }
    }

    public AnchorSettings at(int newScale, int newCrf) {
        return new AnchorSettings(codec, preset, newCrf, newScale, filter);
    }

    public AnchorSettings with(ScaleFilter newFilter) {
        return new AnchorSettings(codec, preset, crf, scale, newFilter);
    }

    /** Size of what is coded: the next even one below, at least 64×64, because that is what all encoders take. */
    public FrameSize codedSize(FrameSize original) {
        return new FrameSize(side(original.width()), side(original.height()));
    }

    private int side(int full) {
        return Math.max(MIN_SIDE, 2 * (full * scale / 200));
    }

    public StreamSettings stream() {
        return StreamSettings.usual(codec.stream(), codec.presetNumber(preset), crf);
    }

    public AnnouncedStream announced(FrameSize coded, int frames) {
        return new AnnouncedStream(coded, stream().bitDepth(), frames);
    }

    /** For people: {@code 45 %, CRF 45}. */
    public String label() {
        String quality = (codec == AnchorCodec.VVC ? "QP " : "CRF ") + crf;
        String effort = preset.equals(codec.usualPreset()) ? "" : ", preset " + preset;
        String program = codec == AnchorCodec.AV1_PATH ? ", ffmpeg" : "";
        return scale + " %, " + quality + effort + (filter == ScaleFilter.LANCZOS ? "" : ", " + filter) + program;
    }
}
