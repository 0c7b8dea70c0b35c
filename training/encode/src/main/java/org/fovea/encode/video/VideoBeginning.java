package org.fovea.encode.video;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.evaluate.ClipPart;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.prefilter.PreparedPictures;
import org.fovea.video.stream.SvtAv1StreamEncoder;

/**
 * Makes the first archive of an encode of the robust track.
 *
 * @param filter what is to be trained, if anything is
 * @param seed see {@link Initialisation}
 * @param threads of the encoder; the stream does not depend on them
 */
public record VideoBeginning(VideoSettings settings, Optional<FilterFamily.Layout> filter, long seed, int threads) {
    /** Pictures have no time in an archive; encoders that aim at a constant quality do not look at it either. */
    private static final FrameRate ANY_RATE = new FrameRate(20, 1);

    /** SVT-AV1 knows six degrees. */
    private static final int MAX_PARALLELISM = 6;

    /**
     * Encodes the video of a clip.
     *
     * @param done called with the number of pictures coded
     * @return its archive; the filter changes nothing yet
     * @throws IOException where the clip cannot be read or the encoder fails
     * @throws IllegalArgumentException where the encoder refuses the settings or is missing; the message is for the
     *     user
     */
    public VideoContent content(FrameSize frames, ClipPart clip, IntConsumer done)
            throws IOException, InterruptedException {
        FrameSize coded = settings.coded(frames);
        ArchiveHeader header = ArchiveHeader.ofVideo(
                frames.width(),
                frames.height(),
                CodedShape.ofPictures(clip.pairs(), coded.height(), coded.width()),
                filter);
        byte[] stream = stream(coded, clip, done);
        return new VideoContent(
                header,
                new CodedVideo(stream),
                settings.rule(filter.isPresent()),
                filter.map(layout -> untrained(layout, header.tensors())));
    }

    private byte[] stream(FrameSize coded, ClipPart clip, IntConsumer done) throws IOException, InterruptedException {
        try (PreparedPictures pictures = new PreparedPictures(clip.open(), coded, settings.shrink())) {
            return new SvtAv1StreamEncoder(Math.clamp(threads, 1, MAX_PARALLELISM))
                    .encode(pictures, coded, ANY_RATE, settings.stream(), count -> done.accept((int) count))
                    .stored();
        }
    }

    /** Random weights, but none in the last layer: the filter begins by changing nothing. */
    private WeightSet untrained(FilterFamily.Layout layout, List<TensorSpec> specs) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            float[] values = Initialisation.values(spec, tensors.size(), seed);
            if (spec.name().equals(FilterFamily.MIX)) {
                Arrays.fill(values, 1f / layout.members());
            } else if (spec.name().contains(".layer" + (layout.layers() - 1) + ".")) {
                Arrays.fill(values, 0);
            }
            tensors.add(HalfTensor.of(spec.name(), spec.shape(), values));
        }
        return new WeightSet(tensors, OptionalLong.of(seed));
    }
}
