package org.fovea.codec.archive;

import org.fovea.codec.FormatException;
import org.fovea.codec.video.PictureRule;

/** What makes frames of a video's pictures, a few bytes. */
public final class PictureCodec implements SectionCodec<PictureRule> {
    @Override
    public SectionKind kind() {
        return SectionKind.PICTURE;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public byte[] encode(PictureRule content, ArchiveHeader header) {
        if (!fits(content, header)) {
            throw new IllegalArgumentException("steps with a filter and a header without, or the other way round");
        }
        return content.toBytes();
    }

    @Override
    public PictureRule decode(byte[] stream, ArchiveHeader header) {
        PictureRule rule = PictureRule.parse(stream);
        if (!fits(rule, header)) {
            throw new FormatException(
                    kind().label(), 0, "header and steps do not agree about a filter", "the archive is damaged");
        }
        return rule;
    }

    private static boolean fits(PictureRule rule, ArchiveHeader header) {
        return header.isVideo() && rule.filters() == header.filter().isPresent();
    }
}
