package org.fovea.video.write;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * Puts the packets of an encoder into a file. Leaves out everything that would differ from run to run (dates, random
 * ids).
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class Muxer implements AutoCloseable {
    private final Path path;
    private final Encoder encoder;
    private AVFormatContext context;
    private AVIOContext output;
    private AVStream stream;
    private AVPacket packet;

    /**
     * Begins the container.
     *
     * @param title of the clip; empty for none
     */
    Muxer(Path path, String container, String title, Encoder encoder, FrameRate rate) throws IOException {
        this.path = path;
        this.encoder = encoder;
        try {
            start(container, title, rate);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void start(String container, String title, FrameRate rate) throws IOException {
        context = new AVFormatContext(null);
        check(avformat_alloc_output_context2(context, null, container, null));
        stream = NativeLibrary.allocated(avformat_new_stream(context, null));
        check(avcodec_parameters_from_context(stream.codecpar(), encoder.context()));
        stream.time_base(encoder.context().time_base());
        stream.avg_frame_rate().num(rate.numerator()).den(rate.denominator());
        packet = NativeLibrary.allocated(av_packet_alloc());
        output = new AVIOContext(null);
        check(avio_open(output, "file:" + path.toAbsolutePath(), AVIO_FLAG_WRITE));
        context.pb(output);
        if (!title.isEmpty()) {
            AVDictionary tags = new AVDictionary(null);
            av_dict_set(tags, "title", title, 0);
            context.metadata(tags); // freed with the context
        }
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "fflags", "+bitexact", 0);
            check(avformat_write_header(context, options));
        } finally {
            av_dict_free(options);
        }
    }

    /** Writes all packets that the encoder has ready. */
    void drain() throws IOException {
        while (encoder.receive(packet)) {
            packet.stream_index(stream.index());
            // One frame's time; containers that store no duration take it from the next packet.
            packet.duration(1);
            av_packet_rescale_ts(packet, encoder.context().time_base(), stream.time_base());
            check(av_interleaved_write_frame(context, packet));
        }
    }

    /** Ends the file; all packets must have been drained. */
    void finish() throws IOException {
        check(av_write_trailer(context));
        check(avio_closep(output));
        output = null;
    }

    private void check(int code) throws IOException {
        if (code < 0) {
            throw new IOException(path + ": " + NativeLibrary.message(code));
        }
    }

    @Override
    public void close() {
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (output != null && !output.isNull()) {
            avio_closep(output);
        }
        output = null;
        if (context != null) {
            avformat_free_context(context);
            context = null;
        }
    }
}
