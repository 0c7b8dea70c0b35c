package org.fovea.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CAREFUL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
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
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/** One of FFmpeg's decoders, for which everything that it would conceal is an error. Used by one thread at a time. */
@SuppressWarnings("NullAway") // its handles are null after they are freed
public final class Decoder implements AutoCloseable {
    /** Most pixels of a frame: 8192×8192. */
    public static final int MAX_PIXELS = 1 << 26;

    /** AV_FRAME_FLAG_CORRUPT and AV_FRAME_FLAG_INTERLACED, macros that the bindings leave out. */
    private static final int CORRUPT = 1;

    private static final int INTERLACED = 8;

    private final AVCodec codec;
    private AVCodecContext context;
    private AVPacket packet;
    private AVFrame frame;
    private boolean draining;

    /**
     * Where packets come from.
     *
     * @param <E> thrown where they cannot be read
     */
    public interface Packets<E extends Exception> {
        /** The next packet, null after the last. */
        @Nullable
        AVPacket nextPacket() throws E;

        /**
         * The error for damage.
         *
         * @param packet whether it was found in the packet sent last, and not in the frame received last
         * @param code FFmpeg's, 0 where it has none
         */
        FormatException damaged(boolean packet, String what, int code);
    }

    /**
     * A decoder of one thread, which is not open yet.
     *
     * @throws IllegalStateException where this FFmpeg lacks it
     */
    public Decoder(String name) {
        NativeLibrary.load();
        codec = avcodec_find_decoder_by_name(name);
        if (codec == null) {
            throw new IllegalStateException("this FFmpeg has no decoder " + name);
        }
        context = NativeLibrary.allocated(avcodec_alloc_context3(codec));
        packet = NativeLibrary.allocated(av_packet_alloc());
        frame = NativeLibrary.allocated(av_frame_alloc());
        // One thread: errors belong to the packet just sent, and its messages arrive in this thread.
        context.thread_count(1);
        context.err_recognition(AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE | AV_EF_CAREFUL);
        // Crops to the pixel; without the flag FFmpeg moves the left edge to where memory is aligned.
        context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
        context.max_pixels(MAX_PIXELS);
        if (isPatterned()) {
            UndrawnBlocks.prepare(context);
        }
    }

    private boolean isPatterned() {
        return codec.id() == AV_CODEC_ID_HEVC;
    }

    public AVCodecContext context() {
        return context;
    }

    /** Opens it; returns FFmpeg's code, negative where it failed. */
    public int open() {
        NativeLibrary.forgetComplaint();
        return avcodec_open2(context, codec, (AVDictionary) null);
    }

    /** Makes a packet, which belongs to this object and changes with the next one. */
    public AVPacket packet(byte[] data, long number) {
        av_packet_unref(packet);
        if (av_new_packet(packet, data.length) < 0) {
            throw new OutOfMemoryError("FFmpeg is out of memory");
        }
        packet.data().put(data, 0, data.length);
        packet.pts(number).dts(number);
        return packet;
    }

    /**
     * Decodes the next frame, which {@link #frame()} then holds.
     *
     * @return false after the last
     * @throws FormatException where something is damaged
     */
    public <E extends Exception> boolean next(Packets<E> packets) throws E {
        if (context == null) {
            throw new IllegalStateException("the decoder is closed");
        }
        while (true) {
            NativeLibrary.forgetComplaint();
            int code = avcodec_receive_frame(context, frame);
            if (code >= 0) {
                verify(packets);
                return true;
            }
            if (code == AVERROR_EOF()) {
                return false;
            }
            if (!NativeLibrary.isAgain(code) || draining || NativeLibrary.complaint() != null) {
                throw packets.damaged(false, "is damaged", code);
            }
            AVPacket next = packets.nextPacket();
            draining = next == null;
            NativeLibrary.forgetComplaint();
            code = avcodec_send_packet(context, next);
            if (code < 0 || NativeLibrary.complaint() != null) {
                throw packets.damaged(true, "is damaged", code);
            }
        }
    }

    private void verify(Packets<?> packets) {
        if ((frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0 || NativeLibrary.complaint() != null) {
            throw packets.damaged(false, "is damaged", 0);
        }
        if (isPatterned() && UndrawnBlocks.isAny(frame)) {
            throw packets.damaged(false, "is damaged (a part of it is missing)", 0);
        }
    }

    /** The frame that {@link #next} decoded; belongs to this object and changes with the next one. */
    public AVFrame frame() {
        return frame;
    }

    public boolean isInterlaced() {
        return (frame.flags() & INTERLACED) != 0;
    }

    @Override
    public void close() {
        if (context != null) {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
            context = null;
        }
    }
}
