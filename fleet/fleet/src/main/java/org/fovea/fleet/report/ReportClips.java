package org.fovea.fleet.report;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.fleet.table.AttemptTable;

/**
 * Reads what a report needs of a table: for each clip its newest rows, some hundred bytes each, and sums over all rows.
 */
final class ReportClips {
    /** Columns of the table that clips can be grouped by, besides those of the list of clips. */
    static final List<String> OWN_COLUMNS = List.of("profile", "host", "machine", "program");

    private static final String NEWEST =
            "SELECT *, sum(cpu_seconds) OVER (PARTITION BY clip, step, key) AS all_cpu FROM attempts"
                    + " QUALIFY row_number() OVER (PARTITION BY clip, step ORDER BY started DESC, attempt DESC) = 1";

    private ReportClips() {}

    /**
     * A clip that is not done.
     *
     * @param clip its id
     * @param uri where it is
     * @param step that failed
     * @param outcome of the newest attempt
     * @param error of it
     */
    record Failed(String clip, String uri, String step, String outcome, String error) {}

    /** Clips with a row of step compress, in order of their ids. */
    static List<ReportClip> read(AttemptTable table) throws IOException {
        Map<String, Double> other = new HashMap<>();
        table.ask(
                "SELECT clip, score FROM (" + NEWEST + ") WHERE step = 'score' AND score IS NOT NULL",
                row -> other.put(row.getString(1), row.getDouble(2)));
        List<ReportClip> clips = new ArrayList<>();
        table.ask(
                "SELECT clip, uri, clip_sha256, evaluators_sha256, outcome = 'done', clip_bytes, archive_bytes, "
                        + "archive_sha256,"
                        + " score, segmentation, pose, rate, video_seconds, all_cpu, peak_bytes, "
                        + "map_keys(columns), map_values(columns), "
                        + String.join(", ", OWN_COLUMNS)
                        + ", evaluators, base_sha256, base_bytes, count(*) OVER (PARTITION BY base_sha256),"
                        + " figures['baseTrial.with'] / figures['baseTrial.without'] FROM ("
                        + NEWEST + ") WHERE step = 'compress' ORDER BY clip",
                row -> clips.add(clip(row, other)));
        return clips;
    }

    private static ReportClip clip(ResultSet row, Map<String, Double> other) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        for (int i = 0; i < OWN_COLUMNS.size(); i++) {
            String value = row.getString(18 + i);
            columns.put(OWN_COLUMNS.get(i), value == null ? "" : value);
        }
        List<String> names = texts(row, 16);
        List<String> values = texts(row, 17);
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), values.get(i));
        }
        int next = 18 + OWN_COLUMNS.size();
        String base = row.getString(next + 1);
        boolean done = row.getBoolean(5);
        String clip = row.getString(1);
        String archive = row.getString(8);
        return new ReportClip(
                clip,
                columns,
                row.getString(2),
                row.getString(3),
                row.getString(next),
                row.getString(4),
                done,
                row.getLong(6),
                row.getLong(7),
                archive == null ? "" : archive,
                number(row, 9),
                number(row, 10),
                number(row, 11),
                number(row, 12),
                Optional.ofNullable(other.get(clip)),
                row.getDouble(13),
                row.getDouble(14),
                row.getLong(15),
                base == null
                        ? Optional.empty()
                        : Optional.of(new ReportClip.Base(
                                base, row.getLong(next + 2), Math.toIntExact(row.getLong(next + 3)))),
                number(row, next + 4));
    }

    private static Optional<Double> number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() || !Double.isFinite(value) ? Optional.empty() : Optional.of(value);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        if (row.getArray(column) != null && row.getArray(column).getArray() instanceof Object[] all) {
            for (Object each : all) {
                texts.add(String.valueOf(each));
            }
        }
        return texts;
    }

    /** Steps whose newest row is not done, in order of the clips. */
    static List<Failed> failed(AttemptTable table) throws IOException {
        List<Failed> failed = new ArrayList<>();
        table.ask(
                "SELECT clip, uri, step, outcome, coalesce(error, '') FROM (" + NEWEST
                        + ") WHERE outcome <> 'done' ORDER BY clip, step",
                row -> failed.add(new Failed(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))));
        return failed;
    }
}
