package org.fovea.lab.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;

/** A new lab in a database, and short words for what is put into it. */
public final class TestLab implements AutoCloseable {
    /** The benchmark of its runs. */
    public static final Benchmark WHITE = Records.benchmark();

    private static final AtomicInteger FILES = new AtomicInteger();

    private final LabDatabase database;
    private final Ledger ledger;

    /** Opens an empty one. */
    public TestLab(Dialect dialect, Path folder) {
        database = LabDatabase.open(url(dialect, folder));
        ledger = database.ledger();
    }

    /** URL of a new database. */
    public static String url(Dialect dialect, Path folder) {
        return dialect == Dialect.POSTGRESQL
                ? TestPostgres.newDatabase()
                : "jdbc:sqlite:" + folder.resolve("lab" + FILES.incrementAndGet() + ".db");
    }

    /** Its ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** Its database. */
    public LabDatabase database() {
        return database;
    }

    /** A run of a new candidate. */
    public Numbered<Run> run(String setting, Subset subset, long bytes, double loss) {
        ledger.add(WHITE);
        Candidate candidate =
                ledger.add(Records.candidate("masks.minimumRegion", setting)).record();
        return ledger.add(Records.run(WHITE, candidate, subset, bytes, loss, bytes));
    }

    /** A run of all pairs. */
    public Numbered<Run> run(String setting, long bytes) {
        return run(setting, Subset.all(WHITE.pairs()), bytes, 1);
    }

    /** A judgement of today. */
    public Numbered<Judgement> judge(Verdict verdict, Numbered<?> about, int minute) {
        return ledger.add(judgement(verdict, about, minute));
    }

    /** A judgement that nobody has written yet. */
    public static Judgement judgement(Verdict verdict, Numbered<?> about, int minute) {
        return Records.judgement(verdict, about.kind(), about.key(), WHITE.key())
                .reason(verdict + " for a reason")
                .time(Records.NOON.plusSeconds(60L * minute))
                .build();
    }

    /** Key of the floor's run. */
    public Optional<String> floor() {
        return ledger.floor(WHITE.key()).map(Numbered::key);
    }

    /** Verdict of a run in lists. */
    public Optional<Verdict> verdict(Numbered<? extends LabRecord> run) {
        return ledger.runs(RunQuery.all()).stream()
                .filter(row -> row.key().equals(run.key()))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Override
    public void close() {
        database.close();
    }
}
