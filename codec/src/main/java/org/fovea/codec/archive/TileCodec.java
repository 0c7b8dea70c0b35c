package org.fovea.codec.archive;

import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;

/** Tile corrections by adaptive gaps; {@code docs/pose-and-corrections.md}. */
public final class TileCodec implements SectionCodec<TileActions> {
    @Override
    public SectionKind kind() {
        return SectionKind.TILES;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "adaptive gaps";
    }

    @Override
    public byte[] encode(TileActions content, ArchiveHeader header) {
        return TileCoder.encode(content, header.pairs(), header.tiles());
    }

    @Override
    public TileActions decode(byte[] stream, ArchiveHeader header) {
        return TileCoder.decode(stream, header.pairs(), header.tiles());
    }
}
