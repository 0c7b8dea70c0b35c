package org.fovea.encode.video;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.PictureStep;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.stream.StreamSettings;

/**
 * How a clip becomes a video stream, and what is done to its pictures before and after.
 *
 * @param encoder which one
 * @param scale share of the frames' width and height that is coded, above 0, up to 1; sides become even
 * @param shrink how frames are made smaller
 * @param enlarge how decoded pictures are made as large as the frames
 * @param preset effort, in the encoder's own numbers
 * @param crf quantiser of constant quality; larger = smaller streams
 * @param keyInterval pictures between two key frames, -1 = the first picture is the only one
 * @param filmGrain strength of grain that the decoder makes, 0 = none; AV1 only
 * @param sharpness of the encoder's loop filters and decisions, in its own numbers
 */
public record VideoSettings(
        VideoEncoder encoder,
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
        stream(encoder, preset, crf, keyInterval, filmGrain, sharpness);
    }

    /** Plain SVT-AV1 at full size. */
    public static VideoSettings defaults() {
        return new VideoSettings(VideoEncoder.SVT_AV1, 1, ResizeFilter.LANCZOS, Enlargement.LANCZOS, 8, 35, -1, 0, 0);
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
        List<PictureStep> steps = filter ? List.of(new PictureStep.Filter()) : List.of();
        return new PictureRule(PictureColour.USUAL.withDepth(stream().bitDepth()), enlarge, steps);
    }

    /** What the encoder is given. */
    StreamSettings stream() {
        return stream(encoder, preset, crf, keyInterval, filmGrain, sharpness);
    }

    private static StreamSettings stream(
            VideoEncoder encoder, int preset, int crf, int keyInterval, int filmGrain, int sharpness) {
        return new StreamSettings(encoder.codec(), preset, crf, keyInterval, filmGrain, sharpness);
    }
}
