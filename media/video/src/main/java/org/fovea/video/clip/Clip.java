package org.fovea.video.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.colour.SampleReader;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.fovea.video.scale.PlaneScaler;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.scale.ScaledFrames;

/**
 * A video file, or pictures that are its frames. Holds facts only; every reading opens the file again. Safe for use by
 * several threads.
 *
 * <p>Frames are turned and mirrored as the file asks; its frame rate is not obeyed, and clips that ask to be cropped
 * are refused. Containers, codecs, colour rules and refusals are in {@code docs/video.md}.
 */
public final class Clip {
    private final ClipPath file;
    private final ClipFacts facts;
    private final Samples samples;
    private final ColourRule rule;

    private Clip(ClipPath file, ClipFacts facts, Samples samples, ColourRule rule) {
        this.file = file;
        this.facts = facts;
        this.samples = samples;
        this.rule = rule;
    }

    /**
     * What all frames have in common before they are shown.
     *
     * @param format of the samples
     * @param coded size of the decoded frame
     * @param orientation how it is shown
     * @param kind of the samples
     * @param scaled layout in which the decoder's planes can be scaled as they are; empty where frames are scaled as
     *     RGB
     */
    record Samples(
            SampleFormat format,
            FrameSize coded,
            Orientation orientation,
            SampleReader.Kind kind,
            Optional<SampleLayout> scaled) {}

    /**
     * Opens a clip, whose colours are those of its tags: reads all packets once, decodes the first frame, and all
     * frames where packets do not tell how many are shown.
     *
     * @param path of a file, of a folder of PNG or JPEG pictures, or a pattern of their names such as
     *     {@code seq/%04d.png}
     * @throws FormatException where the file is damaged, of no known kind, or has samples that no colour rule is for
     * @throws IOException where it cannot be read
     */
    public static Clip open(Path path) throws IOException {
        NotAClip.refuse(path);
        ClipPath file = ClipPath.of(path);
        long bytes = file.verify();
        FrameCount packets = countPackets(file, bytes);
        try (ClipInput input = new ClipInput(file);
                ClipDecoder decoder = new ClipDecoder(input)) {
            if (!decoder.next()) {
                throw input.beginsWithKey()
                        ? input.failure(ClipInput.STREAM, 0, "the clip shows no frame", "name one that does")
                        : input.headless();
            }
            Samples samples = samples(input, decoder);
            ColourRule rule = rule(input, samples);
            FrameCount count = packets.method() == FrameCount.Method.DECODED
                    ? new FrameCount(countFrames(decoder), FrameCount.Method.DECODED)
                    : packets;
            return new Clip(file, facts(input, samples, count, bytes), samples, rule);
        }
    }

    private static Samples samples(ClipInput input, ClipDecoder decoder) {
        AVFrame frame = decoder.frame();
        SampleFormat format = format(frame);
        FrameSize size = new FrameSize(frame.width(), frame.height());
        Orientation orientation = Orientation.of(frame)
                .orElseThrow(() -> input.failure(
                        ClipInput.CONTAINER,
                        0,
                        "the clip is to be turned by an angle that is no multiple of 90 degrees",
                        "turn it: " + input.command("-c:v ffv1")));
        SampleReader reader = SampleReader.of(format.pixelFormat(), size)
                .orElseThrow(() -> input.failure(
                        ClipInput.STREAM,
                        decoder.offset(),
                        "no colour rule for " + format,
                        "convert it: " + input.command("-pix_fmt yuv444p -c:v ffv1")));
        Optional<SampleLayout> scaled = Optional.of(reader.layout())
                .filter(layout -> reader.isPlain()
                        && orientation.equals(Orientation.UPRIGHT)
                        && (layout == SampleLayout.YUV_420
                                || layout == SampleLayout.YUV_422
                                || layout == SampleLayout.YUV_444));
        return new Samples(format, size, orientation, reader.kind(), scaled);
    }

    private static ColourRule rule(ClipInput input, Samples samples) {
        return samples.format()
                .rule(ColourChoice.TAGS, samples.kind())
                .orElseThrow(() -> input.failure(
                        ClipInput.STREAM,
                        0,
                        "no colour rule for " + samples.format(),
                        "convert it to BT.709: "
                                + input.command("-vf zscale=m=709:p=709:t=709,format=yuv444p -c:v ffv1")));
    }

    private static ClipFacts facts(ClipInput input, Samples samples, FrameCount count, long bytes) {
        SampleFormat format = samples.format();
        return new ClipFacts(
                input.container(),
                input.codec().title(),
                samples.orientation().shown(samples.coded()),
                samples.orientation().toString(),
                format.pixelFormatName(),
                format.rangeName(),
                format.matrixName(),
                format.transferName(),
                input.frameRate(),
                count,
                input.hasAudio(),
                input.codec().decoder(),
                bytes,
                input.title());
    }

    public Clip withColours(ColourChoice choice) {
        // Where the tags give a rule, the challenge does, too.
        return new Clip(
                file,
                facts,
                samples,
                samples.format().rule(choice, samples.kind()).orElseThrow());
    }

    static SampleFormat format(AVFrame frame) {
        return new SampleFormat(frame.format(), frame.color_range(), frame.colorspace(), frame.color_trc());
    }

    /** What the packets tell without a decoder. */
    private static FrameCount countPackets(ClipPath file, long fileBytes) throws IOException {
        try (ClipInput input = new ClipInput(file)) {
            HevcPictures pictures = input.codec() == Codec.HEVC ? new HevcPictures(extradata(input)) : null;
            boolean allShown = !input.codec().hidesFrames();
            long end = fileBytes;
            long packets = 0;
            while (input.next()) {
                AVPacket packet = input.packet();
                allShown &= !input.isDiscarded();
                if (pictures != null) {
                    pictures.packet(bytes(packet.data(), packet.size()));
                }
                packets++;
                end = packet.pos() + packet.size();
            }
            // FFmpeg leaves out a last frame that is not whole.
            if (input.container().equals("yuv4mpegpipe") && end != fileBytes) {
                throw input.failure(
                        ClipInput.CONTAINER, end, "truncated: the last frame is not whole", "write it to the end");
            }
            allShown &= pictures == null || pictures.allShown();
            FrameCount.Method method = allShown ? FrameCount.Method.PACKETS : FrameCount.Method.DECODED;
            return new FrameCount(packets, method);
        }
    }

    private static long countFrames(ClipDecoder decoder) throws IOException {
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

    public ClipFacts facts() {
        return facts;
    }

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
        return "FFmpeg " + NativeLibrary.version() + " " + facts.decoder() + ", " + rule.id();
    }

    public ColourRule rule() {
        return rule;
    }

    /** The file, folder or pattern that was opened. */
    public Path path() {
        return file.path();
    }

    /** SHA-256 of the file, lower-case hexadecimal digits; of pictures, that of all one after the other. */
    public String sha256() throws IOException {
        return file.sha256();
    }

    /** The same of what {@link #open(Path)} would open. */
    public static String sha256(Path path) throws IOException {
        return ClipPath.of(path).sha256();
    }

    /**
     * Decodes from the first frame on. The source throws {@link FormatException}, with the file's name and the offset
     * of the packet, where the clip is damaged, its size or sample format changes, or it ends with another number of
     * frames than {@link #frameCount()}.
     *
     * @throws IOException where the file cannot be read
     */
    public FrameSource frames() throws IOException {
        return new ClipFrames(this, size(), null);
    }

    /**
     * The same frames in another size. Clips of luma and chroma of 8 bits that are shown upright are scaled in these,
     * as FFmpeg's filter {@code scale} would, and become RGB afterwards.
     *
     * @throws IOException where the file cannot be read
     */
    public FrameSource frames(FrameSize size, ScaleFilter filter) throws IOException {
        if (size.equals(size())) {
            return frames();
        }
        if (samples.scaled().isEmpty()) {
            return ScaledFrames.of(frames(), size, filter);
        }
        return new ClipFrames(this, size, new PlaneScaler(samples.scaled().get(), size(), size, filter));
    }

    Samples samples() {
        return samples;
    }

    ClipPath file() {
        return file;
    }
}
