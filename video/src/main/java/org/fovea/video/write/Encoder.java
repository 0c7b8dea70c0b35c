package org.fovea.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.NativeLibrary;

/** One of FFmpeg's encoders, fed with planes. Used by one thread at a time. */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
public final class Encoder implements AutoCloseable {
    /**
     * What an encoder is told.
     *
     * @param name FFmpeg's name of the encoder
     * @param format of the samples, as the encoder takes them
     * @param layout of the planes that are given, one of three planes where samples have more than 8 bits
     * @param bitDepth bits of the samples that the encoder takes, 8 to 16; 8-bit samples are given and shifted up
     * @param threads of the encoder where FFmpeg decides about them
     * @param keyInterval frames from a key frame to the next, −1 for what is usual for the encoder
     * @param globalHeader whether parameter sets stand in the container, not in the stream
     * @param options FFmpeg's private options of the encoder
     */
    public record Settings(
            String name,
            SampleFormat format,
            SampleLayout layout,
            int bitDepth,
            int threads,
            int keyInterval,
            boolean globalHeader,
            Map<String, String> options) {
        public Settings {
            options = Map.copyOf(options);
        }
    }

    private final Settings settings;
    private final FrameSize size;
    private final SampleLayout layout;
    private AVCodecContext context;
    private AVFrame frame;
    private long frames;

    private Encoder(Settings settings, FrameSize size) {
        this.settings = settings;
        this.size = size;
        this.layout = settings.layout();
    }

    /**
     * Starts an encoder.
     *
     * @throws IllegalStateException where there is none of the name, or it does not take the settings
     */
    public static Encoder open(Settings settings, FrameSize size, FrameRate rate) {
        QuietSvt.ensure();
        NativeLibrary.load();
        Encoder encoder = new Encoder(settings, size);
        boolean opened = false;
        try {
            encoder.start(rate);
            opened = true;
        } finally {
            if (!opened) {
                encoder.close();
            }
        }
        return encoder;
    }

    private void start(FrameRate rate) {
        AVCodec codec = avcodec_find_encoder_by_name(settings.name());
        if (codec == null) {
            throw new IllegalStateException("this FFmpeg has no encoder " + settings.name());
        }
        context = NativeLibrary.allocated(avcodec_alloc_context3(codec));
        frame = NativeLibrary.allocated(av_frame_alloc());
        SampleFormat format = settings.format();
        context.width(size.width()).height(size.height()).pix_fmt(format.pixelFormat());
        context.color_range(format.range()).colorspace(format.matrix());
        context.time_base().num(rate.denominator()).den(rate.numerator());
        context.framerate().num(rate.numerator()).den(rate.denominator());
        context.gop_size(settings.keyInterval());
        context.thread_count(settings.threads());
        int header = settings.globalHeader() ? AV_CODEC_FLAG_GLOBAL_HEADER : 0;
        context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT | header);
        AVDictionary options = new AVDictionary(null);
        try {
            settings.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
            NativeLibrary.forgetComplaint();
            UsualPriority priority = UsualPriority.now();
            int code = avcodec_open2(context, codec, options);
            priority.restore();
            check(code, "does not start for frames of " + size);
        } finally {
            av_dict_free(options);
        }
        frame.format(format.pixelFormat()).width(size.width()).height(size.height());
        frame.color_range(format.range()).colorspace(format.matrix());
        check(av_frame_get_buffer(frame, 0), "has no memory for a frame");
    }

    /** The encoder as FFmpeg sees it, for a container's header. */
    AVCodecContext context() {
        return context;
    }

    /** Gives a frame to the encoder. */
    public void send(Planes planes) {
        check(av_frame_make_writable(frame), "has no memory for a frame");
        for (int plane = 0; plane < layout.planes(); plane++) {
            BytePointer out = frame.data(plane);
            byte[] data = planes.data()[plane];
            int rowBytes = layout.rowBytes(size, plane);
            for (int y = 0; y < layout.rows(size, plane); y++) {
                long row = (long) y * frame.linesize(plane);
                int from = y * planes.stride()[plane];
                if (settings.bitDepth() == 8) {
                    out.position(row).put(data, from, rowBytes);
                } else {
                    out.position(row).put(widened(data, from, rowBytes), 0, 2 * rowBytes);
                }
            }
        }
        frame.pts(frames);
        frames++;
        check(avcodec_send_frame(context, frame), "does not take frame " + (frames - 1));
    }

    /** Samples of two bytes, the lower first. */
    private byte[] widened(byte[] data, int from, int count) {
        byte[] wide = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            int sample = (data[from + i] & 0xff) << settings.bitDepth() - 8;
            wide[2 * i] = (byte) sample;
            wide[2 * i + 1] = (byte) (sample >> 8);
        }
        return wide;
    }

    /** No frame will follow. */
    public void end() {
        check(avcodec_send_frame(context, null), "does not end");
    }

    /** Takes a packet from the encoder; false where it has none at present, or none at all after the end. */
    public boolean receive(AVPacket packet) {
        int code = avcodec_receive_packet(context, packet);
        if (NativeLibrary.isAgain(code) || code == AVERROR_EOF()) {
            return false;
        }
        check(code, "fails");
        return true;
    }

    private void check(int code, String what) {
        if (code < 0) {
            String complaint = NativeLibrary.complaint();
            throw new IllegalStateException("encoder " + settings.name() + " " + what + ": "
                    + (complaint != null ? complaint : NativeLibrary.message(code)));
        }
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame = null;
        }
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }
}
