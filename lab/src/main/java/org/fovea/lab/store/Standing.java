package org.fovea.lab.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what follows from judgements up to date, by the rules that {@link SqlLedger} tells. Each new judgement changes only what it is about, and what that was about in
 * turn.
 */
final class Standing {
    private Standing() {}

    /** A judgement is in the ledger now. */
    static void judged(Handle handle, Judgement added) {
        Judgement judgement = added;
        while (voids(judgement) && review(handle, judgement.subject())) {
            if (judgement.about() == RecordKind.DEAD_END) {
                return;
            }
            // The one that it is about holds no longer, or again: so what that one is about may have changed, too.
            judgement = Rows.find(handle, Judgement.class, judgement.subject())
                    .orElseThrow()
                    .record();
        }
        if (judgement.about() == RecordKind.RUN) {
            decide(handle, judgement.subject());
        }
    }

    private static boolean voids(Judgement judgement) {
        return (judgement.verdict() == Verdict.REOPENED || judgement.verdict() == Verdict.INVALIDATED)
                && (judgement.about() == RecordKind.JUDGEMENT || judgement.about() == RecordKind.DEAD_END);
    }

    /** Finds out whether a dead end or judgement holds; returns whether that has changed. */
    private static boolean review(Handle handle, String key) {
        boolean was = exists(handle, "SELECT 1 FROM voided WHERE key = :key", key);
        boolean is = exists(
                handle,
                "SELECT 1 FROM judgement j LEFT JOIN voided v ON v.key = j.key"
                        + " WHERE j.subject = :key AND j.verdict IN ('REOPENED', 'INVALIDATED') AND v.key IS NULL LIMIT 1",
                key);
        if (is != was) {
            handle.createUpdate(is ? "INSERT INTO voided (key) VALUES (:key)" : "DELETE FROM voided WHERE key = :key")
                    .bind("key", key)
                    .execute();
        }
        return is != was;
    }

    private static boolean exists(Handle handle, String query, String key) {
        return handle.createQuery(query)
                .bind("key", key)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Finds the last judgement about a run that holds. */
    private static void decide(Handle handle, String run) {
        long number = Tables.number(handle, RecordKind.RUN, run).orElseThrow();
        handle.createUpdate("DELETE FROM run_verdict WHERE run = :run")
                .bind("run", number)
                .execute();
        handle.createQuery("SELECT j.number, j.verdict, j.benchmark, j.moment FROM judgement j"
                        + " LEFT JOIN voided v ON v.key = j.key WHERE j.subject = :run AND v.key IS NULL"
                        + " ORDER BY j.moment DESC, j.number DESC LIMIT 1")
                .bind("run", run)
                .map((row, _) -> {
                    Map<String, Object> verdict = new LinkedHashMap<>();
                    verdict.put("run", number);
                    verdict.put("benchmark", row.getLong("benchmark"));
                    verdict.put("verdict", row.getString("verdict"));
                    verdict.put("moment", row.getLong("moment"));
                    verdict.put("judgement", row.getLong("number"));
                    return verdict;
                })
                .findOne()
                .ifPresent(verdict -> Rows.insert(handle, "run_verdict", verdict));
    }
}
