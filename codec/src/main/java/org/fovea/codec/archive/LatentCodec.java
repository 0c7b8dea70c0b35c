package org.fovea.codec.archive;

import org.fovea.codec.FormatException;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;

/** Latent numbers by regressions that learn while they code; {@code docs/latent-coding.md}. */
public final class LatentCodec implements SectionCodec<LatentTrack> {
    @Override
    public SectionKind kind() {
        return SectionKind.LATENTS;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "regression mixture";
    }

    @Override
    public byte[] encode(LatentTrack content, ArchiveHeader header) {
        if (content.pairs() != header.pairs() || content.dimensions() != header.latentDimensions()) {
            throw new IllegalArgumentException("latent numbers do not fit the header");
        }
        return LatentCoder.encode(content);
    }

    @Override
    public LatentTrack decode(byte[] stream, ArchiveHeader header) {
        int dimensions = header.latentDimensions();
        if (dimensions == 0) {
            throw new FormatException(kind().label(), 0, "the renderer has no latent numbers");
        }
        return LatentCoder.decode(stream, header.pairs(), dimensions);
    }
}
