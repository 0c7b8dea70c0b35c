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
 * @param seen frames of a pair that there are maps of
 */
public record ClassLegend(int columns, int rows, List<String> names, List<String> colours, Seen seen) {
    /** Frames of a pair that the segmentation network looks at. */
    public enum Seen {
        FIRST,
        SECOND,
        /** Both, in a sequence. */
        BOTH;

        /** Maps of a pair. */
        public int maps() {
            return this == BOTH ? 2 : 1;
        }

        /** Which frame stands for the pair where only one is shown: 0 or 1. */
        public int shown() {
            return this == FIRST ? 0 : 1;
        }
    }

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

    /** What class maps are of, in words. */
    public String mapped() {
        return switch (seen) {
            case FIRST -> "the first frame of a pair";
            case SECOND -> "the second frame of a pair";
            case BOTH -> "every frame";
        };
    }

    public int pixels() {
        return columns * rows;
    }
}
