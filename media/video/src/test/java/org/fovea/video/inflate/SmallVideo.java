package org.fovea.video.inflate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.stream.PlaneSource;
import org.fovea.video.stream.StreamCodec;
import org.fovea.video.stream.StreamSettings;
import org.fovea.video.stream.SvtAv1StreamEncoder;
import org.fovea.video.write.TestClips;

/** Three pairs of 96×64 coded pixels, shown as 160×120. */
final class SmallVideo {
    static final int PAIRS = 3;
    static final FrameSize CODED = new FrameSize(96, 64);
    static final FrameSize SHOWN = new FrameSize(160, 120);
    static final FilterFamily.Layout LAYOUT = new FilterFamily.Layout(2, 8, List.of(1, 2, 1));
    static final byte[] STREAM = stream(0);

    private SmallVideo() {}

    /** Writes the archive of {@code GoldenVideoTest} to a file; another version of the encoder makes another stream. */
    public static void main(String[] arguments) throws IOException {
        VideoContent content = content(stream(30), true);
        Files.write(Path.of(arguments[0]), ArchiveFile.zipped(ArchiveFile.encode(content)));
    }

    private static byte[] stream(int filmGrain) {
        int[] given = new int[1];
        PlaneSource source = into -> {
            TestClips.paint(into, CODED, given[0]);
            return given[0]++ < 2 * PAIRS;
        };
        try {
            return new SvtAv1StreamEncoder(1)
                    .encode(
                            source,
                            CODED,
                            FrameRate.UNKNOWN,
                            new StreamSettings(StreamCodec.AV1, 10, 40, StreamSettings.ONE_KEY, filmGrain, 0),
                            done -> {})
                    .stored();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VideoContent content(boolean filters) {
        return content(STREAM, filters);
    }

    private static VideoContent content(byte[] stream, boolean filters) {
        PictureRule rule = new PictureRule(8, Enlargement.LANCZOS, filters);
        ArchiveHeader header = header(PAIRS, CODED, SHOWN, rule);
        Optional<WeightSet> weights = rule.filters() ? Optional.of(weights(header.tensors(), 3)) : Optional.empty();
        return new VideoContent(header, new CodedVideo(stream), rule, weights);
    }

    private static ArchiveHeader header(int pairs, FrameSize coded, FrameSize shown, PictureRule rule) {
        return ArchiveHeader.ofVideo(
                shown.width(),
                shown.height(),
                CodedShape.ofPictures(pairs, coded.height(), coded.width()),
                rule.filters() ? Optional.of(LAYOUT) : Optional.empty());
    }

    /** Random numbers that neither vanish nor grow from layer to layer. */
    static WeightSet weights(List<TensorSpec> specs, int seed) {
        Random random = new Random(seed);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            short[] halves = new short[spec.count()];
            double scale = 1.7 / StrictMath.sqrt(Math.max(1, spec.fanIn()));
            for (int i = 0; i < halves.length; i++) {
                halves[i] = Float.floatToFloat16((float) (scale * (2 * random.nextDouble() - 1)));
            }
            tensors.add(new HalfTensor(spec.name(), spec.shape(), halves));
        }
        return new WeightSet(tensors);
    }

    static VideoContent withWeights(VideoContent content, WeightSet weights) {
        return new VideoContent(content.header(), content.video(), content.rule(), Optional.of(weights));
    }

    static VideoContent withStream(VideoContent content, byte[] stream) {
        return new VideoContent(content.header(), new CodedVideo(stream), content.rule(), content.weights());
    }

    static VideoContent withDepth(VideoContent content, int depth) {
        PictureRule rule = new PictureRule(
                depth, content.rule().enlargement(), content.rule().filters());
        return new VideoContent(content.header(), content.video(), rule, content.weights());
    }

    static VideoContent withSizes(VideoContent content, int pairs, FrameSize coded, FrameSize shown) {
        return new VideoContent(
                header(pairs, coded, shown, content.rule()), content.video(), content.rule(), content.weights());
    }
}
