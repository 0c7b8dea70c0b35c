package org.fovea.lab.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the tables {@code voided} and {@code run_verdict} up to date, which lists read. What they hold is decided by
 * {@link Standing}, from the judgements about the record that a new one is about in the end.
 */
final class StandingTables {
    /** All judgements about a record, about these, and so on. */
    private static final String TREE = "WITH RECURSIVE tree AS ("
            + "SELECT number, key, verdict, about, subject, benchmark, moment FROM judgement WHERE subject = :root"
            + " UNION ALL SELECT j.number, j.key, j.verdict, j.about, j.subject, j.benchmark, j.moment"
            + " FROM judgement j JOIN tree t ON j.subject = t.key)";

    private StandingTables() {}

    /** A row of the tree: a judgement, and whether the table says that it is void. */
    private record Known(Standing.Entry entry, boolean isVoid) {}

    /** A judgement is in the ledger now. */
    static void judged(Handle handle, Judgement added) {
        Judgement first = added;
        while (first.about() == RecordKind.JUDGEMENT) {
            first = RecordRows.find(handle, Judgement.class, first.subject())
                    .orElseThrow()
                    .record();
        }
        String root = first.subject();
        List<Known> tree = tree(handle, root);
        Standing standing = new Standing();
        tree.forEach(known -> standing.add(known.entry()));
        for (Known known : tree) {
            write(handle, known.entry().key(), known.isVoid(), standing);
        }
        switch (first.about()) {
            case RUN -> verdict(handle, root, standing);
            case DEAD_END -> write(handle, root, isVoid(handle, root), standing);
            default -> {}
        }
    }

    private static List<Known> tree(Handle handle, String root) {
        return handle.createQuery(TREE + " SELECT t.*, v.key AS void FROM tree t LEFT JOIN voided v ON v.key = t.key")
                .bind("root", root)
                .map((row, _) -> new Known(
                        new Standing.Entry(
                                row.getLong("number"),
                                row.getString("key"),
                                Verdict.valueOf(row.getString("verdict")),
                                RecordKind.valueOf(row.getString("about")),
                                row.getString("subject"),
                                Long.toString(row.getLong("benchmark")),
                                Instant.ofEpochMilli(row.getLong("moment"))),
                        row.getString("void") != null))
                .list();
    }

    private static boolean isVoid(Handle handle, String key) {
        return handle.select("SELECT 1 FROM voided WHERE key = ?", key)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static void write(Handle handle, String key, boolean before, Standing standing) {
        boolean now = standing.isVoid(key);
        if (now != before) {
            handle.execute(now ? "INSERT INTO voided (key) VALUES (?)" : "DELETE FROM voided WHERE key = ?", key);
        }
    }

    private static void verdict(Handle handle, String run, Standing standing) {
        long number = Tables.number(handle, RecordKind.RUN, run).orElseThrow();
        handle.execute("DELETE FROM run_verdict WHERE run = ?", number);
        standing.last(run).ifPresent(last -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("run", number);
            row.put("benchmark", Long.parseLong(last.benchmark()));
            row.put("verdict", last.verdict().name());
            row.put("moment", last.moment().toEpochMilli());
            row.put("judgement", last.number());
            RecordRows.insert(handle, "run_verdict", row);
        });
    }
}
