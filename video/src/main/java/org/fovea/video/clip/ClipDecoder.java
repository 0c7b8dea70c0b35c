package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CAREFUL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_STRICT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * All frames of a clip in the order in which they are shown, as FFmpeg's decoder gives them. Whatever FFmpeg would
 * conceal is an error. Used by one thread at a time.
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class ClipDecoder implements AutoCloseable {
    /** AV_FRAME_FLAG_CORRUPT and AV_FRAME_FLAG_INTERLACED, macros that the bindings leave out. */
    private static final int CORRUPT = 1;

    private static final int INTERLACED = 8;

    /** FF_IDCT_SIMPLE, a macro likewise. */
    private static final int IDCT_SIMPLE = 2;

    /** Packets that a decoder may hold back are fewer than this: H.264 and HEVC reorder at most 16 frames. */
    private static final int REMEMBERED = 64;

    private final ClipInput input;
    private final long[] offsets = new long[REMEMBERED];
    private AVCodecContext context;
    private AVFrame frame;
    private long packets;
    private long frames;
    private boolean draining;

    private ClipDecoder(ClipInput input) {
        this.input = input;
    }

    /** Starts a decoder for the input's stream. The decoder does not close the input. */
    static ClipDecoder open(ClipInput input) {
        ClipDecoder decoder = new ClipDecoder(input);
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

    private void start() {
        String name = input.codec().decoder();
        AVCodec codec = avcodec_find_decoder_by_name(name);
        if (codec == null) {
            throw new IllegalStateException("this FFmpeg has no decoder " + name);
        }
        context = NativeLibrary.allocated(avcodec_alloc_context3(codec));
        frame = NativeLibrary.allocated(av_frame_alloc());
        NativeLibrary.forgetComplaint();
        int code = avcodec_parameters_to_context(context, input.parameters());
        if (code >= 0) {
            configure();
            code = avcodec_open2(context, codec, (AVDictionary) null);
        }
        if (code < 0) {
            throw input.damaged(ClipInput.STREAM, 0, "the decoder does not start", code);
        }
    }

    private void configure() {
        // One thread: errors belong to the packet just sent, and its messages arrive in this thread.
        context.thread_count(1);
        context.err_recognition(AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE | AV_EF_CAREFUL);
        // H.264 streams need not say how far frames are reordered. A strict decoder waits for as long as they may be;
        // others guess, and
        // drop frames where they guessed wrong.
        if (input.codec() == Codec.H264) {
            context.strict_std_compliance(FF_COMPLIANCE_STRICT);
        }
        if (input.codec().exact()) {
            // FFmpeg's other transforms and filters differ from processor to processor.
            context.idct_algo(IDCT_SIMPLE);
            context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
        }
        // Crops to the pixel; without the flag FFmpeg moves the left edge to where memory is aligned.
        context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
        context.max_pixels(StreamGeometry.MAX_PIXELS);
        if (input.codec() == Codec.HEVC) {
            UndrawnBlocks.prepare(context);
        }
    }

    /**
     * Decodes the next frame, which {@link #frame()} then holds.
     *
     * @return false after the last
     * @throws FormatException where the clip is damaged
     */
    boolean next() throws IOException {
        while (true) {
            NativeLibrary.forgetComplaint();
            int code = avcodec_receive_frame(context, frame);
            if (code >= 0) {
                verify();
                frames++;
                return true;
            }
            if (code == AVERROR_EOF()) {
                return false;
            }
            if (!NativeLibrary.isAgain(code) || draining || NativeLibrary.complaint() != null) {
                throw damaged(input.offset(), "frame " + frames + " is damaged", code);
            }
            send();
        }
    }

    private void send() throws IOException {
        draining = !input.next();
        AVPacket packet = draining ? null : input.packet();
        if (packet != null) {
            offsets[(int) (packets % REMEMBERED)] = input.offset();
            // Times decide nothing here, frames come out in their own order; so the packet's number travels with its
            // frame instead.
            packet.pts(packets);
            packet.dts(packets);
            packets++;
        }
        NativeLibrary.forgetComplaint();
        int code = avcodec_send_packet(context, packet);
        if (code < 0 || NativeLibrary.complaint() != null) {
            throw damaged(input.offset(), place() + " is damaged", code);
        }
    }

    /** Before the first frame is whole, a clip may just begin in the middle. */
    private FormatException damaged(long place, String what, int code) {
        return frames == 0 && (!input.beginsWithKey() || ClipInput.refersToMissing())
                ? input.headless()
                : input.damaged(ClipInput.STREAM, place, what, code);
    }

    private String place() {
        return input.codec().title() + " packet " + Math.max(0, packets - 1);
    }

    private void verify() {
        String complaint = NativeLibrary.complaint();
        if (complaint != null || (frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0) {
            throw damaged(offset(), "frame " + frames + " is damaged", 0);
        }
        if (input.codec() == Codec.HEVC && UndrawnBlocks.isAny(frame)) {
            throw damaged(offset(), "frame " + frames + " is damaged (a part of it is missing)", 0);
        }
        if ((frame.flags() & INTERLACED) != 0) {
            throw input.failure(
                    ClipInput.STREAM,
                    offset(),
                    "frame " + frames + " is interlaced",
                    "deinterlace it: " + input.command("-vf bwdif=send_frame -c:v ffv1"));
        }
        StreamGeometry.verifySize(input, frame.width(), frame.height());
    }

    /** Where the packet of the current frame lies in the file. */
    long offset() {
        long packet = frame.pts();
        boolean known = packet >= 0 && packet < packets && packet >= packets - REMEMBERED;
        return known ? offsets[(int) (packet % REMEMBERED)] : input.offset();
    }

    /** The frame that {@link #next()} decoded; belongs to this object and changes with the next one. */
    AVFrame frame() {
        return frame;
    }

    /** Packets that were decoded so far. */
    long packets() {
        return packets;
    }

    /** Frames that were decoded so far. */
    long frames() {
        return frames;
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_unref(frame);
            av_frame_free(frame);
            frame = null;
        }
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }
}
