package org.fovea.app.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns: text to the left, numbers to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    private Table(boolean[] right) {
        this.right = right;
    }

    /** An empty table; {@code alignment} has a letter for each column, {@code l} or {@code r}. */
    public static Table of(String alignment) {
        boolean[] right = new boolean[alignment.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = alignment.charAt(i) == 'r';
        }
        return new Table(right);
    }

    public Table row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + right.length + " columns");
        }
        rows.add(cells.clone());
        return this;
    }

    public Table rule() {
        rows.add(new String[0]);
        return this;
    }

    /** The lines, each indented by {@code indent}. */
    public String render(String indent) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        int total = 0;
        for (int width : widths) {
            total += width + GAP.length();
        }
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            String line = row.length == 0 ? "─".repeat(total - GAP.length()) : line(row, widths);
            out.append((indent + line).stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String fill = " ".repeat(widths[i] - width(row[i]));
            line.append(right[i] ? fill + row[i] : row[i] + fill).append(GAP);
        }
        return line.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
