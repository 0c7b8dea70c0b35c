package org.fovea.codec.archive;

import org.fovea.codec.FormatException;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.StreamFormat;

/** A video stream as its own encoder wrote it; the id of the codec says how. */
public final class VideoCodec implements SectionCodec<CodedVideo> {
    private final StreamFormat format;

    /** The codec of streams of one format. */
    public VideoCodec(StreamFormat format) {
        this.format = format;
    }

    @Override
    public SectionKind kind() {
        return SectionKind.VIDEO;
    }

    @Override
    public int id() {
        return format.id();
    }

    @Override
    public String name() {
        return format.title();
    }

    @Override
    public byte[] encode(CodedVideo content, ArchiveHeader header) {
        if (content.format() != format) {
            throw new IllegalArgumentException(content.format() + " as " + format);
        }
        return content.stream().clone();
    }

    @Override
    public CodedVideo decode(byte[] stream, ArchiveHeader header) {
        if (stream.length == 0) {
            throw new FormatException(SectionKind.VIDEO.label(), 0, "an empty stream");
        }
        return new CodedVideo(format, stream.clone());
    }
}
