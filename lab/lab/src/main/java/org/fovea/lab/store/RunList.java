package org.fovea.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

final class RunList {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> bound = new LinkedHashMap<>();
    private final RunQuery query;
    private boolean empty;

    private static final int MAX_TEXT = 1000;

    private RunList(Handle handle, RunQuery query) {
        this.query = query;
        refer(handle, RecordKind.BENCHMARK, query.benchmark(), isWalked(query) ? "" : "+");
        refer(handle, RecordKind.CANDIDATE, query.candidate(), "");
        refer(handle, RecordKind.STUDY, query.study(), "");
        query.track().ifPresent(track -> where("r.track = :track", "track", track));
        query.family().ifPresent(family -> where("r.family = :family", "family", family));
        query.verdict().ifPresent(verdict -> where("v.verdict = :verdict", "verdict", verdict.name()));
        query.whole().ifPresent(whole -> where("r.whole = :whole", "whole", whole ? 1 : 0));
        query.series().ifPresent(job -> where("(r.job = :series OR r.series = :series)", "series", job));
        query.tag()
                .ifPresent(tag ->
                        where("r.candidate IN (SELECT candidate FROM candidate_tag WHERE tag = :tag)", "tag", tag));
        query.text()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> where("r.search LIKE :text ESCAPE '!'", "text", pattern(text)));
    }

    static List<RunRow> rows(Handle handle, RunQuery query) {
        RunList list = new RunList(handle, query);
        if (list.empty) {
            return List.of();
        }
        return handle.createQuery(list.select())
                .bindMap(list.bound)
                .map((row, _) -> row(row))
                .list();
    }

    static long count(Handle handle, RunQuery query) {
        RunList list = new RunList(handle, query);
        if (list.empty) {
            return 0;
        }
        return handle.createQuery("SELECT COUNT(*) FROM run r" + list.filteredByVerdict() + list.where())
                .bindMap(list.bound)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Whether the list is read from an index of the benchmark's runs, in the order asked for. For other lists that
     * index would be a detour, since most runs of a lab are of one benchmark; a plus sign before the column keeps the
     * database from it.
     */
    private static boolean isWalked(RunQuery query) {
        boolean sorted = query.order() == RunQuery.Order.SCORE || query.order() == RunQuery.Order.ENDED;
        return sorted
                && query.limit() > 0
                && query.candidate().isEmpty()
                && query.study().isEmpty()
                && query.verdict().isEmpty()
                && query.series().isEmpty()
                && query.tag().isEmpty()
                && query.text().isEmpty();
    }

    private void refer(Handle handle, RecordKind kind, Optional<String> key, String sign) {
        if (key.isPresent()) {
            Optional<Long> number = Tables.number(handle, kind, key.get());
            empty |= number.isEmpty();
            String column = Tables.of(kind);
            where(sign + "r." + column + " = :" + column, column, number.orElse(-1L));
        }
    }

    private void where(String condition, String name, Object value) {
        conditions.add(condition);
        bound.put(name, value);
    }

    private static String pattern(String text) {
        if (text.length() > MAX_TEXT) {
            throw new LedgerException(
                    "a text of " + text.length() + " letters to look for; at most " + MAX_TEXT + " are taken");
        }
        return "%"
                + Columns.searched(text).replace("!", "!!").replace("%", "!%").replace("_", "!_")
                + "%";
    }

    private String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String filteredByVerdict() {
        return query.verdict().isPresent() ? " JOIN run_verdict v ON v.run = r.number" : "";
    }

    /** Chooses, sorts and limits runs first and looks up what else a line shows afterwards. */
    private String select() {
        String order = " ORDER BY " + order();
        String limit = query.limit() > 0 ? " LIMIT " + query.limit() : "";
        String chosen = "SELECT r.* FROM run r" + filteredByVerdict() + where() + order + limit;
        return "SELECT r.*, b.key AS benchmark_key, c.key AS candidate_key, c.label AS label, c.name AS "
                + "given_name, c.tags AS tags, s.key AS study_key,"
                + " w.verdict AS verdict FROM (" + chosen + ") r"
                + " LEFT JOIN benchmark b ON b.number = r.benchmark LEFT JOIN candidate c ON c.number = r.candidate"
                + " LEFT JOIN study s ON s.number = r.study LEFT JOIN run_verdict w ON w.run = r.number"
                + order;
    }

    private String order() {
        String direction = query.descending() ? " DESC" : " ASC";
        String number = "r.number" + direction;
        return switch (query.order()) {
            case NUMBER -> number;
            case SCORE -> "r.score" + direction + ", " + number;
            case RULE_FAITHFUL -> "r.rule_faithful" + direction + " NULLS LAST, " + number;
            case BYTES -> "r.bytes" + direction + ", " + number;
            case SEGMENTATION -> "r.segmentation" + direction + ", " + number;
            case POSE -> "r.pose" + direction + ", " + number;
            case ENDED -> "r.recorded" + direction + ", " + number;
        };
    }

    private static RunRow row(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong("number"),
                row.getString("key"),
                row.getString("benchmark_key"),
                row.getString("candidate_key"),
                row.getString("label"),
                Optional.ofNullable(row.getString("study_key")),
                row.getInt("rung"),
                row.getString("track"),
                row.getString("family"),
                row.getInt("pairs"),
                row.getInt("whole") == 1,
                row.getLong("bytes"),
                present(row, row.getLong("payload")),
                row.getDouble("segmentation"),
                row.getDouble("pose"),
                row.getDouble("score"),
                present(row, row.getDouble("rule_faithful")),
                row.getString("code_version"),
                Instant.ofEpochMilli(row.getLong("started")),
                Instant.ofEpochMilli(row.getLong("recorded")),
                row.getString("source"),
                Optional.ofNullable(row.getString("given_name")),
                tags(row.getString("tags")),
                Optional.ofNullable(row.getString("job")),
                Optional.ofNullable(row.getString("series")),
                Optional.ofNullable(row.getString("verdict")).map(Verdict::valueOf));
    }

    private static List<String> tags(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(" "));
    }

    /** The value that was read last; absent where it is NULL. */
    private static <T> Optional<T> present(ResultSet row, T value) throws SQLException {
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
