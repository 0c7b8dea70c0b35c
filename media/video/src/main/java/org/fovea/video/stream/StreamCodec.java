package org.fovea.video.stream;

import org.fovea.codec.FormatException;

/** A codec, with the one decoder that its streams are decoded with. Archives hold AV1; the others are anchors. */
public enum StreamCodec {
    /** AV1; libaom decodes it and applies film grain as the stream says. */
    AV1("AV1", "libaom-av1", "libsvtav1", "SVT-AV1", "obu"),
    /** H.265; FFmpeg decodes it, as those below. */
    HEVC("HEVC", "hevc", "libx265", "x265", "hevc"),
    /** H.266. */
    VVC("VVC", "vvc", "libvvenc", "VVenC", "vvc"),
    /** H.264. */
    H264("H.264", "h264", "libx264", "x264", "h264");

    /** The part of an archive that errors name. */
    public static final String SECTION = "video";

    /** Frames that may be coded for each that is shown. Encoders hide one for several; more would only cost time. */
    private static final int MAX_CODED = 4;

    private final String title;
    private final String decoder;

    /** FFmpeg's name of the usual encoder, and its own name. */
    final String encoder;

    final String encoderTitle;

    /** FFmpeg's name of the stream without a container. */
    final String format;

    StreamCodec(String title, String decoder, String encoder, String encoderTitle, String format) {
        this.title = title;
        this.decoder = decoder;
        this.encoder = encoder;
        this.encoderTitle = encoderTitle;
        this.format = format;
    }

    /**
     * Of AV1 the smallest form that decodes to exactly the same pictures; see {@code docs/video.md}. Stripping it again
     * changes nothing. Other streams stay as they are.
     *
     * @param raw an elementary stream: AV1 in OBUs with sizes, the others with start codes
     * @throws FormatException where it is none, or its frames belong to layers
     */
    public byte[] stored(byte[] raw) {
        return this == AV1 ? BareAv1Stream.strip(SECTION, raw) : raw;
    }

    /** Cuts a stored stream, having checked what can be checked without a decoder. */
    StreamUnits units(byte[] stored, AnnouncedStream announced) {
        if (this != AV1) {
            ParsedStream stream = new ParsedStream(decoder, stored);
            verifyCount(stream.count(), announced);
            return stream;
        }
        BareAv1Stream stream = BareAv1Stream.parse(SECTION, stored);
        verify(stream.header(), announced);
        verifyCount(stream.count(), announced);
        if (stream.codedFrames() > MAX_CODED * (announced.frames() + 1L)) {
            throw new FormatException(
                    SECTION,
                    0,
                    stream.codedFrames() + " coded frames for " + announced.frames() + " pictures are too many");
        }
        return stream;
    }

    /** For display. */
    public String title() {
        return title;
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
        boolean quartered = !header.monochrome() && header.halfHeightChroma();
        if (!quartered || header.bitDepth() != announced.bitDepth()) {
            throw announced.mismatch(0, header.format());
        }
    }

    private static void verifyCount(int units, AnnouncedStream announced) {
        if (units != announced.frames()) {
            throw announced.mismatch(0, units + " frames");
        }
    }
}
