package org.fovea.site.player;

import java.util.ArrayList;
import java.util.List;

/**
 * What class maps show.
 *
 * @param columns pixels of a row
 * @param rows number of rows
 * @param names of the classes, by number
 * @param colours that each class is drawn in, as in {@code #3b4a6b}, as many as names
 * @param second whether the maps are of a pair's second frame, else of its first
 */
public record ClassLegend(int columns, int rows, List<String> names, List<String> colours, boolean second) {
    /** Copies. */
    public ClassLegend {
        names = List.copyOf(names);
        colours = List.copyOf(colours);
        if (columns < 1 || rows < 1 || names.isEmpty() || colours.size() != names.size()) {
            throw new IllegalArgumentException(
                    "class maps of " + columns + "×" + rows + " with " + names.size() + " classes");
        }
    }

    /** Names for classes that nobody named: "class 0" and so on. */
    public static List<String> numbered(int classes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add("class " + i);
        }
        return names;
    }

    /** Pixels of a map. */
    public int pixels() {
        return columns * rows;
    }
}
