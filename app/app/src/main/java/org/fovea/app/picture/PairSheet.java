package org.fovea.app.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.fovea.app.picture.FrameSheet.Tile;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairReader;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.video.FrameSource;

/**
 * Pairs below each other: the frame that the segmentation network looks at, original and drawn, the classes that it
 * sees in both, and where these differ.
 */
public final class PairSheet {
    private static final int COLUMNS = 5;

    private final SegmentationEvaluator network;
    private final int tileWidth;
    private final List<Tile> tiles = new ArrayList<>();
    private int tileHeight = 1;

    /**
     * An empty sheet.
     *
     * @param tileWidth columns that each frame takes on it, at least 1
     */
    public PairSheet(SegmentationEvaluator network, int tileWidth) {
        this.network = network;
        this.tileWidth = tileWidth;
    }

    /**
     * {@code count} indexes at equal distances over {@code frames} frames, the first and the last among them; all if
     * there are fewer.
     */
    public static List<Integer> spread(int frames, int count) {
        int number = Math.min(frames, count);
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            indexes.add(number == 1 ? 0 : (int) ((long) i * (frames - 1) / (number - 1)));
        }
        return indexes;
    }

    /**
     * The pairs of some numbers, in this order; closes the source.
     *
     * @param numbers rising
     * @throws IOException where there are fewer pairs
     */
    public static List<FramePair> read(FrameSource source, Collection<Integer> numbers) throws IOException {
        List<FramePair> found = new ArrayList<>();
        try (source) {
            PairReader reader = new PairReader(source, false);
            int next = 0;
            for (int number : numbers) {
                reader.skip(number - next);
                FramePair pair = reader.next();
                if (pair == null) {
                    throw new IOException("the frames end before pair " + number);
                }
                found.add(pair);
                next = number + 1;
            }
        }
        return found;
    }

    /** Adds a pair; the network is asked what it sees in the original. */
    public void add(String name, FramePair original, FramePair drawn) {
        add(name, original, lastMap(original), drawn);
    }

    /**
     * Adds a pair.
     *
     * @param name above its first picture, of about ten letters
     * @param wanted class of each pixel of the frame that is shown, as the network sees it in the original
     */
    public void add(String name, FramePair original, byte[] wanted, FramePair drawn) {
        boolean first = network.frames() == FrameChoice.FIRST;
        int width = original.size().width();
        int height = original.size().height();
        tileHeight = Math.max(1, (int) ((long) tileWidth * height / width));
        byte[] seen = lastMap(drawn);
        tiles.add(new Tile(
                name + (first ? ", frame 1" : ", frame 2"),
                width,
                height,
                first ? original.first() : original.second()));
        tiles.add(new Tile("drawn", width, height, first ? drawn.first() : drawn.second()));
        tiles.add(classes("classes", wanted));
        tiles.add(classes("classes of drawn", seen));
        tiles.add(errors(wanted, seen));
    }

    public byte[] png() {
        return FrameSheet.draw(tiles, COLUMNS, tileWidth, tileHeight);
    }

    private Tile classes(String caption, byte[] map) {
        return Tile.ofClasses(caption, network.columns(), network.rows(), map);
    }

    /** Pixels of another class in red, the others in a shade of their class. */
    private Tile errors(byte[] wanted, byte[] seen) {
        byte[] rgb = new byte[3 * wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            boolean same = wanted[i] == seen[i];
            int shade = same ? 235 - 12 * Math.min(wanted[i] & 0xff, 8) : 30;
            rgb[3 * i] = (byte) (same ? shade : 200);
            rgb[3 * i + 1] = (byte) shade;
            rgb[3 * i + 2] = (byte) shade;
        }
        return new Tile("errors", network.columns(), network.rows(), rgb);
    }

    /** The last map where the network looks at both frames. */
    private byte[] lastMap(FramePair pair) {
        byte[] maps = network.classMaps(pair);
        return Arrays.copyOfRange(maps, maps.length - network.rows() * network.columns(), maps.length);
    }
}
