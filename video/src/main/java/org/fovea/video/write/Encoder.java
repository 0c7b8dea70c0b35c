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
import org.fovea.video.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.NativeLibrary;

/** One of FFmpeg's encoders, fed with planes. Used by one thread at a time. */
final class Encoder implements AutoCloseable {
    /**
     * What an encoder is told.
     *
     * @param name FFmpeg's name of the encoder
     * @param format of the samples; must have a layout
     * @param threads of the encoder where FFmpeg decides about them
     * @param keyInterval frames from a key frame to the next
     * @param globalHeader whether parameter sets stand in the container, not in the stream
     * @param options FFmpeg's private options of the encoder
     */
    record Settings(
            String name,
            SampleFormat format,
            int threads,
            int keyInterval,
            boolean globalHeader,
            Map<String, String> options) {}

    private final Settings settings;
    private final FrameSize size;
    private final SampleLayout layout;
    private AVCodecContext context;
    private AVFrame frame;
    private long frames;

    private Encoder(Settings settings, FrameSize size) {
        this.settings = settings;
        this.size = size;
        this.layout = settings.format().layout().orElseThrow();
    }

    static Encoder open(Settings settings, FrameSize size, FrameRate rate) {
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
            check(avcodec_open2(context, codec, options), "does not start for frames of " + size);
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
    void send(Planes planes) {
        check(av_frame_make_writable(frame), "has no memory for a frame");
        for (int plane = 0; plane < layout.planes(); plane++) {
            BytePointer out = frame.data(plane);
            byte[] data = planes.data()[plane];
            int rowBytes = layout.rowBytes(size, plane);
            for (int y = 0; y < layout.rows(size, plane); y++) {
                out.position((long) y * frame.linesize(plane)).put(data, y * planes.stride()[plane], rowBytes);
            }
        }
        frame.pts(frames);
        frames++;
        check(avcodec_send_frame(context, frame), "does not take frame " + (frames - 1));
    }

    /** No frame will follow. */
    void end() {
        check(avcodec_send_frame(context, null), "does not end");
    }

    /** Takes a packet from the encoder; false where it has none at present, or none at all after the end. */
    boolean receive(AVPacket packet) {
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
