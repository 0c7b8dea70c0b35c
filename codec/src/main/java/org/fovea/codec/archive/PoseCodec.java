package org.fovea.codec.archive;

import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;

/** Poses by a mixture of predictors; {@code docs/pose-and-corrections.md}. */
public final class PoseCodec implements SectionCodec<PoseTrack> {
    @Override
    public SectionKind kind() {
        return SectionKind.POSES;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "predictor mixture";
    }

    @Override
    public byte[] encode(PoseTrack content, ArchiveHeader header) {
        if (content.pairs() != header.pairs() || content.dimensions() != header.poseDimensions()) {
            throw new IllegalArgumentException("poses do not fit the header");
        }
        return PoseCoder.encode(content);
    }

    @Override
    public PoseTrack decode(byte[] stream, ArchiveHeader header) {
        return PoseCoder.decode(stream, header.pairs(), header.poseDimensions());
    }
}
