package org.fovea.codec.archive;

import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.FrameProgress;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.jspecify.annotations.Nullable;

/**
 * Class masks by context mixing; {@code docs/mask-coding.md}. The effort is part of the stream, so any instance decodes
 * all.
 */
public final class ClassMaskCodec implements SectionCodec<MaskFrames> {
    private final MaskEffort effort;
    private final @Nullable FrameProgress progress;

    /** A codec for decoding, or encoding with the least effort. */
    public ClassMaskCodec() {
        this(MaskEffort.FAST, null);
    }

    /**
     * A codec that encodes with this effort.
     *
     * @param progress told after each frame, or null
     */
    public ClassMaskCodec(MaskEffort effort, @Nullable FrameProgress progress) {
        this.effort = effort;
        this.progress = progress;
    }

    @Override
    public SectionKind kind() {
        return SectionKind.MASKS;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "context mixing";
    }

    @Override
    public byte[] encode(MaskFrames content, ArchiveHeader header) {
        if (!content.shape().equals(header.masks())) {
            throw new IllegalArgumentException("masks of " + content.shape() + ", the header says " + header.masks());
        }
        return ClassMaskCoder.encode(content, effort, progress);
    }

    @Override
    public MaskFrames decode(byte[] stream, ArchiveHeader header) {
        return ClassMaskCoder.decode(stream, header.masks());
    }
}
