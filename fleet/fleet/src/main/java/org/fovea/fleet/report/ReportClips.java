package org.fovea.fleet.report;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.fleet.table.AttemptTable;

/**
 * Reads what a report needs of a table: for each clip its newest rows, some hundred bytes each, and sums over all rows.
 */
final class ReportClips {
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
                "SELECT clip, coalesce(profile, ''), outcome = 'done', clip_bytes, archive_bytes, score, segmentation, "
                        + "pose, rate, video_seconds, all_cpu, peak_bytes, base_sha256, base_bytes, "
                        + "count(*) OVER (PARTITION BY base_sha256), "
                        + "figures['baseTrial.with'] / figures['baseTrial.without'] FROM ("
                        + NEWEST + ") WHERE step = 'compress' ORDER BY clip",
                row -> clips.add(clip(row, other)));
        return clips;
    }

    private static ReportClip clip(ResultSet row, Map<String, Double> other) throws SQLException {
        String clip = row.getString(1);
        String base = row.getString(13);
        return new ReportClip(
                clip,
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getLong(5),
                number(row, 6),
                number(row, 7),
                number(row, 8),
                number(row, 9),
                Optional.ofNullable(other.get(clip)),
                row.getDouble(10),
                row.getDouble(11),
                row.getLong(12),
                base == null
                        ? Optional.empty()
                        : Optional.of(new ReportClip.Base(base, row.getLong(14), Math.toIntExact(row.getLong(15)))),
                number(row, 16));
    }

    private static Optional<Double> number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() || !Double.isFinite(value) ? Optional.empty() : Optional.of(value);
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
