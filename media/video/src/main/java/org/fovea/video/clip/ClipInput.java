package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
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
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.PointerPointer;
import org.fovea.codec.FormatException;
import org.fovea.video.ffmpeg.Decoder;
import org.fovea.video.ffmpeg.NativeLibrary;

/** A clip's file as packets of its one video stream, or pictures as a packet each. Used by one thread at a time. */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class ClipInput implements AutoCloseable {
    static final String CONTAINER = "container";
    static final String STREAM = "video stream";

    /** What is to be done about damage that a parser, a decoder or a checksum has found. */
    static final String DAMAGED = "the file is damaged, fetch it again";

    /** Containers whose readers are ever started, whatever a file contains. */
    private static final String CONTAINERS =
            "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpegts,avi,yuv4mpegpipe,hevc,h264,obu,ivf";

    private static final String READ =
            "it reads MKV, WebM, MP4, MOV, MPEG-TS, AVI, Y4M, IVF, raw HEVC, H.264 and AV1, and"
                    + " folders of PNG or JPEG";

    private static final String PICTURES = "pictures";
    private static final Pattern HEADERLESS = Pattern.compile("(?i).*\\.(yuv|rgb|raw|i420|nv12|yuv420p?|bgr)");
    private static final Pattern MISSING =
            Pattern.compile("non-existing [PS]PS|mmco: unref|co located POCs|[Rr]eference picture|no frame!");
    private static final Pattern PLAIN = Pattern.compile("[\\w./%+=:,@-]+");

    private final ClipPath file;
    private final Path path;
    private AVFormatContext context;
    private AVPacket packet;
    private AVStream stream;
    private AVCodecParameters parameters;
    private Codec codec;
    private boolean audio;
    private boolean beginsWithKey = true;
    private long read;
    private long offset;

    /**
     * Opens the container and finds the video stream.
     *
     * @throws FormatException where the file is of no known kind or has not exactly one video stream of a known codec
     */
    ClipInput(ClipPath file) throws IOException {
        NativeLibrary.load();
        this.file = file;
        this.path = file.path();
        try {
            start();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void start() throws IOException {
        packet = NativeLibrary.allocated(av_packet_alloc());
        if (!file.pictures().isEmpty()) {
            parameters = NativeLibrary.allocated(avcodec_parameters_alloc());
            codec = picture(file.pictures().getFirst());
            parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(codec.id());
            return;
        }
        context = NativeLibrary.allocated(avformat_alloc_context());
        // Damage in the container is an error, not something to ignore.
        context.error_recognition(AV_EF_CRCCHECK | AV_EF_EXPLODE);
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", CONTAINERS, 0);
            av_dict_set(options, "codec_whitelist", Codec.decoders(), 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            NativeLibrary.forgetComplaint();
            // On failure FFmpeg frees the context and sets it to null.
            int code = avformat_open_input(context, "file:" + path.toAbsolutePath(), null, options);
            if (code < 0) {
                context = null;
                throw unreadable(code);
            }
        } finally {
            av_dict_free(options);
        }
        probe();
        selectStream();
    }

    private FormatException unreadable(int code) {
        String complaint = NativeLibrary.reason(code);
        if (HEADERLESS.matcher(path.toString()).matches()) {
            return failure(
                    CONTAINER,
                    0,
                    "samples without a header, by its name",
                    "say what they are: ffmpeg -f rawvideo -pix_fmt yuv420p -s WxH -i " + quoted(path.toString())
                            + " -c:v ffv1 clip.mkv");
        }
        if (complaint.contains("not on whitelist")) {
            return failure(
                    CONTAINER,
                    0,
                    "not a clip that Fovea reads",
                    READ + "; convert it: " + command("-c:v ffv1")
                            + " (or -c copy, which keeps its bytes, where MKV takes the codec)");
        }
        return failure(
                CONTAINER,
                0,
                "not a clip that Fovea reads (FFmpeg: " + complaint.replace(';', ',') + ")",
                READ + "; if ffmpeg plays the file: " + command("-c:v ffv1"));
    }

    private Codec picture(Path picture) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(picture)) {
            start = in.readNBytes(2);
        }
        int magic = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | start[1] & 0xff;
        return switch (magic) {
            case 0x8950 -> Codec.PNG;
            case 0xffd8 -> Codec.MJPEG;
            default ->
                throw new FormatException(CONTAINER, 0, "neither a PNG nor a JPEG, whatever its name", "remove it")
                        .inFile(picture.toString());
        };
    }

    /**
     * Lets FFmpeg find out about the streams, which decodes a few frames; each stream's decoder gets their largest
     * size.
     */
    private void probe() {
        int streams = context.nb_streams();
        AVDictionary[] limits = new AVDictionary[streams];
        try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams))) {
            for (int i = 0; i < streams; i++) {
                AVCodecParameters declared = context.streams(i).codecpar();
                StreamGeometry.verifySize(this, declared.width(), declared.height());
                limits[i] = new AVDictionary(null);
                av_dict_set(limits[i], "max_pixels", Integer.toString(Decoder.MAX_PIXELS), 0);
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
                    videos == 0 ? "name a clip with one" : "take one: " + command("-map 0:v:0 -c copy"));
        }
        parameters = stream.codecpar();
        int id = parameters.codec_id();
        codec = Codec.of(id)
                .orElseThrow(() -> failure(
                        STREAM,
                        0,
                        "codec " + avcodec_get_name(id).getString() + " is not read",
                        "convert it: " + command("-c:v ffv1")));
        StreamGeometry.verify(this);
    }

    /**
     * Goes on to the next packet of the video stream, which {@link #packet()} then holds.
     *
     * @return false at the end
     * @throws FormatException where the container is damaged
     */
    boolean next() throws IOException {
        boolean there = file.pictures().isEmpty() ? nextOfContainer() : nextPicture();
        if (there && read++ == 0) {
            beginsWithKey = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        }
        return there;
    }

    private boolean nextOfContainer() {
        while (true) {
            av_packet_unref(packet);
            NativeLibrary.forgetComplaint();
            int code = av_read_frame(context, packet);
            boolean end = code == AVERROR_EOF();
            // At the end of a file that was cut, FFmpeg complains but reports no more than the end.
            if (code < 0 && !end || NativeLibrary.complaint() != null) {
                throw read == 0 && refersToMissing()
                        ? headless()
                        : damaged(CONTAINER, offset, "damaged after this packet", code);
            }
            if (end) {
                return false;
            }
            // AVI has packets of no bytes where a frame was dropped.
            if (packet.stream_index() == stream.index() && packet.size() > 0) {
                offset = packet.pos() >= 0 ? packet.pos() : offset;
                // In a transport stream the bit marks every seam; losses were checked before.
                if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0 && !container().equals("mpegts")) {
                    throw damaged(CONTAINER, offset, "the packet is truncated", 0);
                }
                return true;
            }
        }
    }

    private boolean nextPicture() throws IOException {
        av_packet_unref(packet);
        if (read == file.pictures().size()) {
            return false;
        }
        Path picture = file.pictures().get((int) read);
        if (picture(picture) != codec) {
            throw new FormatException(CONTAINER, 0, "no " + codec.title() + " as the first picture is", "convert it")
                    .inFile(picture.toString());
        }
        byte[] data = Files.readAllBytes(picture);
        if (av_new_packet(packet, data.length) < 0) {
            throw new OutOfMemoryError("FFmpeg has no memory for a picture of " + data.length + " bytes");
        }
        packet.data().put(data);
        packet.flags(AV_PKT_FLAG_KEY);
        return true;
    }

    /** Whether decoding can begin at the first packet, as the container or the stream says. */
    boolean beginsWithKey() {
        return beginsWithKey;
    }

    /** Whether FFmpeg complains of what lies before the first packet, and not of damage. */
    static boolean refersToMissing() {
        String complaint = NativeLibrary.complaint();
        return complaint != null && MISSING.matcher(complaint).find();
    }

    /** The clip was cut where decoding cannot begin. */
    FormatException headless() {
        return failure(
                STREAM,
                0,
                "the clip does not begin with a key frame: frames that its first ones are made from are missing",
                beginsWithKey
                        ? "decode what can be decoded: " + command("-c:v ffv1")
                        : "drop those before the next key frame: " + command("-c copy"));
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
        return parameters;
    }

    /** The title that the file has; empty for none. */
    String title() {
        AVDictionaryEntry found = context == null ? null : av_dict_get(context.metadata(), "title", null, 0);
        return found == null ? "" : found.value().getString(StandardCharsets.UTF_8);
    }

    boolean hasAudio() {
        return audio;
    }

    String container() {
        if (context == null) {
            return PICTURES;
        }
        AVInputFormat format = context.iformat();
        return format.name().getString();
    }

    /** Whether the file has no container, so that times and rates in it are guesses. */
    boolean isRaw() {
        return switch (container()) {
            case "hevc", "h264", "obu", PICTURES -> true;
            default -> false;
        };
    }

    FrameRate frameRate() {
        if (isRaw()) {
            return FrameRate.UNKNOWN;
        }
        int numerator = stream.avg_frame_rate().num();
        int denominator = stream.avg_frame_rate().den();
        boolean known = numerator > 0 && denominator > 0;
        return known ? new FrameRate(numerator, denominator) : FrameRate.UNKNOWN;
    }

    /** A command line that makes another clip of this one. */
    String command(String options) {
        String name = path.toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
        String target = name.endsWith(".mkv") ? stem + "-new.mkv" : stem + ".mkv";
        return "ffmpeg -i " + quoted(name) + " " + options + " " + quoted(target);
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    /** Something is wrong at {@code place} of the file, and what to do about it. */
    FormatException failure(String section, long place, String what, String hint) {
        Path named =
                file.pictures().isEmpty() || read == 0 ? path : file.pictures().get((int) read - 1);
        return new FormatException(section, Math.max(0, place), what, hint).inFile(named.toString());
    }

    /** Damage, with FFmpeg's own words for it. */
    FormatException damaged(String section, long place, String what, int code) {
        String reason = NativeLibrary.reason(code).replace(';', ',');
        return failure(section, place, reason.isEmpty() ? what : what + " (FFmpeg: " + reason + ")", DAMAGED);
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
        } else if (parameters != null) {
            avcodec_parameters_free(parameters);
        }
        parameters = null;
    }
}
