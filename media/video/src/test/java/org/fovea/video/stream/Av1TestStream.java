package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.fovea.video.write.Encoder;

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

    /** Encodes with libaom in its lossless mode; chroma, if the format has it, is 0. */
    static byte[] encode(byte[][] luma, int width, int height, int format) {
        NativeLibrary.load();
        SampleFormat samples = new SampleFormat(format, AVCOL_RANGE_UNSPECIFIED, AVCOL_SPC_UNSPECIFIED);
        Map<String, String> options =
                Map.of("crf", "0", "aom-params", "lossless=1", "cpu-used", "8", "lag-in-frames", "0");
        Encoder.Settings settings = new Encoder.Settings("libaom-av1", samples, 1, -1, false, options);
        AVPacket packet = av_packet_alloc();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Encoder encoder = new Encoder(settings, new FrameSize(width, height), new FrameRate(20, 1))) {
            for (byte[] frame : luma) {
                encoder.send(planes(frame, width, height, av_pix_fmt_desc_get(format)));
                drain(encoder, packet, out);
            }
            encoder.end();
            drain(encoder, packet, out);
            return out.toByteArray();
        } finally {
            av_packet_free(packet);
        }
    }

    private static Planes planes(byte[] luma, int width, int height, AVPixFmtDescriptor format) {
        int sampleBytes = format.comp(0).depth() > 8 ? 2 : 1;
        byte[] samples = new byte[luma.length * sampleBytes];
        for (int i = 0; i < luma.length; i++) {
            // The lower byte of two; libaom refuses samples above the depth.
            samples[i * sampleBytes] = luma[i];
        }
        int stride = width * sampleBytes;
        if (format.nb_components() == 1) {
            return new Planes(new byte[][] {samples}, new int[] {stride});
        }
        int chroma = stride >> format.log2_chroma_w();
        byte[] zeros = new byte[chroma * (height >> format.log2_chroma_h())];
        return new Planes(new byte[][] {samples, zeros, zeros}, new int[] {stride, chroma, chroma});
    }

    private static void drain(Encoder encoder, AVPacket packet, ByteArrayOutputStream out) {
        while (encoder.receive(packet)) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            if (bytes[0] != TEMPORAL_DELIMITER[0]) {
                out.writeBytes(TEMPORAL_DELIMITER);
            }
            out.writeBytes(bytes);
            av_packet_unref(packet);
        }
    }
}
