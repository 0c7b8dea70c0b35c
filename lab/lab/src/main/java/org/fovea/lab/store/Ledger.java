package org.fovea.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Everything that a lab remembers, in SQLite or PostgreSQL. Records are added and never changed or removed; the
 * database itself refuses both. Safe for several threads, processes and machines.
 *
 * <p>One transaction writes at a time; the others wait before they read anything. So numbers have no gaps, rise in the
 * order in which records became visible, and what a transaction has read does not change under it.
 *
 * <p><b>What holds.</b> Judgements about the same benchmark follow each other in the order in which they came into this
 * ledger; in that order their moment rises, which is their time, or a millisecond after the judgement before where the
 * clock was behind that one's. A judgement of another lab keeps the moment that it had there.
 *
 * <ul>
 *   <li>A judgement or dead end is <em>void</em> while there is a judgement about it with verdict
 *       {@link Verdict#REOPENED} or {@link Verdict#INVALIDATED} that is itself not void. Everything else
 *       <em>stands</em>.
 *   <li>The <em>verdict</em> of a run is that of the last standing judgement about it.
 *   <li>The <em>baseline</em> of a benchmark is the run of the last standing judgement with verdict
 *       {@link Verdict#PROMOTED} whose run has no later standing judgement of another verdict: superseded, invalidated,
 *       reopened or rejected. In other words, of all runs whose verdict is promoted, the one promoted last. Where a
 *       baseline is invalidated, there is none until a run is promoted, or until the judgement that superseded an
 *       earlier one is reopened.
 * </ul>
 *
 * <p>The ledger refuses promotions of runs of the track {@code exploit}, of runs that are not {@link Run#whole()}, and
 * of runs counted against another size than the benchmark's.
 */
public class Ledger {
    private static final long MAX_NUMBER = 999_999_999;

    private final LabDatabase database;
    private final Optional<Handle> transaction;

    /** Of a database whose tables are there; see {@link LabDatabase#ledger}. */
    protected Ledger(LabDatabase database) {
        this(database, Optional.empty());
    }

    private Ledger(LabDatabase database, Optional<Handle> transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Adds a record.
     *
     * @return as it is held; where the ledger had one of the same key, that one, and nothing changes
     * @throws LedgerException where it refers to records that are not there, or a run of the same job is there already
     *     with other results
     */
    public <T extends LabRecord> Numbered<T> add(T record) {
        return write(handle -> place(handle, record, Optional.empty(), Optional.empty()));
    }

    /**
     * Adds a record of another lab. As {@link #add}, but it keeps its number if that is free, and its place among the
     * judgements. Where a benchmark or study of its name is there, it is found by its name with the first digits of its
     * key behind, as in {@code white (0a1b2c3d)}; where a run of its job is there, both are kept and {@link #runOfJob}
     * gives that one. The caller has seen that the record is not there yet.
     *
     * @param number that it had there; where it is taken, the next one after the last
     * @param moment of a judgement, see above
     */
    public <T extends LabRecord> Numbered<T> merge(T record, long number, Instant moment) {
        return write(handle -> {
            Numbered<T> placed = place(handle, record, Optional.of(number), Optional.of(moment));
            if (record.kind() == RecordKind.JUDGEMENT) {
                handle.execute("INSERT INTO imported (key) VALUES (?)", placed.key());
            }
            return placed;
        });
    }

    /** Keys of the judgements that came from another ledger by {@link #merge}. */
    public Set<String> imported() {
        return read(handle -> handle.createQuery("SELECT key FROM imported")
                .mapTo(String.class)
                .set());
    }

    private <T extends LabRecord> Numbered<T> place(
            Handle handle, T record, Optional<Long> wanted, Optional<Instant> moment) {
        @SuppressWarnings("unchecked") // a record's own class
        Class<T> type = (Class<T>) record.getClass();
        String key = record.key();
        Optional<Numbered<T>> there = RecordRows.find(handle, type, key);
        if (there.isEmpty() && wanted.isEmpty()) {
            there = Uniqueness.sameJob(handle, record)
                    .map(run -> new Numbered<>(run.number(), run.key(), type.cast(run.record())));
        }
        if (there.isPresent()) {
            return there.get();
        }
        Map<String, Object> columns = new LinkedHashMap<>(Columns.of(handle, record));
        if (wanted.isPresent()) {
            Uniqueness.yield(handle, record, key, columns);
        } else {
            Uniqueness.checkName(handle, record);
        }
        if (record instanceof Judgement judgement) {
            columns.put(
                    "moment", moment.orElseGet(() -> moment(handle, judgement)).toEpochMilli());
        }
        long number = number(handle, record.kind(), wanted);
        RecordRows.insert(handle, record, number, key, columns);
        if (record instanceof Candidate candidate) {
            candidate
                    .tags()
                    .forEach(
                            tag -> RecordRows.insert(handle, "candidate_tag", Map.of("candidate", number, "tag", tag)));
        }
        if (record instanceof Judgement judgement) {
            StandingTables.judged(handle, judgement);
        }
        return new Numbered<>(number, key, record);
    }

    private static long number(Handle handle, RecordKind kind, Optional<Long> wanted) {
        String table = Tables.of(kind);
        boolean free = wanted.isPresent()
                && wanted.get() >= 1
                && wanted.get() <= MAX_NUMBER
                && handle.select("SELECT number FROM " + table + " WHERE number = ?", wanted.get())
                        .mapTo(Long.class)
                        .findOne()
                        .isEmpty();
        return free
                ? wanted.get()
                : handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM " + table)
                        .mapTo(Long.class)
                        .one();
    }

    private static Instant moment(Handle handle, Judgement judgement) {
        long last = handle.select(
                        "SELECT COALESCE(MAX(j.moment), 0) FROM judgement j"
                                + " JOIN benchmark b ON b.number = j.benchmark WHERE b.key = ?",
                        judgement.benchmark())
                .mapTo(Long.class)
                .one();
        return Instant.ofEpochMilli(Math.max(judgement.time().toEpochMilli(), last + 1));
    }

    public boolean has(Link link) {
        return read(handle -> Tables.has(handle, link));
    }

    /** The moments of judgements, by their numbers, where these differ from their times. */
    public Map<Long, Instant> moments() {
        return read(handle -> {
            Map<Long, Instant> moments = new LinkedHashMap<>();
            handle.createQuery("SELECT number, moment FROM judgement WHERE moment <> recorded ORDER BY number")
                    .map((row, _) -> Map.entry(row.getLong("number"), Instant.ofEpochMilli(row.getLong("moment"))))
                    .forEach(entry -> moments.put(entry.getKey(), entry.getValue()));
            return moments;
        });
    }

    /** A record by its key. Runs come with their pairs. */
    public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key) {
        return read(handle -> RecordRows.find(handle, type, key));
    }

    public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, long number) {
        return read(handle -> RecordRows.find(handle, type, number));
    }

    /** All records of a kind in the order of their numbers. Many runs are better read with {@link #runs}. */
    public <T extends LabRecord> List<Numbered<T>> all(Class<T> type) {
        return read(handle -> RecordRows.all(handle, type));
    }

    /** Rounds of a study, in the order of their numbers. */
    public List<Numbered<Round>> rounds(String study) {
        return all(Round.class).stream()
                .filter(round -> round.record().study().filter(study::equals).isPresent())
                .toList();
    }

    public long count() {
        return Arrays.stream(RecordKind.values()).mapToLong(this::count).sum();
    }

    public long count(RecordKind kind) {
        return read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + Tables.of(kind))
                .mapTo(Long.class)
                .one());
    }

    /**
     * The record that a person means.
     *
     * @param reference a number such as R-0107 or h42, the first 6 or more digits of a key, or the name of a benchmark,
     *     study, run or candidate
     * @throws LedgerException where there is none, or more than one, with a message for users
     */
    public Numbered<?> resolve(String reference) {
        return read(handle -> References.resolve(handle, reference, Optional.empty()));
    }

    /**
     * The record of one kind that a person means.
     *
     * @throws LedgerException as above, and where it is of another kind
     */
    @SuppressWarnings("unchecked") // of the kind that was asked for
    public <T extends LabRecord> Numbered<T> resolve(Class<T> type, String reference) {
        return (Numbered<T>) read(handle -> References.resolve(handle, reference, Optional.of(RecordKind.of(type))));
    }

    public List<RunRow> runs(RunQuery query) {
        return read(handle -> RunList.rows(handle, query));
    }

    /** How many there are without the query's limit. */
    public long count(RunQuery query) {
        return read(handle -> RunList.count(handle, query));
    }

    /** Numbers of the runs whose frames the worker itself rendered: {@link Run#NOT_ISOLATED}. */
    public Set<Long> notIsolated() {
        return read(handle -> Set.copyOf(handle.createQuery("SELECT run FROM run_detail WHERE document LIKE :drawn")
                .bind("drawn", "%\"drawn\":\"" + Run.NOT_ISOLATED + "\"%")
                .mapTo(Long.class)
                .list()));
    }

    /**
     * Scores of runs that were repeated with other seeds, by {@link RunRow#seriesKey}; invalidated runs do not count.
     */
    public Map<String, Spread> spreads() {
        return read(handle -> {
            Map<String, List<Double>> scores = new LinkedHashMap<>();
            handle.createQuery("SELECT COALESCE(r.series, r.job) AS series, r.score AS score FROM run r"
                            + " LEFT JOIN run_verdict v ON v.run = r.number"
                            + " WHERE (v.verdict IS NULL OR v.verdict <> 'INVALIDATED') AND (r.series IS NOT NULL"
                            + " OR r.job IN (SELECT series FROM run WHERE series IS NOT NULL)) ORDER BY r.number")
                    .map((row, _) -> Map.entry(row.getString("series"), row.getDouble("score")))
                    .forEach(entry -> scores.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                            .add(entry.getValue()));
            Map<String, Spread> spreads = new LinkedHashMap<>();
            scores.forEach((series, all) -> {
                if (all.size() > 1) {
                    spreads.put(series, Spread.of(all));
                }
            });
            return spreads;
        });
    }

    /** The run that a job has made, if it has. */
    public Optional<Numbered<Run>> runOfJob(String job) {
        return read(handle -> Uniqueness.runOfJob(handle, job));
    }

    /**
     * The run that everybody must beat: promoted last on this benchmark, and neither superseded, invalidated nor
     * reopened since.
     */
    public Optional<Numbered<Run>> floor(String benchmark) {
        return read(handle -> handle.select(
                        "SELECT v.run FROM run_verdict v"
                                + " JOIN benchmark b ON b.number = v.benchmark"
                                + " WHERE v.verdict = 'PROMOTED' AND b.key = ?"
                                + " ORDER BY v.moment DESC, v.judgement DESC LIMIT 1",
                        benchmark)
                .mapTo(Long.class)
                .findOne()
                .flatMap(run -> RecordRows.find(handle, Run.class, run)));
    }

    /** The baselines of all benchmarks that have one, by the benchmark's key. */
    public Map<String, Numbered<Run>> floors() {
        Map<String, Numbered<Run>> floors = new TreeMap<>();
        all(Benchmark.class)
                .forEach(benchmark -> floor(benchmark.key()).ifPresent(run -> floors.put(benchmark.key(), run)));
        return floors;
    }

    /** What was judged of a record, in order. */
    public List<Numbered<Judgement>> judgements(String subject) {
        return read(handle -> handle.select(
                        "SELECT number, key, document FROM judgement" + " WHERE subject = ? ORDER BY moment, number",
                        subject)
                .map(RecordRows.mapper(Judgement.class))
                .list());
    }

    /**
     * The dead ends, judgements and so on that hold now: those of a benchmark that no later judgement reopened or
     * invalidated.
     *
     * @param type {@link org.fovea.lab.record.DeadEnd} or {@link Judgement}
     */
    public <T extends LabRecord> List<Numbered<T>> standing(Class<T> type, Optional<String> benchmark) {
        return read(handle -> {
            Optional<Long> number = benchmark.map(
                    key -> Tables.number(handle, RecordKind.BENCHMARK, key).orElse(-1L));
            String of = number.isPresent() ? " AND t.benchmark = :benchmark" : "";
            var query = RecordRows.select(handle, type, "v.key IS NULL" + of, "LEFT JOIN voided v ON v.key = t.key");
            number.ifPresent(value -> query.bind("benchmark", value));
            return query.map(RecordRows.mapper(type)).list();
        });
    }

    /** Does several things at once, or none of them. */
    public <R> R transaction(Function<Ledger, R> work) {
        return transactionWith((ledger, _) -> work.apply(ledger));
    }

    /**
     * As {@link #transaction}, with the connection of the transaction, so that other tables of the same database change
     * together with the ledger.
     *
     * @param work is given a ledger that must not be used afterwards
     */
    public <R> R transactionWith(BiFunction<Ledger, Handle, R> work) {
        return write(handle -> work.apply(new Ledger(database, Optional.of(handle)), handle));
    }

    private <R> R read(Function<Handle, R> work) {
        try {
            return transaction.isPresent()
                    ? work.apply(transaction.get())
                    : database.jdbi().withHandle(work::apply);
        } catch (JdbiException e) {
            throw new LedgerException("the ledger cannot be read: " + LabDatabase.firstLine(e), e);
        }
    }

    private <R> R write(Function<Handle, R> work) {
        try {
            return transaction.isPresent()
                    ? work.apply(transaction.get())
                    : database.jdbi().inTransaction(handle -> {
                        database.dialect().beWriter(handle);
                        return work.apply(handle);
                    });
        } catch (JdbiException e) {
            throw new LedgerException("the ledger cannot be written: " + LabDatabase.firstLine(e), e);
        }
    }
}
