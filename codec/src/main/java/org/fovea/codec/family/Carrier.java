package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a frame is made for a pose network alone: a level of grey, and learnt patterns, each weighted by a number of the
 * pair. {@code docs/rendering.md} §11 fixes every operation.
 *
 * @param patterns how many, as many as a pose has numbers, 1..64
 * @param rows of each pattern, 1..128
 * @param columns of each pattern, 1..128
 * @param colours 1 where patterns are grey, 3 where they are coloured
 */
public record Carrier(int patterns, int rows, int columns, int colours) {
    /** Name of the tensor of patterns, {@code [pattern and colour][row][column]}. */
    public static final String PATTERNS = "carrier";

    /** Name of the tensor of levels, {@code [colour]}. */
    public static final String GREY = "carrier.grey";

    /** Grey levels that a unit of a pattern's sum stands for. */
    public static final float UNIT = 32;

    /** What frames are where nothing is added. */
    public static final float MIDDLE = 127.5f;

    /** A family's names for its parameters. */
    private static final List<String> NAMES =
            List.of("carrier patterns", "carrier rows", "carrier columns", "carrier colours");

    private static final int MAX_PATTERNS = 64;
    private static final int MAX_NODES = 128;
    private static final int COLOURS = 3;

    /** @throws IllegalArgumentException where a number is out of its range */
    public Carrier {
        check(patterns, MAX_PATTERNS, 0);
        check(rows, MAX_NODES, 1);
        check(columns, MAX_NODES, 2);
        check(colours, COLOURS, 3);
        if (colours == 2) {
            throw new IllegalArgumentException(NAMES.get(3) + " 2 is not 1 or 3");
        }
    }

    private static void check(int value, int most, int index) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(NAMES.get(index) + " " + value + " is not in 1.." + most);
        }
    }

    /** Names of a family's parameters, its own and then those of its carrier. */
    static List<String> named(List<String> own) {
        List<String> names = new ArrayList<>(own);
        names.addAll(NAMES);
        return List.copyOf(names);
    }

    /** A value of the parameter with this place among them, where not every small number is one. */
    static OptionalInt usual(int index) {
        return index == NAMES.size() - 1 ? OptionalInt.of(COLOURS) : OptionalInt.empty();
    }

    /** Reads the header's parameters. */
    static Carrier of(List<Integer> parameters) {
        return new Carrier(parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
    }

    /** The header's parameters. */
    List<Integer> parameters() {
        return List.of(patterns, rows, columns, colours);
    }

    /** Numbers of a pattern in one colour. */
    public int nodes() {
        return rows * columns;
    }

    /** Number of its tensors, which come before all others of a family. */
    public int tensorCount() {
        return tensors().size();
    }

    /** Its tensors, which come before all others of a family. */
    List<TensorSpec> tensors() {
        List<TensorSpec> all = new ArrayList<>();
        all.add(new TensorSpec(PATTERNS, List.of(patterns * colours, rows, columns), TensorRole.EMBEDDING, 0));
        all.add(new TensorSpec(GREY, List.of(colours), TensorRole.HEAD_BIAS, patterns));
        return all;
    }
}
