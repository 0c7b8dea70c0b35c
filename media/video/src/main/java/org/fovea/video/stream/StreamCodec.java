package org.fovea.video.stream;

import org.fovea.codec.FormatException;
import org.fovea.codec.video.StreamFormat;
import org.fovea.video.colour.SampleLayout;
import org.jspecify.annotations.Nullable;

/** A codec of stored streams, with the one decoder that they are decoded with. */
public enum StreamCodec {
    /** AV1; libaom decodes it and applies film grain as the stream says. */
    AV1(StreamFormat.AV1, "AV1", "libaom-av1", null),
    /** H.265; FFmpeg decodes it. */
    HEVC(StreamFormat.HEVC, "HEVC", "hevc", NalSyntax.HEVC),
    /** H.266; FFmpeg decodes it. */
    VVC(StreamFormat.VVC, "VVC", "vvc", NalSyntax.VVC),
    /** H.264, which no archive holds: only an anchor; FFmpeg decodes it. */
    H264(null, "H.264", "h264", NalSyntax.H264);

    /** The part of an archive that errors name. */
    public static final String SECTION = "video";

    /** Frames that may be coded for each that is shown. Encoders hide one for several; more would only cost time. */
    private static final int MAX_CODED = 4;

    private static final int MAX_SLICES = 64;

    private final @Nullable StreamFormat format;
    private final String title;
    private final String decoder;
    /** Null for AV1. */
    private final @Nullable NalSyntax syntax;

    StreamCodec(@Nullable StreamFormat format, String title, String decoder, @Nullable NalSyntax syntax) {
        this.format = format;
        this.title = title;
        this.decoder = decoder;
        this.syntax = syntax;
    }

    /**
     * The smallest form that decodes to exactly the same pictures; see {@code docs/video.md}. Stripping it again
     * changes nothing.
     *
     * @param raw an elementary stream: AV1 in OBUs with sizes, the others with start codes
     * @throws FormatException where it is none, or its frames belong to layers
     */
    public byte[] stored(byte[] raw) {
        return syntax == null ? BareAv1Stream.strip(SECTION, raw) : NalStream.strip(raw, syntax);
    }

    /** Cuts a stored stream, having checked what can be checked without a decoder. */
    StreamUnits units(byte[] stored, AnnouncedStream announced) {
        if (syntax != null) {
            NalStream stream = NalStream.parse(stored, syntax, announced.size());
            verifyCount(stream.count(), announced);
            verifyWork("slices", stream.slices(), MAX_SLICES, announced);
            return stream;
        }
        BareAv1Stream stream = BareAv1Stream.parse(SECTION, stored);
        verify(stream.header(), announced);
        verifyCount(stream.count(), announced);
        verifyWork("frames", stream.codedFrames(), MAX_CODED, announced);
        return stream;
    }

    /** For display. */
    public String title() {
        return title;
    }

    /**
     * How archives name it.
     *
     * @throws IllegalStateException where none holds it
     */
    public StreamFormat format() {
        if (format == null) {
            throw new IllegalStateException("no archive holds " + title);
        }
        return format;
    }

    /** The codec of a format of archives. */
    public static StreamCodec of(StreamFormat format) {
        return switch (format) {
            case AV1 -> AV1;
            case HEVC -> HEVC;
            case VVC -> VVC;
        };
    }

    /** FFmpeg's name of the decoder. */
    String decoder() {
        return decoder;
    }

    private static void verify(SequenceHeader header, AnnouncedStream announced) {
        if (header.width() != announced.size().width()
                || header.height() != announced.size().height()) {
            throw announced.mismatch(0, header.width() + "×" + header.height());
        }
        SampleLayout layout = header.monochrome()
                ? null
                : header.halfHeightChroma()
                        ? SampleLayout.YUV_420
                        : header.halfWidthChroma() ? SampleLayout.YUV_422 : SampleLayout.YUV_444;
        if (layout != announced.layout() || header.bitDepth() != announced.bitDepth()) {
            throw announced.mismatch(0, header.format());
        }
    }

    private static void verifyCount(int units, AnnouncedStream announced) {
        if (units != announced.frames()) {
            throw announced.mismatch(0, units + " frames");
        }
    }

    private static void verifyWork(String what, int number, int mostEach, AnnouncedStream announced) {
        if (number > (long) mostEach * announced.frames() + mostEach) {
            throw new FormatException(
                    SECTION, 0, number + " coded " + what + " for " + announced.frames() + " pictures are too many");
        }
    }
}
