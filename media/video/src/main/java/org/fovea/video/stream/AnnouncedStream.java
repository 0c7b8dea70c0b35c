package org.fovea.video.stream;

import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.Decoder;

/**
 * What a stream of BT.601 of limited range, 4:2:0, is said to hold by those who stored it. A stream that holds
 * something else is refused.
 *
 * @param size of every picture, at most 2^26 pixels
 * @param bitDepth bits of a coded sample, 8 or 10
 * @param frames number of shown pictures, at least 1
 */
public record AnnouncedStream(FrameSize size, int bitDepth, int frames) {
    public static final SampleLayout LAYOUT = SampleLayout.YUV_420;
    public static final ColourRule COLOUR = ColourRule.BT601_LIMITED;

    /** @throws IllegalArgumentException where a value is out of its range */
    public AnnouncedStream {
        boolean depth = bitDepth == 8 || bitDepth == 10;
        boolean pixels = (long) size.width() * size.height() <= Decoder.MAX_PIXELS;
        if (!depth || frames < 1 || !pixels) {
            throw new IllegalArgumentException(frames + " frames of " + size + ", " + bitDepth + " bit");
        }
    }

    /**
     * What an archive says of its video.
     *
     * @throws FormatException where no decoder takes such pictures
     */
    public static AnnouncedStream of(VideoContent content) {
        CodedShape shape = content.header().coded();
        try {
            FrameSize size = new FrameSize(shape.width(), shape.height());
            return new AnnouncedStream(size, content.rule().depth(), Math.multiplyExact(2, shape.pairs()));
        } catch (IllegalArgumentException e) {
            throw new FormatException("header", 0, e);
        }
    }

    /** Planes of 8 bits that a picture fits into, without gaps between rows. */
    public Planes planes() {
        return Planes.of(LAYOUT, size);
    }

    /** Says that a stream holds something else. */
    FormatException mismatch(long offset, String found) {
        return new FormatException(StreamCodec.SECTION, offset, "the stream has " + found + ", announced are " + this);
    }

    @Override
    public String toString() {
        return frames + " frames of " + size + ", " + bitDepth + " bit " + LAYOUT.title() + ", " + COLOUR.id();
    }
}
