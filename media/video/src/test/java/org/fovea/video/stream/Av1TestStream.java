package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.video.ffmpeg.NativeLibrary;

/** Makes AV1 elementary streams for tests, losslessly where the sample format is grey or 4:2:0 of 8 bits. */
final class Av1TestStream {
    private static final byte[] TEMPORAL_DELIMITER = {0x12, 0};

    private Av1TestStream() {}

    /** Smooth shapes that move; every sample value occurs. */
    static byte[][] frames(int count, int width, int height, long seed) {
        Random random = new Random(seed);
        int shift = random.nextInt(256);
        byte[][] frames = new byte[count][width * height];
        for (int t = 0; t < count; t++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    boolean block = (x + 3 * t) / 9 % 2 == 0 && y / 7 % 2 == 0;
                    frames[t][y * width + x] = (byte) (block ? shift + t : 2 * x + y + random.nextInt(3));
                }
            }
        }
        return frames;
    }

    static byte[] grey(byte[][] luma, int width, int height) {
        return encode(luma, width, height, AV_PIX_FMT_GRAY8);
    }

    /** Encodes with libaom in its lossless mode; chroma, if the format has it, is left as it comes. */
    static byte[] encode(byte[][] luma, int width, int height, int format) {
        NativeLibrary.load();
        AVCodec codec = avcodec_find_encoder_by_name("libaom-av1");
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVDictionary options = new AVDictionary(null);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            context.width(width).height(height).pix_fmt(format);
            context.time_base().num(1).den(20);
            av_dict_set(options, "crf", "0", 0);
            av_dict_set(options, "aom-params", "lossless=1", 0);
            av_dict_set(options, "cpu-used", "8", 0);
            av_dict_set(options, "lag-in-frames", "0", 0);
            check(avcodec_open2(context, codec, options));
            frame.format(format).width(width).height(height);
            check(av_frame_get_buffer(frame, 0));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int t = 0; t < luma.length; t++) {
                check(av_frame_make_writable(frame));
                fill(frame, luma[t], width, height);
                frame.pts(t);
                check(avcodec_send_frame(context, frame));
                drain(context, packet, out);
            }
            check(avcodec_send_frame(context, null));
            drain(context, packet, out);
            return out.toByteArray();
        } finally {
            av_dict_free(options);
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private static void fill(AVFrame frame, byte[] luma, int width, int height) {
        int stride = frame.linesize(0);
        BytePointer plane = frame.data(0);
        boolean deep = av_pix_fmt_desc_get(frame.format()).comp(0).depth() > 8;
        for (int y = 0; y < height; y++) {
            if (deep) {
                for (int x = 0; x < width; x++) {
                    // The lower byte of two; libaom refuses samples above the depth.
                    plane.position(0).putShort((long) y * stride + 2L * x, (short) (luma[y * width + x] & 0xff));
                }
            } else {
                plane.position((long) y * stride).put(luma, y * width, Math.min(luma.length / height, stride));
            }
        }
        for (int chroma = 1;
                chroma < 3 && frame.data(chroma) != null && !frame.data(chroma).isNull();
                chroma++) {
            // Half the rows is the least that any format has.
            BytePointer data = frame.data(chroma);
            for (long i = 0; i < (long) frame.linesize(chroma) * (height / 2); i++) {
                data.put(i, (byte) 0);
            }
        }
    }

    private static void drain(AVCodecContext context, AVPacket packet, ByteArrayOutputStream out) {
        while (avcodec_receive_packet(context, packet) >= 0) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            if (bytes[0] != TEMPORAL_DELIMITER[0]) {
                out.writeBytes(TEMPORAL_DELIMITER);
            }
            out.writeBytes(bytes);
            av_packet_unref(packet);
        }
    }

    private static void check(int code) {
        if (code < 0) {
            throw new IllegalStateException(NativeLibrary.message(code));
        }
    }
}
