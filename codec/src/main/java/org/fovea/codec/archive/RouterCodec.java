package org.fovea.codec.archive;

import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;

/** Router actions by adaptive frequencies; {@code docs/pose-and-corrections.md}. */
public final class RouterCodec implements SectionCodec<RouterActions> {
    @Override
    public SectionKind kind() {
        return SectionKind.ROUTER;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public byte[] encode(RouterActions content, ArchiveHeader header) {
        if (content.actions().length != header.pairs()) {
            throw new IllegalArgumentException("router actions do not fit the header");
        }
        return RouterCoder.encode(content);
    }

    @Override
    public RouterActions decode(byte[] stream, ArchiveHeader header) {
        return RouterCoder.decode(stream, header.pairs());
    }
}
