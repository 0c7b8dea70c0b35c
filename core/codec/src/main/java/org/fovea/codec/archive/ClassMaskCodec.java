package org.fovea.codec.archive;

import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.RestartableMasks;
import org.jspecify.annotations.Nullable;

/**
 * Class masks by context mixing, with restart points or without: two codecs; {@code docs/mask-coding.md}. Effort and
 * interval are part of the stream, so any instance of a codec decodes all of its streams.
 */
public final class ClassMaskCodec implements SectionCodec<MaskFrames> {
    private final MaskEffort effort;
    private final @Nullable ProgressListener progress;
    /** Frames from one restart point to the next, 0 for none. */
    private final int interval;

    /** A codec for decoding, or encoding with the least effort. */
    public ClassMaskCodec() {
        this(MaskEffort.FAST, null);
    }

    /**
     * A codec that encodes with this effort.
     *
     * @param progress called after each frame, or null
     */
    public ClassMaskCodec(MaskEffort effort, @Nullable ProgressListener progress) {
        this(effort, progress, 0);
    }

    private ClassMaskCodec(MaskEffort effort, @Nullable ProgressListener progress, int interval) {
        this.effort = effort;
        this.progress = progress;
        this.interval = interval;
    }

    /**
     * The same with restart points.
     *
     * @param pairs from one to the next, up to {@link RestartableMasks#MAX_INTERVAL}; 0 for none
     */
    public ClassMaskCodec withRestarts(int pairs) {
        if (pairs < 0 || pairs > RestartableMasks.MAX_INTERVAL) {
            throw new IllegalArgumentException("restart points every " + pairs + " pairs");
        }
        return new ClassMaskCodec(effort, progress, pairs);
    }

    @Override
    public SectionKind kind() {
        return SectionKind.MASKS;
    }

    @Override
    public int id() {
        return interval == 0 ? 1 : 2;
    }

    @Override
    public String name() {
        return interval == 0 ? "context mixing" : "context mixing, restarts";
    }

    @Override
    public byte[] encode(MaskFrames content, ArchiveHeader header) {
        if (!content.shape().equals(header.masks())) {
            throw new IllegalArgumentException("masks of " + content.shape() + ", the header says " + header.masks());
        }
        return interval == 0
                ? ClassMaskCoder.encode(content, effort, progress)
                : RestartableMasks.encode(content, effort, interval, progress);
    }

    @Override
    public MaskFrames decode(byte[] stream, ArchiveHeader header) {
        return interval == 0
                ? ClassMaskCoder.decode(stream, header.masks())
                : RestartableMasks.decode(stream, header.masks());
    }
}
