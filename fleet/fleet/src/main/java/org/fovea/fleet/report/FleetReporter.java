package org.fovea.fleet.report;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fovea.fleet.report.FleetReport.BaseUse;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Distribution;
import org.fovea.fleet.report.FleetReport.Failure;
import org.fovea.fleet.report.FleetReport.Listed;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.table.Sql;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.plot.Histogram;

public final class FleetReporter {
    private static final int MAX_BARS = 40;
    private static final int MAX_LISTED = 200;
    private static final int MAX_FAILURES = 20;
    private static final int MAX_EXAMPLES = 3;

    /** Clips with a row of step compress; each that needs a base bears the same share of its bytes. */
    private static final String CLIPS = """
            CREATE OR REPLACE TEMP TABLE clips AS
            SELECT clip, coalesce(profile, '') AS profile, outcome = 'done' AS done, clip_bytes,
                coalesce(archive_bytes, 0) AS archive_bytes, score, segmentation, pose, rate, other_score,
                coalesce(video_seconds, 0) AS video_seconds, all_cpu, peak_bytes, coalesce(base_sha256, '') AS base,
                coalesce(base_bytes, 0) AS base_bytes,
                figures['baseTrial.with'] / figures['baseTrial.without'] AS trial,
                CASE WHEN base = '' THEN 0 ELSE (coalesce(base_bytes, 0) + beside - 1) // beside END AS share,
                coalesce(archive_bytes, 0) + share AS charged
            FROM (SELECT *, count(*) OVER (PARTITION BY base_sha256) AS beside FROM newest WHERE step = 'compress')
            LEFT JOIN (SELECT clip, score AS other_score FROM newest WHERE step = 'score') USING (clip)""";

    private static final String COST = """
            SELECT (SELECT coalesce(sum(cpu_seconds), 0) / 3600 FROM attempts),
                (SELECT coalesce(sum(cpu_seconds), 0) / 3600 FROM attempts WHERE outcome <> 'done'),
                hours, cpu_seconds / 3600 / hours, bytes,
                (SELECT coalesce(sum(base_bytes), 0)::BIGINT
                    FROM (SELECT DISTINCT base, base_bytes FROM clips WHERE done AND base <> '')),
                clip_bytes, timed_bytes / hours, CASE WHEN based THEN timed_charged / hours END, peak_bytes
            FROM (SELECT coalesce(sum(video_seconds) FILTER (timed), 0) / 3600 AS hours,
                    sum(all_cpu) FILTER (timed) AS cpu_seconds, sum(archive_bytes) FILTER (timed) AS timed_bytes,
                    sum(charged) FILTER (timed) AS timed_charged, bool_or(base <> '') AS based,
                    coalesce(sum(archive_bytes) FILTER (done), 0)::BIGINT AS bytes,
                    coalesce(sum(clip_bytes) FILTER (done), 0)::BIGINT AS clip_bytes, max(peak_bytes) AS peak_bytes
                FROM (SELECT *, done AND video_seconds > 0 AS timed FROM clips))""";

    /** Clips by profile and base, of the profiles that a base was taken with. */
    private static final String BASES = """
            SELECT profile, base, max(base_bytes), max(share), count(*)::INTEGER, sum(archive_bytes)::BIGINT FROM clips
            WHERE done AND profile IN (SELECT profile FROM clips WHERE done AND base <> '')
            GROUP BY profile, base ORDER BY profile, base""";

    private static final String LISTED = """
            SELECT clip, coalesce(says, 'done'), nullif(archive_bytes, 0), nullif(charged, 0),
                CASE WHEN isfinite(score) THEN score END AS known
            FROM clips LEFT JOIN (
                SELECT clip, max_by(step || ' ' || outcome || ': ' || coalesce(error, ''), step) AS says FROM newest
                WHERE outcome <> 'done' GROUP BY clip) USING (clip)
            ORDER BY says IS NULL, coalesce(known, 0) DESC, clip LIMIT\s""" + MAX_LISTED;

    private final Sql sql;

    /** Whether any archive needs a base. */
    private final boolean based;

    private FleetReporter(Sql sql) throws IOException {
        this.sql = sql;
        sql.run(CLIPS);
        this.based = !sql.list("SELECT clip FROM clips WHERE base <> '' LIMIT 1", row -> row.getString(1))
                .isEmpty();
    }

    public static FleetReport of(FleetFolder folder) throws IOException {
        List<FleetReport> made = new ArrayList<>();
        try (AttemptTable table = folder.openTable()) {
            table.ask(
                    sql -> made.add(new FleetReporter(sql).report(folder.path().toString())));
        }
        return made.getFirst();
    }

    private FleetReport report(String results) throws IOException {
        long[] counts = first(
                "SELECT (SELECT count(*) FROM clips), (SELECT count(*) FROM clips WHERE done), (SELECT count(DISTINCT "
                        + "clip) FROM newest WHERE outcome <> 'done'), (SELECT count(*) FROM attempts)",
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)});
        Cost cost = first(
                COST,
                row -> new Cost(
                        row.getDouble(1),
                        row.getDouble(2),
                        row.getDouble(3),
                        number(row, 4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        number(row, 8),
                        number(row, 9),
                        row.getLong(10)));
        return new FleetReport(
                FleetReport.VERSION,
                results,
                Instant.now(),
                (int) counts[0],
                (int) counts[1],
                (int) counts[2],
                counts[3],
                cost,
                sql.list(BASES, this::base),
                distributions(),
                failures(),
                sql.list(
                        LISTED,
                        row -> new Listed(
                                row.getString(1),
                                row.getString(2),
                                Optional.ofNullable((Long) row.getObject(3)),
                                Optional.ofNullable((Long) row.getObject(4)).filter(_ -> based),
                                number(row, 5))));
    }

    private <T> T first(String question, Sql.RowMapper<T> mapper) throws IOException {
        return sql.list(question, mapper).getFirst();
    }

    private static Optional<Double> number(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable((Double) row.getObject(column));
    }

    private BaseUse base(ResultSet row) throws SQLException, IOException {
        String profile = row.getString(1);
        String sha256 = row.getString(2);
        String own = "profile = " + Sql.text(profile) + " AND base = " + Sql.text(sha256);
        Map<Measure, Summary> measures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Summary.of(values(measure.column(), own)).ifPresent(summary -> measures.put(measure, summary));
        }
        return new BaseUse(
                profile,
                sha256,
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                row.getLong(6),
                Summary.of(values("trial", own)).map(Summary::median),
                measures);
    }

    /** What is known of a column, of the clips that are done, in rising order. */
    private double[] values(String column, String condition) throws IOException {
        String all = "SELECT " + column + " AS value FROM clips WHERE done AND " + condition;
        return sql.list("FROM (" + all + ") WHERE isfinite(value) ORDER BY value", row -> row.getDouble(1)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private List<Distribution> distributions() throws IOException {
        List<Distribution> distributions = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (measure != Measure.CHARGED || based) {
                double[] values = values(measure.column(), "true");
                Summary.of(values)
                        .ifPresent(summary ->
                                distributions.add(new Distribution(measure, summary, Histogram.of(values, MAX_BARS))));
            }
        }
        return distributions;
    }

    private List<Failure> failures() throws IOException {
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        sql.ask(
                "SELECT clip, uri, step, outcome, coalesce(error, '') FROM newest WHERE outcome <> 'done' "
                        + "ORDER BY clip, step",
                row -> {
                    String clip = row.getString(1);
                    String error = row.getString(5)
                            .replace(row.getString(2), "…")
                            .replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(clip) + "(?![\\p{L}\\p{N}])", "…")
                            .replaceAll("(?<![\\p{L}\\p{N}]|\\p{L}\\.)[0-9]+(?![\\p{L}\\p{N}])", "N");
                    groups.computeIfAbsent(List.of(row.getString(3), row.getString(4), error), _ -> new ArrayList<>())
                            .add(clip);
                });
        return groups.entrySet().stream()
                .map(each -> new Failure(
                        each.getKey().get(0),
                        each.getKey().get(1),
                        each.getKey().get(2),
                        each.getValue().size(),
                        each.getValue().stream().limit(MAX_EXAMPLES).toList()))
                .sorted(Comparator.comparingInt(each -> -each.clips()))
                .limit(MAX_FAILURES)
                .toList();
    }
}
