package org.fovea.video.stream;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.colour.SampleReader;

/**
 * Decodes the luma plane of an AV1 elementary stream frame by frame. Samples are 8 bit and come out as stored (no range
 * conversion, film grain applied if the stream asks for it). Used by one thread at a time; {@link #close()} frees all
 * native memory.
 */
public final class LumaDecoder implements AutoCloseable {
    private final FrameSize size;
    private final UnitDecoder decoder;

    /**
     * Opens a decoder.
     *
     * @throws FormatException as {@link #verify} does
     * @throws IllegalStateException where this machine's FFmpeg has no AV1 decoder
     */
    public LumaDecoder(BareAv1Stream stream, int mostSide) {
        verify(stream, mostSide);
        size = new FrameSize(stream.header().width(), stream.header().height());
        decoder = new UnitDecoder(stream.section(), StreamCodec.AV1, stream, 1);
    }

    /**
     * Checks size and sample format without opening a decoder.
     *
     * @param mostSide largest width and height that makes sense
     * @throws FormatException where the stream is larger, or its samples are not 8 bit luma with 4:2:0 chroma or none
     */
    public static void verify(BareAv1Stream stream, int mostSide) {
        SequenceHeader header = stream.header();
        if (header.width() > mostSide || header.height() > mostSide) {
            throw new FormatException(
                    stream.section(),
                    0,
                    "AV1 stream of " + header.width() + "×" + header.height() + ", at most " + mostSide + "×" + mostSide
                            + " are accepted");
        }
        if (!header.hasPlainLuma()) {
            throw new FormatException(
                    stream.section(),
                    0,
                    "AV1 stream has " + header.format() + " samples, 8 bit monochrome or 4:2:0 expected");
        }
    }

    /**
     * Decodes the next frame.
     *
     * @param luma receives width·height samples, 0..255, row by row
     * @return false after the last frame, {@code luma} is then untouched
     * @throws FormatException where the stream is damaged
     */
    public boolean next(byte[] luma) {
        if (luma.length != size.pixels()) {
            throw new IllegalArgumentException(luma.length + " samples given, " + size.pixels() + " expected");
        }
        if (!decoder.next()) {
            return false;
        }
        AVFrame frame = decoder.frame();
        if (frame.width() != size.width() || frame.height() != size.height()) {
            throw decoder.damaged(false, "is " + frame.width() + "×" + frame.height() + " in a stream of " + size, 0);
        }
        SampleReader reader = SampleReader.of(frame.format(), size)
                .filter(each -> each.kind() != SampleReader.Kind.RGB && each.depth() == 8)
                .orElseThrow(
                        () -> decoder.damaged(false, "has another sample format than its sequence header says", 0));
        System.arraycopy(reader.read(frame).data()[0], 0, luma, 0, luma.length);
        return true;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
