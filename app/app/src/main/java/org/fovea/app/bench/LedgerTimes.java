package org.fovea.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.io.Folders;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunQuery.Order;

/** Fills ledgers with many runs and measures what people wait for: adding one more, lists, and the status. */
public final class LedgerTimes {
    private static final int ADDED = 200;
    private static final int REPEATED = 20;
    private static final int SHOWN = 50;

    private LedgerTimes() {}

    /**
     * Fills a SQLite ledger in a folder and measures it.
     *
     * @param given folder for the database; absent: a temporary one, removed afterwards
     * @throws LedgerException where the folder has a ledger with runs
     */
    public static void inFolder(int runs, Optional<Path> given, PrintStream out) throws IOException {
        Path folder =
                given.isPresent() ? Files.createDirectories(given.get()) : Files.createTempDirectory("fovea-lab-bench");
        try {
            measure(Dialect.SQLITE, LabDatabase.open(folder.resolve("bench.db")), runs, out);
        } finally {
            if (given.isEmpty()) {
                Folders.remove(folder);
            }
        }
    }

    /**
     * Fills an empty PostgreSQL database and measures it.
     *
     * @param url of JDBC
     * @throws LedgerException where it cannot be opened or holds runs
     */
    public static void inDatabase(int runs, String url, PrintStream out) {
        measure(Dialect.POSTGRESQL, LabDatabase.open(url), runs, out);
    }

    private static void measure(Dialect dialect, LabDatabase opened, int runs, PrintStream out) {
        try (LabDatabase database = opened) {
            Ledger ledger = database.ledger();
            if (ledger.count(RecordKind.RUN) > 0) {
                throw new LedgerException("the folder already has a ledger; name an empty one");
            }
            LedgerFilling filling = new LedgerFilling(ledger);
            long before = System.nanoTime();
            filling.fill(runs);
            out.printf(
                    Locale.ROOT,
                    "%s: filled with %,d runs of %d pairs, %,d candidates, %,d judgements, %,d dead ends in %.0f s%n",
                    dialect.name().toLowerCase(Locale.ROOT),
                    ledger.count(RecordKind.RUN),
                    LedgerFilling.PAIRS,
                    ledger.count(RecordKind.CANDIDATE),
                    ledger.count(RecordKind.JUDGEMENT),
                    ledger.count(RecordKind.DEAD_END),
                    seconds(before));
            out.printf("%-44s %9s %9s %9s %9s%n", "milliseconds", "mean", "median", "p99", "max");
            adding(ledger, filling, out);
            lists(ledger, filling, out);
            status(ledger, filling, out);
        }
    }

    private static void adding(Ledger ledger, LedgerFilling filling, PrintStream out) {
        List<Run> runs = filling.runs(ADDED);
        int[] next = {0};
        time(out, "add a run, each in a transaction", ADDED, () -> ledger.add(runs.get(next[0]++)));
        next[0] = 0;
        time(out, "judge a run", ADDED, () -> ledger.add(filling.judgement(Verdict.REJECTED, runs.get(next[0]++))));
        next[0] = 0;
        time(
                out,
                "look up a run with its pairs",
                ADDED,
                () -> ledger.find(Run.class, runs.get(next[0]++).key()));
    }

    private static void lists(Ledger ledger, LedgerFilling filling, PrintStream out) {
        String benchmark = filling.benchmark().key();
        RunQuery all = RunQuery.all();
        list(ledger, out, "all, best first", sorted(all, Order.SCORE, false));
        list(ledger, out, "a benchmark, best first", sorted(all.of(benchmark), Order.SCORE, false));
        list(ledger, out, "a benchmark, last first", sorted(all.of(benchmark), Order.ENDED, true));
        list(
                ledger,
                out,
                "a benchmark, best rule_faithful first",
                sorted(all.of(benchmark), Order.RULE_FAITHFUL, false));
        list(
                ledger,
                out,
                "a study, best pose first",
                sorted(all.ofStudy(filling.study().key()), Order.POSE, false));
        list(
                ledger,
                out,
                "a candidate",
                all.ofCandidate(filling.runs(1).getFirst().candidate()));
        RunQuery best = sorted(all.of(benchmark), Order.SCORE, false);
        RunQuery family = best.toBuilder().family(Optional.of("masks")).build();
        for (Order order : Order.values()) {
            list(ledger, out, "a family by " + order.name().toLowerCase(Locale.ROOT), sorted(family, order, true));
        }
        list(
                ledger,
                out,
                "a family that is not there",
                best.toBuilder().family(Optional.of("nothing")).build());
        list(
                ledger,
                out,
                "rejected, best first",
                best.toBuilder().verdict(Optional.of(Verdict.REJECTED)).build());
        list(
                ledger,
                out,
                "promoted or were",
                best.toBuilder().verdict(Optional.of(Verdict.SUPERSEDED)).build());
        list(
                ledger,
                out,
                "whole, best first",
                best.toBuilder().whole(Optional.of(true)).build());
        for (String text : List.of("region=7", "a", "nothing at all")) {
            RunQuery query = best.toBuilder().text(Optional.of(text)).build();
            list(ledger, out, "text '" + text + "', best first", query);
            time(out, "how many have the text '" + text + "'", REPEATED, () -> ledger.count(query));
        }
    }

    private static void list(Ledger ledger, PrintStream out, String name, RunQuery query) {
        time(out, "results: " + name, REPEATED, () -> ledger.runs(query));
    }

    private static void status(Ledger ledger, LedgerFilling filling, PrintStream out) {
        String benchmark = filling.benchmark().key();
        time(out, "status: floor", REPEATED, () -> ledger.floor(benchmark));
        time(out, "status: standing dead ends", REPEATED, () -> ledger.standing(DeadEnd.class, Optional.of(benchmark)));
        time(out, "status: counts of all kinds", REPEATED, () -> {
            for (RecordKind kind : RecordKind.values()) {
                ledger.count(kind);
            }
        });
        time(out, "status: all of it", REPEATED, () -> {
            ledger.floor(benchmark);
            ledger.standing(DeadEnd.class, Optional.of(benchmark));
            for (RecordKind kind : RecordKind.values()) {
                ledger.count(kind);
            }
            ledger.runs(sorted(RunQuery.all().of(benchmark), Order.ENDED, true));
        });
        time(out, "all standing judgements", REPEATED, () -> ledger.standing(Judgement.class, Optional.of(benchmark)));
    }

    private static RunQuery sorted(RunQuery query, Order order, boolean descending) {
        return query.toBuilder()
                .order(order)
                .descending(descending)
                .limit(SHOWN)
                .build();
    }

    private static void time(PrintStream out, String name, int times, Runnable work) {
        double[] milliseconds = new double[times];
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            work.run();
            milliseconds[i] = 1000 * seconds(before);
        }
        Arrays.sort(milliseconds);
        out.printf(
                Locale.ROOT,
                "%-44s %9.2f %9.2f %9.2f %9.2f%n",
                name,
                Arrays.stream(milliseconds).average().orElseThrow(),
                milliseconds[times / 2],
                milliseconds[Math.min(times - 1, (int) Math.ceil(times * 0.99) - 1)],
                milliseconds[times - 1]);
    }

    private static double seconds(long before) {
        return (System.nanoTime() - before) * 1e-9;
    }
}
