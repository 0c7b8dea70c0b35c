package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.fovea.codec.FormatException;
import org.fovea.video.ffmpeg.NativeLibrary;

/** A clip's file as packets of its one video stream. Used by one thread at a time. */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class ClipInput implements AutoCloseable {
    static final String CONTAINER = "container";
    static final String STREAM = "video stream";

    /** Containers whose readers are ever started, whatever a file looks like. */
    private static final String CONTAINERS = "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,hevc,h264,obu,ivf";

    /** Decoders that FFmpeg may start to find out about streams. */
    private static final String DECODERS = "hevc,h264,libaom-av1,av1,ffv1";

    private final Path path;
    private AVFormatContext context;
    private AVPacket packet;
    private AVStream stream;
    private Codec codec;
    private boolean audio;
    private long offset;

    private ClipInput(Path path) {
        this.path = path;
    }

    /**
     * Opens the container and finds the video stream.
     *
     * @throws FormatException where the file is of no known kind or has not exactly one video stream of a known codec
     */
    static ClipInput open(Path path) {
        NativeLibrary.load();
        ClipInput input = new ClipInput(path);
        boolean opened = false;
        try {
            input.start();
            opened = true;
        } finally {
            if (!opened) {
                input.close();
            }
        }
        return input;
    }

    private void start() {
        context = NativeLibrary.allocated(avformat_alloc_context());
        // Damage in the container is an error, not something to look past.
        context.error_recognition(AV_EF_CRCCHECK | AV_EF_EXPLODE);
        packet = NativeLibrary.allocated(av_packet_alloc());
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", CONTAINERS, 0);
            av_dict_set(options, "codec_whitelist", DECODERS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            NativeLibrary.forgetComplaint();
            // On failure FFmpeg frees the context and sets it to null.
            int code = avformat_open_input(context, "file:" + path.toAbsolutePath(), null, options);
            if (code < 0) {
                context = null;
                throw failure(
                        CONTAINER,
                        0,
                        "not a clip that Fovea reads (FFmpeg: " + NativeLibrary.message(code) + ")",
                        "name a clip in MKV, MP4 or IVF, or raw HEVC, H.264 or AV1");
            }
        } finally {
            av_dict_free(options);
        }
        probe();
        selectStream();
    }

    /**
     * Lets FFmpeg find out about the streams, which decodes a few frames; how large they may be is told to each
     * stream's decoder.
     */
    private void probe() {
        int streams = context.nb_streams();
        AVDictionary[] limits = new AVDictionary[streams];
        try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams))) {
            for (int i = 0; i < streams; i++) {
                AVCodecParameters told = context.streams(i).codecpar();
                StreamGeometry.verifySize(this, told.width(), told.height());
                limits[i] = new AVDictionary(null);
                av_dict_set(limits[i], "max_pixels", Long.toString(StreamGeometry.MAX_PIXELS), 0);
                options.put(i, limits[i]);
            }
            int code = avformat_find_stream_info(context, options);
            for (int i = 0; i < streams; i++) {
                // FFmpeg may have put other dictionaries in their place.
                limits[i] = options.get(AVDictionary.class, i);
            }
            if (code < 0) {
                throw damaged(CONTAINER, 0, "damaged", code);
            }
        } finally {
            for (AVDictionary limit : limits) {
                if (limit != null) {
                    av_dict_free(limit);
                }
            }
        }
    }

    private void selectStream() {
        int videos = 0;
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream candidate = context.streams(i);
            int type = candidate.codecpar().codec_type();
            boolean picture = (candidate.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
            audio |= type == AVMEDIA_TYPE_AUDIO;
            if (type == AVMEDIA_TYPE_VIDEO && !picture) {
                videos++;
                stream = candidate;
            } else {
                candidate.discard(AVDISCARD_ALL);
            }
        }
        if (videos != 1) {
            throw failure(
                    CONTAINER,
                    0,
                    videos == 0 ? "there is no video stream" : "there are " + videos + " video streams",
                    "name a clip with one");
        }
        int id = stream.codecpar().codec_id();
        codec = Codec.of(id)
                .orElseThrow(() -> failure(
                        STREAM,
                        0,
                        "codec " + avcodec_get_name(id).getString() + " is not read",
                        "convert the clip to HEVC, H.264, AV1 or FFV1"));
        StreamGeometry.verify(this);
    }

    /**
     * Goes on to the next packet of the video stream, which {@link #packet()} then holds.
     *
     * @return false at the end
     * @throws FormatException where the container is damaged
     */
    boolean next() {
        while (true) {
            av_packet_unref(packet);
            NativeLibrary.forgetComplaint();
            int code = av_read_frame(context, packet);
            boolean end = code == AVERROR_EOF();
            // At the end of a file that was cut, FFmpeg complains but reports no more than the end.
            if (code < 0 && !end || NativeLibrary.complaint() != null) {
                throw damaged(CONTAINER, offset, "damaged after this packet", code);
            }
            if (end) {
                return false;
            }
            if (packet.stream_index() == stream.index()) {
                offset = packet.pos() >= 0 ? packet.pos() : offset;
                if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
                    throw damaged(CONTAINER, offset, "the packet is truncated", 0);
                }
                return true;
            }
        }
    }

    /** Whether the container asks that the packet's frame is decoded but not shown. */
    boolean isDiscarded() {
        return (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
    }

    /** The packet that {@link #next()} read; belongs to this object. */
    AVPacket packet() {
        return packet;
    }

    /** Where the packet lies in the file; where FFmpeg does not know, the place of the one before it. */
    long offset() {
        return offset;
    }

    Codec codec() {
        return codec;
    }

    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    boolean hasAudio() {
        return audio;
    }

    /** FFmpeg's name of the file format. */
    String container() {
        AVInputFormat format = context.iformat();
        return format.name().getString();
    }

    /** Whether the file has no container, so that times and rates in it are guesses. */
    boolean isRaw() {
        return switch (container()) {
            case "hevc", "h264", "obu" -> true;
            default -> false;
        };
    }

    FrameRate frameRate() {
        int numerator = stream.avg_frame_rate().num();
        int denominator = stream.avg_frame_rate().den();
        boolean known = !isRaw() && numerator > 0 && denominator > 0;
        return known ? new FrameRate(numerator, denominator) : FrameRate.UNKNOWN;
    }

    /** Something is wrong at {@code place} of the file. */
    FormatException failure(String section, long place, String what) {
        return new FormatException(section, Math.max(0, place), what).inFile(path.toString());
    }

    /** The same with what to do about it. */
    FormatException failure(String section, long place, String what, String hint) {
        return new FormatException(section, Math.max(0, place), what, hint).inFile(path.toString());
    }

    /** The same, with FFmpeg's own words for it. */
    FormatException damaged(String section, long place, String what, int code) {
        String complaint = NativeLibrary.complaint();
        String reason = complaint != null ? complaint : code < 0 ? NativeLibrary.message(code) : null;
        return failure(section, place, reason == null ? what : what + " (FFmpeg: " + reason.replace(';', ',') + ")");
    }

    @Override
    public void close() {
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        if (context != null) {
            avformat_close_input(context);
            context = null;
        }
    }
}
