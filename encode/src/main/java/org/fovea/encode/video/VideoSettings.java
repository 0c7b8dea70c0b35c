package org.fovea.encode.video;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.fovea.codec.FrameSize;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.PictureStep;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.prefilter.CorridorSettings;
import org.fovea.video.prefilter.DenoiseSettings;
import org.fovea.video.stream.StreamSettings;

/**
 * How a clip becomes a video stream, and what is done to its pictures before and after. The ranges of encoders' numbers
 * are the encoders' business.
 *
 * @param encoder which one
 * @param scale share of the frames' width and height that is coded, above 0, up to 1; sides become even
 * @param width of the coded pictures, even, 0 = by scale
 * @param height of the coded pictures, even, 0 = by scale
 * @param shrink how frames are made smaller
 * @param enlarge how decoded pictures are made as large as the frames
 * @param preset how hard the encoder tries, in its own numbers
 * @param crf quantiser of constant quality; larger = smaller streams
 * @param keyInterval pictures between two key frames, -1 = the first picture is the only one
 * @param filmGrain strength of grain that the decoder makes, 0 = none; AV1 only
 * @param sharpness of the encoder's loop filters and decisions, as it counts it
 * @param tune what the encoder aims at, in its own numbers, -1 = its own choice
 * @param depth bits of a sample while it is coded, 8 or 10
 * @param options further options of the encoder, NAME=VALUE, of those that
 *     {@link org.fovea.video.stream.EncoderOptions} lists
 * @param denoise before coding
 * @param corridor blur outside the road corridor before coding
 * @param unsharp after decoding, before the filter
 * @param grain after the filter
 */
public record VideoSettings(
        VideoEncoder encoder,
        double scale,
        int width,
        int height,
        ResizeFilter shrink,
        Enlargement enlarge,
        int preset,
        int crf,
        int keyInterval,
        int filmGrain,
        int sharpness,
        int tune,
        int depth,
        List<String> options,
        DenoiseSettings denoise,
        CorridorSettings corridor,
        UnsharpSettings unsharp,
        GrainSettings grain) {
    /** Smallest side that every encoder takes. */
    private static final int MIN_SIDE = 64;

    /** @throws IllegalArgumentException where something is out of range; the message is for people */
    public VideoSettings {
        options = List.copyOf(options);
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale is not in 0..1");
        }
        if ((width == 0) != (height == 0)) {
            throw new IllegalArgumentException("width and height must be given together");
        }
        for (int side : new int[] {width, height}) {
            if (side != 0 && (side < MIN_SIDE || side > FrameSize.MAX_SIDE || side % 2 != 0)) {
                throw new IllegalArgumentException("width and height must be even numbers in 64..16384");
            }
        }
        // Refuses what no encoder takes.
        stream(encoder, preset, crf, keyInterval, filmGrain, sharpness, tune, depth, options);
    }

    /** Plain SVT-AV1 at full size. */
    public static VideoSettings defaults() {
        return new VideoSettings(
                VideoEncoder.SVT_AV1,
                1,
                0,
                0,
                ResizeFilter.LANCZOS,
                Enlargement.LANCZOS,
                8,
                35,
                -1,
                0,
                0,
                -1,
                8,
                List.of(),
                DenoiseSettings.OFF,
                CorridorSettings.OFF,
                UnsharpSettings.OFF,
                GrainSettings.OFF);
    }

    /** Size of the coded pictures. */
    public FrameSize coded(FrameSize frames) {
        return width > 0
                ? new FrameSize(width, height)
                : new FrameSize(side(frames.width() * scale), side(frames.height() * scale));
    }

    private static int side(double length) {
        return Math.max(MIN_SIDE, 2 * (int) Math.round(length / 2));
    }

    /** What the decoder is told to do with the pictures. */
    PictureRule rule(boolean filter) {
        List<PictureStep> steps = new ArrayList<>();
        unsharp.step().ifPresent(steps::add);
        if (filter) {
            steps.add(new PictureStep.Filter());
        }
        grain.step().ifPresent(steps::add);
        return new PictureRule(PictureColour.USUAL.withDepth(depth), enlarge, steps);
    }

    /** What the encoder is told. */
    StreamSettings stream() {
        return stream(encoder, preset, crf, keyInterval, filmGrain, sharpness, tune, depth, options);
    }

    private static StreamSettings stream(
            VideoEncoder encoder,
            int preset,
            int crf,
            int keyInterval,
            int filmGrain,
            int sharpness,
            int tune,
            int depth,
            List<String> options) {
        Map<String, String> further = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("option '" + option + "' is not NAME=VALUE");
            }
            further.put(option.substring(0, equals), option.substring(equals + 1));
        }
        encoder.options().verify(further);
        return new StreamSettings(
                encoder.codec(),
                preset,
                crf,
                keyInterval,
                filmGrain,
                sharpness,
                tune < 0 ? OptionalInt.empty() : OptionalInt.of(tune),
                depth,
                further);
    }
}
