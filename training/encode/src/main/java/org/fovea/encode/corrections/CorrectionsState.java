package org.fovea.encode.corrections;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.correction.TileAction;
import org.fovea.evaluate.score.Distortion;

/** How far {@link CorrectionsStage} is. */
final class CorrectionsState {
    private final String identity;

    /** Actions of tiles that are tried on all pairs, once they are known. */
    Optional<int[]> tilePalette = Optional.empty();

    /** Edits of tiles that were kept, of the first pairs. */
    final List<List<TileSearch.Kept>> tiles = new ArrayList<>();

    /** Actions of whole frames that are tried on all pairs, once they are known. */
    Optional<int[]> framePalette = Optional.empty();

    /** What they give, of the first pairs. */
    final List<List<Distortion>> frames = new ArrayList<>();

    /** The state of the search for poses that follows. */
    byte[] poses = {};

    CorrectionsState(String identity) {
        this.identity = identity;
    }

    byte[] toBytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(identity);
            writePalette(out, tilePalette);
            out.writeInt(tiles.size());
            for (List<TileSearch.Kept> pair : tiles) {
                out.writeInt(pair.size());
                for (TileSearch.Kept kept : pair) {
                    out.writeInt(kept.action().tile());
                    out.writeInt(kept.action().pair());
                    out.writeInt(kept.action().action());
                    out.writeDouble(kept.pixels());
                }
            }
            writePalette(out, framePalette);
            out.writeInt(frames.size());
            for (List<Distortion> costs : frames) {
                out.writeInt(costs.size());
                for (Distortion cost : costs) {
                    out.writeDouble(cost.segmentation());
                    out.writeDouble(cost.pose());
                }
            }
            out.writeInt(poses.length);
            out.write(poses);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A saved state of the same work, if it is one. */
    static Optional<CorrectionsState> parse(byte[] bytes, String identity) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        CorrectionsState state = new CorrectionsState(identity);
        if (!in.readUTF().equals(identity)) {
            return Optional.empty();
        }
        state.tilePalette = readPalette(in);
        int tilePairs = in.readInt();
        for (int pair = 0; pair < tilePairs; pair++) {
            List<TileSearch.Kept> all = new ArrayList<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                TileAction action = new TileAction(in.readInt(), in.readInt(), in.readInt());
                all.add(new TileSearch.Kept(action, in.readDouble()));
            }
            state.tiles.add(all);
        }
        state.framePalette = readPalette(in);
        int framePairs = in.readInt();
        for (int pair = 0; pair < framePairs; pair++) {
            int count = in.readInt();
            List<Distortion> costs = new ArrayList<>();
            for (int a = 0; a < count; a++) {
                costs.add(new Distortion(in.readDouble(), in.readDouble()));
            }
            state.frames.add(costs);
        }
        state.poses = in.readNBytes(in.readInt());
        return Optional.of(state);
    }

    private static void writePalette(DataOutputStream out, Optional<int[]> palette) throws IOException {
        out.writeInt(palette.isPresent() ? palette.get().length : -1);
        for (int action : palette.orElseGet(() -> new int[0])) {
            out.writeInt(action);
        }
    }

    private static Optional<int[]> readPalette(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return Optional.empty();
        }
        int[] palette = new int[length];
        for (int i = 0; i < length; i++) {
            palette[i] = in.readInt();
        }
        return Optional.of(palette);
    }
}
