package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.video.clip.UndrawnBlocks;
import org.fovea.video.colour.Planes;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * The pictures of a stored stream in the order in which they are shown, film grain applied. Whatever the decoder would
 * conceal is an error, and so is every difference from what was announced. Used by one thread at a time;
 * {@link #close()} frees all native memory.
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
public final class StreamDecoder implements AutoCloseable {
    /** AV_FRAME_FLAG_CORRUPT and AV_FRAME_FLAG_INTERLACED, macros that the bindings leave out. */
    private static final int CORRUPT = 1;

    private static final int INTERLACED = 8;
    private static final int MAX_THREADS = 16;

    private final StreamCodec codec;
    private final AnnouncedStream announced;
    private final StreamUnits units;
    private final PictureReader reader;
    private AVCodecContext context;
    private AVPacket packet;
    private AVFrame frame;
    private int sent;
    private int given;
    private boolean ended;

    private StreamDecoder(StreamCodec codec, AnnouncedStream announced, StreamUnits units) {
        this.codec = codec;
        this.announced = announced;
        this.units = units;
        this.reader = new PictureReader(announced);
    }

    /**
     * Checks the outer layer of a stream and opens a decoder for it.
     *
     * @param stored as {@link StreamCodec#stored} gives it; not copied, not to be changed
     * @param threads of the decoder, at least 1; the pictures are the same for any number. HEVC and VVC take one, so
     *     that each error is found where it is
     * @throws FormatException where the stream is damaged or is not what was announced
     * @throws IllegalStateException where this FFmpeg lacks the decoder
     */
    public static StreamDecoder open(byte[] stored, StreamCodec codec, AnnouncedStream announced, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        StreamDecoder decoder = new StreamDecoder(codec, announced, codec.units(stored, announced));
        boolean opened = false;
        try {
            decoder.start(threads);
            opened = true;
        } finally {
            if (!opened) {
                decoder.close();
            }
        }
        return decoder;
    }

    private void start(int threads) {
        NativeLibrary.load();
        AVCodec found = avcodec_find_decoder_by_name(codec.decoder());
        if (found == null) {
            throw new IllegalStateException("this FFmpeg has no decoder " + codec.decoder());
        }
        context = NativeLibrary.allocated(avcodec_alloc_context3(found));
        packet = NativeLibrary.allocated(av_packet_alloc());
        frame = NativeLibrary.allocated(av_frame_alloc());
        context.thread_count(codec == StreamCodec.AV1 ? Math.min(MAX_THREADS, threads) : 1);
        context.err_recognition(AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE | AV_EF_CAREFUL);
        context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
        context.max_pixels(AnnouncedStream.MAX_PIXELS);
        if (codec == StreamCodec.HEVC) {
            UndrawnBlocks.prepare(context);
        }
        int code = avcodec_open2(context, found, (AVDictionary) null);
        if (code < 0) {
            throw new IllegalStateException(
                    "decoder " + codec.decoder() + " does not start: " + NativeLibrary.message(code));
        }
    }

    /** What a stream is said to hold. */
    public AnnouncedStream announced() {
        return announced;
    }

    /**
     * Decodes the next picture.
     *
     * @param into receives its samples, 8 bits each; {@link AnnouncedStream#planes()} makes such planes
     * @return false after the last, which is the announced one
     * @throws FormatException where the stream is damaged or is not what was announced
     */
    public boolean next(Planes into) {
        if (context == null) {
            throw new IllegalStateException("the decoder is closed");
        }
        verify(into);
        if (!receive()) {
            if (given != announced.frames()) {
                throw announced.mismatch(offset(), given + " frames");
            }
            return false;
        }
        try {
            if (given == announced.frames()) {
                throw announced.mismatch(offset(), "more frames");
            }
            verifyFrame();
            reader.read(frame, into);
        } finally {
            av_frame_unref(frame);
        }
        given++;
        return true;
    }

    private void verify(Planes into) {
        boolean fits = into.data().length == announced.layout().planes();
        for (int plane = 0; fits && plane < into.data().length; plane++) {
            int columns = announced.layout().rowBytes(announced.size(), plane);
            int rows = announced.layout().rows(announced.size(), plane);
            long needed = (long) into.stride()[plane] * (rows - 1) + columns;
            fits = into.stride()[plane] >= columns && into.data()[plane].length >= needed;
        }
        if (!fits) {
            throw new IllegalArgumentException("the planes given do not fit " + announced);
        }
    }

    /** Gets a frame from the decoder, giving it units as long as it wants some. */
    private boolean receive() {
        while (!ended) {
            NativeLibrary.forgetComplaint();
            int code = avcodec_receive_frame(context, frame);
            if (code >= 0) {
                return true;
            }
            if (code == AVERROR_EOF()) {
                ended = true;
            } else if (!NativeLibrary.isAgain(code) || NativeLibrary.complaint() != null) {
                throw damaged("is damaged", code);
            } else if (sent > units.count()) {
                throw damaged("is missing", 0);
            } else {
                send();
            }
        }
        return false;
    }

    private void send() {
        NativeLibrary.forgetComplaint();
        int code;
        if (sent == units.count()) {
            code = avcodec_send_packet(context, null);
        } else {
            byte[] unit = units.unit(sent);
            if (av_new_packet(packet, unit.length) < 0) {
                throw new OutOfMemoryError("FFmpeg is out of memory");
            }
            packet.data().put(unit, 0, unit.length);
            packet.pts(sent);
            packet.dts(sent);
            code = avcodec_send_packet(context, packet);
            av_packet_unref(packet);
        }
        sent++;
        if (code < 0 || NativeLibrary.complaint() != null) {
            throw damaged("is damaged", code);
        }
    }

    private void verifyFrame() {
        boolean flagged = (frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0;
        if (flagged || NativeLibrary.complaint() != null) {
            throw damaged("is damaged", 0);
        }
        reader.verify(frame, offset());
        if (codec == StreamCodec.HEVC && UndrawnBlocks.isAny(frame)) {
            throw damaged("is damaged (a part of it is missing)", 0);
        }
        if ((frame.flags() & INTERLACED) != 0) {
            throw damaged("is interlaced", 0);
        }
    }

    private FormatException damaged(String what, int code) {
        String complaint = NativeLibrary.complaint();
        String reason = complaint != null ? complaint : code < 0 ? NativeLibrary.message(code) : "";
        return new FormatException(
                StreamCodec.SECTION,
                offset(),
                codec.format().title() + " picture " + given + " " + what + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** Where the unit that was sent last begins. */
    private int offset() {
        return sent == 0 ? 0 : units.start(Math.min(sent, units.count()) - 1);
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
