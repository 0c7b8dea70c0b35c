package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;

/**
 * Named columns of points, from which their tables are written: aligned for people, and with commas for spreadsheets.
 */
final class Columns<P> {
    private final List<Column<P>> columns = new ArrayList<>();

    private record Column<P>(String name, Function<P, ?> cell) {}

    /** Adds a column to the right; in texts, a cell is shown as that of its value. */
    Columns<P> add(String name, Function<P, ?> cell) {
        columns.add(new Column<>(name, cell));
        return this;
    }

    /**
     * A table with a line above each group.
     *
     * @param alignment a letter for each column, {@code l} or {@code r}
     */
    String table(String alignment, List<List<P>> groups) {
        Table table = Table.of(alignment).row(names().toArray(String[]::new));
        for (List<P> group : groups) {
            table.rule();
            for (P point : group) {
                table.row(texts(point).toArray(String[]::new));
            }
        }
        return table.render("  ");
    }

    /** A line of names and one for each point; texts with commas must be a {@link Text#csv}. */
    String csv(List<P> points) {
        StringBuilder out = new StringBuilder(String.join(",", names())).append('\n');
        points.forEach(point -> out.append(String.join(",", texts(point))).append('\n'));
        return out.toString();
    }

    private List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    private List<String> texts(P point) {
        return columns.stream()
                .map(column -> String.valueOf(column.cell().apply(point)))
                .toList();
    }

    static String rounded(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
