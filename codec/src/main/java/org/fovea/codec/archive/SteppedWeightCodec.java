package org.fovea.codec.archive;

import org.fovea.codec.weights.SteppedCoder;
import org.fovea.codec.weights.WeightSet;

/** Renderer weights of eight bits with one step for each tensor; {@code docs/weight-coding.md} §11. */
public final class SteppedWeightCodec implements SectionCodec<WeightSet> {
    @Override
    public SectionKind kind() {
        return SectionKind.WEIGHTS;
    }

    @Override
    public int id() {
        return 2;
    }

    @Override
    public String name() {
        return "mixed contexts";
    }

    @Override
    public byte[] encode(WeightSet content, ArchiveHeader header) {
        return SteppedCoder.encode(content.tensors(), header.tensors());
    }

    @Override
    public WeightSet decode(byte[] stream, ArchiveHeader header) {
        return SteppedCoder.decode(stream, header.tensors());
    }
}
