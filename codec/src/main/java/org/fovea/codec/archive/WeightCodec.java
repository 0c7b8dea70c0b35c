package org.fovea.codec.archive;

import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;

/** Renderer weights by mixtures of distributions; {@code docs/weight-coding.md}. */
public final class WeightCodec implements SectionCodec<WeightSet> {
    @Override
    public SectionKind kind() {
        return SectionKind.WEIGHTS;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "grid Bayes";
    }

    @Override
    public byte[] encode(WeightSet content, ArchiveHeader header) {
        return WeightCoder.encode(content, header.tensors());
    }

    @Override
    public WeightSet decode(byte[] stream, ArchiveHeader header) {
        return WeightCoder.decodeSet(stream, header.tensors());
    }
}
