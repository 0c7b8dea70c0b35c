package org.fovea.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.codec.FormatException;
import org.fovea.video.av1.Av1Stream;
import org.fovea.video.av1.SequenceHeader;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * Decodes the luma plane of an AV1 elementary stream frame by frame. Samples are 8 bit and come out as stored (no range
 * conversion, film grain applied if the stream asks for it). Used by one thread at a time; {@link #close()} frees all
 * native memory.
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
public final class LumaDecoder implements AutoCloseable {
    private static final String DECODER = "libaom-av1";

    /** AV_FRAME_FLAG_CORRUPT, a macro that the bindings leave out. */
    private static final int CORRUPT = 1;

    private final Av1Stream stream;
    private AVCodecContext context;
    private AVPacket packet;
    private AVFrame frame;
    private int next;

    /**
     * Opens a decoder.
     *
     * @param mostSide largest width and height that makes sense; larger streams are refused before memory is allocated
     * @throws FormatException where the stream is too large, or its samples are not 8 bit luma with 4:2:0 chroma or
     *     none
     * @throws IllegalStateException where this machine's FFmpeg has no AV1 decoder
     */
    public static LumaDecoder open(Av1Stream stream, int mostSide) {
        verify(stream, mostSide);
        LumaDecoder decoder = new LumaDecoder(stream);
        boolean opened = false;
        try {
            decoder.start();
            opened = true;
        } finally {
            if (!opened) {
                decoder.close();
            }
        }
        return decoder;
    }

    /**
     * Checks size and sample format without opening a decoder.
     *
     * @throws FormatException as {@link #open} does
     */
    public static void verify(Av1Stream stream, int mostSide) {
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

    private LumaDecoder(Av1Stream stream) {
        this.stream = stream;
    }

    private void start() {
        NativeLibrary.load();
        AVCodec codec = avcodec_find_decoder_by_name(DECODER);
        if (codec == null || codec.id() != AV_CODEC_ID_AV1) {
            throw new IllegalStateException("this FFmpeg has no decoder " + DECODER);
        }
        context = allocated(avcodec_alloc_context3(codec));
        packet = allocated(av_packet_alloc());
        frame = allocated(av_frame_alloc());
        // One thread: frames come out one by one, without a queue of packets whose errors arrive late.
        context.thread_count(1);
        // All checks that the decoder knows: damage shall end in an error rather than in a guessed picture.
        context.err_recognition(-1);
        int code = avcodec_open2(context, codec, (AVDictionary) null);
        if (code < 0) {
            throw new IllegalStateException("FFmpeg's AV1 decoder does not start: " + NativeLibrary.message(code));
        }
    }

    private static <P> P allocated(P pointer) {
        if (pointer == null) {
            throw new IllegalStateException("FFmpeg is out of memory");
        }
        return pointer;
    }

    /** Columns of a frame. */
    public int width() {
        return stream.header().width();
    }

    /** Rows of a frame. */
    public int height() {
        return stream.header().height();
    }

    /** Number of frames. */
    public int frames() {
        return stream.units();
    }

    /**
     * Decodes the next frame.
     *
     * @param luma receives width·height samples, 0..255, row by row
     * @return false after the last frame, {@code luma} is then untouched
     * @throws FormatException where the stream is damaged
     */
    public boolean next(byte[] luma) {
        if (context == null) {
            throw new IllegalStateException("the decoder is closed");
        }
        if (luma.length != width() * height()) {
            throw new IllegalArgumentException(luma.length + " samples given, " + width() * height() + " expected");
        }
        if (next == stream.units()) {
            return false;
        }
        send(stream.unit(next));
        int code = avcodec_receive_frame(context, frame);
        if (code < 0) {
            throw damaged(NativeLibrary.isAgain(code) ? "shows no frame" : "is damaged");
        }
        try {
            verifyFrame();
            copyLuma(luma);
        } finally {
            av_frame_unref(frame);
        }
        next++;
        return true;
    }

    private void send(byte[] unit) {
        if (av_new_packet(packet, unit.length) < 0) {
            throw new IllegalStateException("FFmpeg is out of memory");
        }
        try {
            packet.data().put(unit, 0, unit.length);
            packet.pts(next);
            if (avcodec_send_packet(context, packet) < 0) {
                throw damaged("is damaged");
            }
        } finally {
            av_packet_unref(packet);
        }
    }

    private void verifyFrame() {
        int format = frame.format();
        boolean plain = format == AV_PIX_FMT_GRAY8 || format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
        if (!plain) {
            throw damaged("has another sample format (" + format + ") than its sequence header says");
        }
        if (frame.width() != width() || frame.height() != height()) {
            throw damaged("is " + frame.width() + "×" + frame.height() + " in a stream of " + width() + "×" + height());
        }
        if ((frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0) {
            throw damaged("is damaged");
        }
    }

    private void copyLuma(byte[] luma) {
        int stride = frame.linesize(0);
        if (stride < width()) {
            throw damaged("has rows of " + stride + " samples");
        }
        BytePointer plane = frame.data(0);
        for (int row = 0; row < height(); row++) {
            plane.position((long) row * stride).get(luma, row * width(), width());
        }
    }

    private FormatException damaged(String what) {
        return new FormatException(stream.section(), stream.start(next), "AV1 frame " + next + " " + what);
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame = null;
        }
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }
}
