package org.fovea.video.inflate;

import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.video.PictureColour;
import org.fovea.video.colour.Planes;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.StreamCodec;
import org.fovea.video.stream.StreamDecoder;

/** The pictures of an archive's video, one after the other: planes of 8 bits, rows without padding. Used by one thread at a time. */
final class PictureReader implements AutoCloseable {
    private final StreamDecoder decoder;

    /** @throws FormatException where the stream cannot be begun */
    PictureReader(VideoContent content, int threads) {
        decoder = StreamDecoder.open(
                content.video().stream(), StreamCodec.of(content.video().format()), announced(content), threads);
    }

    /**
     * What the archive says of its video.
     *
     * @throws FormatException where no decoder takes such pictures
     */
    static AnnouncedStream announced(VideoContent content) {
        CodedShape shape = content.header().coded();
        PictureColour colour = content.rule().colour();
        try {
            FrameSize size = new FrameSize(shape.width(), shape.height());
            return AnnouncedStream.of(colour, colour.depth(), size, Math.multiplyExact(2, shape.pairs()));
        } catch (IllegalArgumentException e) {
            throw new FormatException("header", 0, e.getMessage());
        }
    }

    /**
     * Reads the next picture.
     *
     * @param into as {@link AnnouncedStream#planes} makes them
     * @throws FormatException where there is none, it is damaged, or it is not what the archive announced
     */
    void next(Planes into) {
        if (!decoder.next(into)) {
            throw new FormatException("video", 0, "ends before the archive's last frame");
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
