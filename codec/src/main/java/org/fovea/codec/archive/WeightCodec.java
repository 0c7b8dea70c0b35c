package org.fovea.codec.archive;

import java.util.List;
import org.fovea.codec.weights.QuantisedTensor;
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
        return WeightCoder.encode(content.tensors(), header.tensors());
    }

    @Override
    public WeightSet decode(byte[] stream, ArchiveHeader header) {
        List<QuantisedTensor> tensors = WeightCoder.decode(stream, header.tensors());
        return new WeightSet(tensors);
    }
}
