package org.fovea.video.stream;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.video.ffmpeg.Decoder;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.jspecify.annotations.Nullable;

/** Decodes a stream unit by unit. Used by one thread at a time. */
final class UnitDecoder implements Decoder.Packets<RuntimeException>, AutoCloseable {
    private static final int MAX_THREADS = 16;

    private final String section;
    private final StreamCodec codec;
    private final StreamUnits units;
    private final Decoder decoder;
    private int sent;
    private int given;

    /**
     * Opens a decoder.
     *
     * @param section of the stream, for messages
     * @throws IllegalStateException where this FFmpeg lacks the decoder
     */
    UnitDecoder(String section, StreamCodec codec, StreamUnits units, int threads) {
        this.section = section;
        this.codec = codec;
        this.units = units;
        decoder = new Decoder(codec.decoder());
        if (codec == StreamCodec.AV1) {
            decoder.context().thread_count(Math.min(MAX_THREADS, threads));
        }
        int code = decoder.open();
        if (code < 0) {
            decoder.close();
            throw new IllegalStateException(
                    "decoder " + codec.decoder() + " does not start: " + NativeLibrary.message(code));
        }
    }

    /**
     * Decodes the next picture, which {@link #frame} then holds.
     *
     * @return false after the last
     */
    boolean next() {
        if (!decoder.next(this)) {
            return false;
        }
        given++;
        if (decoder.isInterlaced()) {
            throw damaged(false, "is interlaced", 0);
        }
        return true;
    }

    AVFrame frame() {
        return decoder.frame();
    }

    int given() {
        return given;
    }

    @Override
    public @Nullable AVPacket nextPacket() {
        return sent == units.count() ? null : decoder.packet(units.unit(sent), sent++);
    }

    @Override
    public FormatException damaged(boolean packet, String what, int code) {
        String reason = NativeLibrary.reason(code);
        return new FormatException(
                section,
                offset(),
                codec.title() + " picture " + given + " " + what + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** Where the unit that was sent last begins. */
    int offset() {
        return sent == 0 ? 0 : units.start(sent - 1);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
