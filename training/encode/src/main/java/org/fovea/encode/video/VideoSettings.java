package org.fovea.encode.video;

import org.fovea.codec.FrameSize;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.stream.StreamCodec;
import org.fovea.video.stream.StreamSettings;

/**
 * How a clip becomes a video stream, and what is done to its pictures before and after.
 *
 * @param scale share of the frames' width and height that is coded, above 0, up to 1; sides become even
 * @param shrink how frames are made smaller
 * @param enlarge how decoded pictures are made as large as the frames
 * @param preset effort, of SVT-AV1, 0 (slowest) to 13
 * @param crf quantiser of constant quality; larger = smaller streams
 * @param keyInterval pictures between two key frames, -1 = the first picture is the only one
 * @param filmGrain strength of grain that the decoder makes, 0 = none
 * @param sharpness of the encoder's loop filters and decisions, in its own numbers
 */
public record VideoSettings(
        double scale,
        ResizeFilter shrink,
        Enlargement enlarge,
        int preset,
        int crf,
        int keyInterval,
        int filmGrain,
        int sharpness) {
    /** Smallest side that every encoder takes. */
    private static final int MIN_SIDE = 64;

    /** @throws IllegalArgumentException where something is out of range; the message is for the user */
    public VideoSettings {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale is not in 0..1");
        }
        // Refuses what no encoder takes.
        new StreamSettings(StreamCodec.AV1, preset, crf, keyInterval, filmGrain, sharpness);
    }

    /** Plain SVT-AV1 at full size. */
    public static VideoSettings defaults() {
        return new VideoSettings(1, ResizeFilter.LANCZOS, Enlargement.LANCZOS, 8, 35, -1, 0, 0);
    }

    /** Size of the coded pictures. */
    public FrameSize coded(FrameSize frames) {
        return new FrameSize(side(frames.width() * scale), side(frames.height() * scale));
    }

    private static int side(double length) {
        return Math.max(MIN_SIDE, 2 * (int) Math.round(length / 2));
    }

    /** What the decoder does with the pictures. */
    PictureRule rule(boolean filter) {
        return new PictureRule(stream().bitDepth(), enlarge, filter);
    }

    /** What the encoder is given. */
    StreamSettings stream() {
        return new StreamSettings(StreamCodec.AV1, preset, crf, keyInterval, filmGrain, sharpness);
    }
}
