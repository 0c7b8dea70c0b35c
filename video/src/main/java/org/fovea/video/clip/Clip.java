package org.fovea.video.clip;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.scale.ScaledFrames;

/**
 * A video file: HEVC, H.264, AV1 or FFV1 in MKV, WebM, MP4 or IVF, or a raw stream of one of the first three. Holds
 * facts only; every reading opens the file again. Safe for use by several threads.
 *
 * <p>What the file asks to be done to its frames after decoding (rotation, cropping by the container, another frame
 * rate) is not done: clips that ask to be rotated or cropped are refused. Formats, colour rules and refusals are in
 * {@code docs/video.md}.
 */
public final class Clip {
    private final Path path;
    private final ClipFacts facts;
    private final SampleFormat format;

    private Clip(Path path, ClipFacts facts, SampleFormat format) {
        this.path = path;
        this.facts = facts;
        this.format = format;
    }

    /**
     * Opens a clip: reads all packets once, decodes the first frame, and all frames where packets do not tell how many
     * are shown.
     *
     * @throws FormatException where the file is damaged, of no known kind, or has samples that no colour rule is for
     * @throws IOException where it cannot be read
     */
    public static Clip open(Path path) throws IOException {
        NotAClip.refuse(path);
        long bytes = ContainerExtent.verify(path);
        Packets packets = countPackets(path);
        try (ClipInput input = ClipInput.open(path);
                ClipDecoder decoder = ClipDecoder.open(input)) {
            if (!decoder.next()) {
                throw input.failure(ClipInput.STREAM, 0, "the clip shows no frame");
            }
            SampleFormat format = format(decoder.frame());
            ClipFacts facts = facts(input, decoder, format, packets, bytes);
            if (packets.count().method() == FrameCount.Method.DECODED) {
                facts = facts.withFrames(countFrames(decoder));
            }
            return new Clip(path, facts, format);
        }
    }

    private static ClipFacts facts(
            ClipInput input, ClipDecoder decoder, SampleFormat format, Packets packets, long bytes) {
        FrameSize size = new FrameSize(decoder.frame().width(), decoder.frame().height());
        var rule = format.rule()
                .orElseThrow(() -> input.failure(
                        ClipInput.STREAM,
                        decoder.offset(),
                        "no colour rule for " + format,
                        "convert the clip to 8 bit 4:2:0 first"));
        String identity =
                "FFmpeg " + NativeLibrary.version() + " " + input.codec().decoder() + ", " + rule.id();
        return new ClipFacts(
                input.container(),
                input.codec().title(),
                size,
                format.pixelFormatName(),
                format.rangeName(),
                format.matrixName(),
                input.frameRate(),
                packets.count(),
                input.hasAudio(),
                rule,
                identity,
                bytes,
                packets.bytes());
    }

    static SampleFormat format(AVFrame frame) {
        return new SampleFormat(frame.format(), frame.color_range(), frame.colorspace());
    }

    /** What the packets tell without a decoder: frames, and the bytes of all together. */
    private record Packets(FrameCount count, long bytes) {}

    private static Packets countPackets(Path path) {
        try (ClipInput input = ClipInput.open(path)) {
            HevcPictures pictures = input.codec() == Codec.HEVC ? new HevcPictures(extradata(input)) : null;
            boolean allShown = true;
            long packets = 0;
            long bytes = 0;
            while (input.next()) {
                AVPacket packet = input.packet();
                allShown &= !input.isDiscarded();
                if (pictures != null) {
                    pictures.packet(bytes(packet.data(), packet.size()));
                }
                packets++;
                bytes += packet.size();
            }
            allShown &= pictures == null || pictures.allShown();
            FrameCount.Method method = allShown ? FrameCount.Method.PACKETS : FrameCount.Method.DECODED;
            return new Packets(new FrameCount(packets, method), bytes);
        }
    }

    private static long countFrames(ClipDecoder decoder) {
        boolean more = true;
        while (more) {
            more = decoder.next();
        }
        return decoder.frames();
    }

    private static byte[] extradata(ClipInput input) {
        AVCodecParameters parameters = input.parameters();
        return bytes(parameters.extradata(), parameters.extradata_size());
    }

    private static byte[] bytes(BytePointer data, int size) {
        byte[] bytes = new byte[data == null ? 0 : size];
        if (bytes.length > 0) {
            data.get(bytes);
        }
        return bytes;
    }

    /** What the clip is. */
    public ClipFacts facts() {
        return facts;
    }

    /** Size of every frame. */
    public FrameSize size() {
        return facts.size();
    }

    /** Number of frames that {@link #frames()} gives. */
    public long frameCount() {
        return facts.count().frames();
    }

    /**
     * What decides about every bit of the frames besides the file: FFmpeg's version, the decoder and the colour rule. A
     * key for caches.
     */
    public String decoder() {
        return facts.decoder();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /**
     * Decodes from the first frame on. The source throws {@link FormatException}, with the file's name and the offset
     * of the packet, where the clip is damaged, its size or sample format changes, or it ends with another number of
     * frames than {@link #frameCount()}.
     *
     * @throws IOException where the file cannot be read
     */
    public FrameSource frames() throws IOException {
        return ClipFrames.open(this);
    }

    /**
     * The same frames in another size. Clips of luma and chroma are scaled in these, as FFmpeg's filter {@code scale}
     * would, and become RGB afterwards.
     *
     * @throws IOException where the file cannot be read
     */
    public FrameSource frames(FrameSize size, ScaleFilter filter) throws IOException {
        if (size.equals(size())) {
            return frames();
        }
        boolean yuv = format.layout().orElseThrow().isYuv();
        return yuv ? ClipFrames.scaled(this, size, filter) : ScaledFrames.of(frames(), size, filter);
    }

    SampleFormat format() {
        return format;
    }
}
