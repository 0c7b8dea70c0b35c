package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_STRICT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.video.ffmpeg.Decoder;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * All frames of a clip in the order in which they are shown, as FFmpeg's decoder gives them. Used by one thread at a
 * time.
 */
final class ClipDecoder implements Decoder.Packets<IOException>, AutoCloseable {
    /** FF_IDCT_SIMPLE, a macro that the bindings leave out. */
    private static final int IDCT_SIMPLE = 2;

    /** Packets that a decoder may hold back are fewer than this: H.264 and HEVC reorder at most 16 frames. */
    private static final int REMEMBERED = 64;

    private final ClipInput input;
    private final Decoder decoder;
    private final long[] offsets = new long[REMEMBERED];
    private long packets;
    private long frames;

    /** Starts a decoder for the input's stream. The decoder does not close the input. */
    ClipDecoder(ClipInput input) {
        this.input = input;
        decoder = new Decoder(input.codec().decoder());
        NativeLibrary.forgetComplaint();
        int code = avcodec_parameters_to_context(decoder.context(), input.parameters());
        if (code >= 0) {
            configure(decoder.context());
            code = decoder.open();
        }
        if (code < 0) {
            decoder.close();
            throw input.damaged(ClipInput.STREAM, 0, "the decoder does not start", code);
        }
    }

    private void configure(AVCodecContext context) {
        // H.264 streams need not say how far frames are reordered. A strict decoder waits for as long as they may be;
        // others guess, and drop frames where they guessed wrong.
        if (input.codec() == Codec.H264) {
            context.strict_std_compliance(FF_COMPLIANCE_STRICT);
        }
        if (input.codec().exact()) {
            // FFmpeg's other transforms and filters differ from processor to processor.
            context.idct_algo(IDCT_SIMPLE);
            context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
        }
    }

    /**
     * Decodes the next frame, which {@link #frame()} then holds.
     *
     * @return false after the last
     * @throws FormatException where the clip is damaged
     */
    boolean next() throws IOException {
        if (!decoder.next(this)) {
            return false;
        }
        // FFmpeg also says it of PNG files that are sent coarse to fine.
        if (decoder.isInterlaced() && input.codec() != Codec.PNG) {
            throw input.failure(
                    ClipInput.STREAM,
                    offset(),
                    "frame " + frames + " is interlaced",
                    "deinterlace it: " + input.command("-vf bwdif=send_frame -c:v ffv1"));
        }
        StreamGeometry.verifySize(input, frame().width(), frame().height());
        frames++;
        return true;
    }

    @Override
    public @Nullable AVPacket nextPacket() throws IOException {
        if (!input.next()) {
            return null;
        }
        offsets[(int) (packets % REMEMBERED)] = input.offset();
        // Times decide nothing here, frames come out in their own order; so the packet's number travels with its frame
        // instead.
        AVPacket packet = input.packet();
        packet.pts(packets).dts(packets);
        packets++;
        return packet;
    }

    /** Before the first frame is whole, a clip may just begin in the middle. */
    @Override
    public FormatException damaged(boolean packet, String what, int code) {
        if (frames == 0 && (!input.beginsWithKey() || ClipInput.refersToMissing())) {
            return input.headless();
        }
        String place = packet ? input.codec().title() + " packet " + Math.max(0, packets - 1) : "frame " + frames;
        return input.damaged(
                ClipInput.STREAM, packet || code < 0 ? input.offset() : offset(), place + " " + what, code);
    }

    /** Where the packet of the current frame lies in the file. */
    long offset() {
        long packet = frame().pts();
        boolean known = packet >= 0 && packet < packets && packet >= packets - REMEMBERED;
        return known ? offsets[(int) (packet % REMEMBERED)] : input.offset();
    }

    /** The frame that {@link #next()} decoded; belongs to the decoder and changes with the next one. */
    AVFrame frame() {
        return decoder.frame();
    }

    long packets() {
        return packets;
    }

    long frames() {
        return frames;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
