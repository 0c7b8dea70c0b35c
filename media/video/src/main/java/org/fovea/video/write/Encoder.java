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

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.ffmpeg.FrameMemory;
import org.fovea.video.ffmpeg.NativeLibrary;

/** One of FFmpeg's encoders, fed with planes. Used by one thread at a time. */
@SuppressWarnings("NullAway") // its handle is null after it is freed
public final class Encoder implements AutoCloseable {
    /**
     * What an encoder gets.
     *
     * @param name FFmpeg's name of the encoder
     * @param format of the samples, as the encoder takes them
     * @param threads of the encoder where FFmpeg decides about them
     * @param keyInterval frames from a key frame to the next, −1 for what is usual for the encoder
     * @param globalHeader whether parameter sets are in the container, not in the stream
     * @param options FFmpeg's private options of the encoder
     */
    public record Settings(
            String name,
            SampleFormat format,
            int threads,
            int keyInterval,
            boolean globalHeader,
            Map<String, String> options) {
        public Settings {
            options = Map.copyOf(options);
        }
    }

    private final Settings settings;
    private final FrameMemory memory;
    private AVCodecContext context;
    private long frames;

    /**
     * Starts an encoder.
     *
     * @throws IllegalStateException where there is none of the name, or it does not take the settings
     */
    public Encoder(Settings settings, FrameSize size, FrameRate rate) {
        this.settings = settings;
        SampleFormat format = settings.format();
        memory = new FrameMemory(format.pixelFormat(), size);
        memory.frame().color_range(format.range()).colorspace(format.matrix());
        try {
            start(size, rate);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void start(FrameSize size, FrameRate rate) {
        AVCodec codec = avcodec_find_encoder_by_name(settings.name());
        if (codec == null) {
            throw new IllegalStateException("this FFmpeg has no encoder " + settings.name());
        }
        context = NativeLibrary.allocated(avcodec_alloc_context3(codec));
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
            boolean usual = SvtHabits.isUsualPriority();
            int code = avcodec_open2(context, codec, options);
            if (usual) {
                SvtHabits.restorePriority();
            }
            check(code, "does not start for frames of " + size);
        } finally {
            av_dict_free(options);
        }
    }

    AVCodecContext context() {
        return context;
    }

    public void send(Planes planes) {
        memory.put(planes);
        memory.frame().pts(frames);
        frames++;
        check(avcodec_send_frame(context, memory.frame()), "does not take frame " + (frames - 1));
    }

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
            throw new IllegalStateException(
                    "encoder " + settings.name() + " " + what + ": " + NativeLibrary.reason(code));
        }
    }

    @Override
    public void close() {
        memory.close();
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }
}
