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
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * Puts the packets of an encoder into a file or stream. Leaves out everything that would differ from run to run (dates,
 * random ids).
 */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class Muxer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Encoder encoder;
    /** Null where the packets go to a file. */
    private final Sink sink;

    private AVFormatContext context;
    private AVIOContext output;
    private AVStream stream;
    private AVPacket packet;

    /** Where FFmpeg writes to a stream of ours. */
    private static final class Sink extends Write_packet_Pointer_BytePointer_int {
        private final OutputStream out;
        private IOException failure;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public int call(Pointer opaque, BytePointer bytes, int count) {
            byte[] copy = new byte[count];
            bytes.get(copy);
            try {
                out.write(copy);
                return count;
            } catch (IOException e) {
                failure = e;
                return AVERROR_EXTERNAL;
            }
        }
    }

    /**
     * Begins the container.
     *
     * @param path of the file; null for a stream
     * @param out the stream, which is neither flushed nor closed; null for a file
     * @param title of the clip; empty for none
     */
    Muxer(Path path, OutputStream out, String container, String title, Encoder encoder, FrameRate rate)
            throws IOException {
        this.name = path == null ? "stream" : path.toString();
        this.encoder = encoder;
        this.sink = path == null ? new Sink(out) : null;
        try {
            start(path, container, title, rate);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void start(Path path, String container, String title, FrameRate rate) throws IOException {
        context = new AVFormatContext(null);
        check(avformat_alloc_output_context2(context, null, container, null));
        stream = NativeLibrary.allocated(avformat_new_stream(context, null));
        check(avcodec_parameters_from_context(stream.codecpar(), encoder.context()));
        stream.time_base(encoder.context().time_base());
        stream.avg_frame_rate().num(rate.numerator()).den(rate.denominator());
        packet = NativeLibrary.allocated(av_packet_alloc());
        openOutput(path);
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

    private void openOutput(Path path) throws IOException {
        if (sink == null) {
            output = new AVIOContext(null);
            check(avio_open(output, "file:" + path.toAbsolutePath(), AVIO_FLAG_WRITE));
        } else {
            BytePointer buffer = new BytePointer(NativeLibrary.allocated(av_malloc(BUFFER)));
            output = NativeLibrary.allocated(avio_alloc_context(buffer, BUFFER, 1, null, null, sink, null));
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
        if (sink == null) {
            check(avio_closep(output));
            output = null;
        } else {
            avio_flush(output);
            check(output.error());
        }
    }

    private void check(int code) throws IOException {
        if (code < 0) {
            if (sink != null && sink.failure != null) {
                throw sink.failure;
            }
            throw new IOException(name + ": " + NativeLibrary.message(code));
        }
    }

    @Override
    public void close() {
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (output != null && !output.isNull()) {
            closeOutput();
        }
        output = null;
        if (context != null) {
            avformat_free_context(context);
            context = null;
        }
    }

    private void closeOutput() {
        if (sink == null) {
            avio_closep(output);
        } else {
            av_free(output.buffer()); // FFmpeg may have put a larger one in its place
            avio_context_free(output);
            sink.close();
        }
    }
}
