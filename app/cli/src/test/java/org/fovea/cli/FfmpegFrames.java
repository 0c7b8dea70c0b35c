package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** A clip as plain FFmpeg reads it: container, decoder and colours are its own choice, none of Fovea's rules apply. */
final class FfmpegFrames {
    private FfmpegFrames() {}

    /** All frames as RGB bytes. */
    static byte[] read(Path file) {
        AVFormatContext input = new AVFormatContext(null);
        check(avformat_open_input(input, file.toString(), null, new AVDictionary(null)));
        check(avformat_find_stream_info(input, (AVDictionary) null));
        AVCodecParameters parameters = input.streams(0).codecpar();
        AVCodecContext decoder = avcodec_alloc_context3(avcodec_find_decoder(parameters.codec_id()));
        check(avcodec_parameters_to_context(decoder, parameters));
        check(avcodec_open2(decoder, decoder.codec(), new AVDictionary(null)));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(input, packet) >= 0) {
            check(avcodec_send_packet(decoder, packet));
            drain(decoder, all);
            av_packet_unref(packet);
        }
        check(avcodec_send_packet(decoder, null));
        drain(decoder, all);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(input);
        return all.toByteArray();
    }

    private static void drain(AVCodecContext decoder, ByteArrayOutputStream into) {
        AVFrame frame = av_frame_alloc();
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            SwsContext scaler = sws_alloc_context();
            AVFrame rgb = av_frame_alloc();
            rgb.format(AV_PIX_FMT_RGB24).width(frame.width()).height(frame.height());
            check(av_frame_get_buffer(rgb, 0));
            check(sws_scale_frame(scaler, rgb, frame));
            byte[] row = new byte[3 * frame.width()];
            BytePointer plane = rgb.data(0);
            for (int y = 0; y < frame.height(); y++) {
                plane.position((long) y * rgb.linesize(0)).get(row);
                into.writeBytes(row);
            }
            av_frame_free(rgb);
            sws_freeContext(scaler);
            av_frame_unref(frame);
        }
        av_frame_free(frame);
    }

    private static void check(int code) {
        assertThat(code).isNotNegative();
    }
}
