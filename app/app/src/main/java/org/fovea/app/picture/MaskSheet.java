package org.fovea.app.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.codec.mask.MaskShape;

/** Draws mask frames in a grid, each with a caption, and under them a legend of the classes with their shares. */
public final class MaskSheet {
    private static final int MOST_LISTED = 16;
    private static final int MARGIN = 16;
    private static final int GAP = 12;
    private static final int TEXT = 2;
    private static final int LINE = PixelFont.HEIGHT * TEXT + 8;
    private static final int SWATCH = 18;
    private static final int ONE_FRAME_SIDE = 768;
    private static final int SHEET_FRAME_SIDE = 320;

    /** At least as wide as any entry of the legend. */
    private static final int LEGEND_WIDTH = 400;

    private final MaskShape shape;
    private final List<String> names;
    private final int columns;
    private final int up;
    private final int down;

    /**
     * One frame of the sheet.
     *
     * @param caption written above it
     * @param classIds height·width class ids, row by row
     */
    public record Tile(String caption, byte[] classIds) {}

    private MaskSheet(MaskShape shape, int count, int columns, List<String> names) {
        int aim = count == 1 ? ONE_FRAME_SIDE : SHEET_FRAME_SIDE;
        int longer = Math.max(shape.width(), shape.height());
        int shorter = Math.min(shape.width(), shape.height());
        this.shape = shape;
        this.names = names;
        this.columns = Math.min(columns, count);
        this.up = Math.max(1, aim / longer);
        this.down = Math.clamp(Math.ceilDiv(longer, 2 * aim), 1, shorter);
    }

    /**
     * Draws tiles from left to right and top to bottom. Small frames are enlarged and large ones reduced by a whole
     * factor, without mixing pixels.
     *
     * @param names of the classes; where there are none, numbers stand for them
     */
    public static Picture draw(MaskShape shape, List<Tile> tiles, int columns, List<String> names) {
        return new MaskSheet(shape, tiles.size(), columns, names).draw(tiles);
    }

    /** About how many pixels a picture of {@code count} frames will have; exact but for the legend. */
    public static long pixels(MaskShape shape, int count, int columns) {
        MaskSheet sheet = new MaskSheet(shape, count, columns, List.of());
        long rows = Math.ceilDiv(count, sheet.columns);
        long width = Math.max(LEGEND_WIDTH, (long) sheet.columns * (sheet.tileWidth() + GAP)) + 2 * MARGIN;
        long height = rows * (LINE + sheet.tileHeight() + GAP) + 2 * MARGIN + LINE;
        return width * height;
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

    private Picture draw(List<Tile> tiles) {
        int tileWidth = tileWidth();
        int tileHeight = tileHeight();
        int rows = Math.ceilDiv(tiles.size(), columns);
        long[] counts = new long[shape.classes()];
        for (Tile tile : tiles) {
            for (byte id : tile.classIds()) {
                counts[id & 0xff]++;
            }
        }
        int[] listed = listed(counts);
        List<String> entries = entries(listed, counts);
        int widest = entries.stream().mapToInt(MaskSheet::entryWidth).max().orElse(0);
        int inner = Math.max(columns * (tileWidth + GAP) - GAP, widest);
        int legendTop = MARGIN + rows * (LINE + tileHeight + GAP);
        int legendRows = legend(Optional.empty(), listed, entries, legendTop, inner);
        Picture picture = new Picture(inner + 2 * MARGIN, legendTop + legendRows * LINE + MARGIN - 4);
        for (int i = 0; i < tiles.size(); i++) {
            int left = MARGIN + i % columns * (tileWidth + GAP);
            int top = MARGIN + i / columns * (LINE + tileHeight + GAP);
            picture.text(left, top, tiles.get(i).caption(), TEXT);
            paint(picture, left, top + LINE, tileWidth, tileHeight, tiles.get(i).classIds());
        }
        legend(Optional.of(picture), listed, entries, legendTop, inner);
        return picture;
    }

    private int tileWidth() {
        return shape.width() / down * up;
    }

    private int tileHeight() {
        return shape.height() / down * up;
    }

    private void paint(Picture picture, int left, int top, int columns, int rows, byte[] ids) {
        for (int y = 0; y < rows; y += up) {
            for (int x = 0; x < columns; x += up) {
                int id = ids[y / up * down * shape.width() + x / up * down] & 0xff;
                picture.fill(left + x, top + y, up, up, Palette.index(id));
            }
        }
    }

    /** Classes of the legend: all of few, those that occur of many. */
    private static int[] listed(long[] counts) {
        return IntStream.range(0, counts.length)
                .filter(id -> counts.length <= MOST_LISTED || counts[id] > 0)
                .toArray();
    }

    private List<String> entries(int[] listed, long[] counts) {
        long total = Arrays.stream(counts).sum();
        List<String> entries = new ArrayList<>();
        for (int id : listed) {
            String name = id < names.size() ? names.get(id) : "class " + id;
            entries.add(name + String.format(Locale.ROOT, " %.1f %%", 100.0 * counts[id] / total));
        }
        return entries;
    }

    private static int entryWidth(String entry) {
        return SWATCH + 8 + PixelFont.width(entry) * TEXT;
    }

    /** Writes the legend like words into lines, on a picture or, to count its lines, on none. */
    private static int legend(Optional<Picture> picture, int[] listed, List<String> entries, int top, int inner) {
        int x = 0;
        int row = 0;
        for (int i = 0; i < listed.length; i++) {
            int width = entryWidth(entries.get(i));
            if (x > 0 && x + width > inner) {
                x = 0;
                row++;
            }
            if (picture.isPresent()) {
                int left = MARGIN + x;
                int y = top + row * LINE;
                picture.get().fill(left, y, SWATCH, SWATCH, Palette.INK);
                picture.get().fill(left + 1, y + 1, SWATCH - 2, SWATCH - 2, Palette.index(listed[i]));
                picture.get().text(left + SWATCH + 8, y + 2, entries.get(i), TEXT);
            }
            x += width + 2 * GAP;
        }
        return row + 1;
    }
}
