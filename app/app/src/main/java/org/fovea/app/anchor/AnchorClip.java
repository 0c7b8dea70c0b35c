package org.fovea.app.anchor;

import java.nio.file.Path;
import java.util.Optional;
import org.fovea.app.score.Candidate;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.scale.PlaneScaler;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.StreamDecoder;

/**
 * What an anchor codec made of a clip, decoded and upscaled to the original's size. Scaled are luma and chroma, as
 * FFmpeg's filter {@code scale} would.
 *
 * @param file the stored stream
 * @param stream the same in memory
 * @param filter how pictures become larger
 * @param threads to decode with; frames do not depend on it
 */
public record AnchorClip(
        Path file, EncodedStream stream, AnnouncedStream announced, FrameSize original, ScaleFilter filter, int threads)
        implements Candidate.Made {

    @Override
    public String kind() {
        return "clip, " + stream.codec().title() + ", upscaled from " + announced.size();
    }

    @Override
    public Optional<FrameSize> size() {
        return Optional.of(original);
    }

    @Override
    public long frameCount(FrameSize size) {
        return announced.frames();
    }

    @Override
    public FrameSource frames(FrameSize size, int firstPair, int endPair) {
        if (firstPair != 0) {
            throw new IllegalArgumentException("begins at pair " + firstPair);
        }
        return new Frames(this, size);
    }

    private static final class Frames implements FrameSource {
        private final FrameSize size;
        private final StreamDecoder decoder;
        private final Optional<PlaneScaler> scaler;
        private final RgbConverter converter;
        private final Planes decoded;

        Frames(AnchorClip clip, FrameSize size) {
            this.size = size;
            AnnouncedStream announced = clip.announced();
            decoder = new StreamDecoder(clip.stream().stored(), clip.stream().codec(), announced, clip.threads());
            decoded = announced.planes();
            converter = RgbConverter.of(AnnouncedStream.COLOUR, AnnouncedStream.LAYOUT, size);
            scaler = size.equals(announced.size())
                    ? Optional.empty()
                    : Optional.of(new PlaneScaler(AnnouncedStream.LAYOUT, announced.size(), size, clip.filter()));
        }

        @Override
        public FrameSize size() {
            return size;
        }

        @Override
        public boolean next(byte[] rgb) {
            if (!decoder.next(decoded)) {
                return false;
            }
            converter.convert(scaler.map(larger -> larger.scale(decoded)).orElse(decoded), rgb);
            return true;
        }

        @Override
        public void close() {
            decoder.close();
            scaler.ifPresent(PlaneScaler::close);
        }
    }
}
