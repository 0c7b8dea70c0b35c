package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger does in every database. */
abstract class LedgerContract {
    static final Benchmark WHITE = Records.benchmark();

    String url;
    LabDatabase database;
    Ledger ledger;

    /** URL of a new, empty database. */
    abstract String newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        url = newDatabase();
        database = LabDatabase.open(url);
        ledger = database.ledger();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /** A run of all pairs of {@link #WHITE}, with its candidate. */
    Numbered<Run> addRun(String setting, long bytes, double loss) {
        ledger.add(WHITE);
        Candidate candidate =
                ledger.add(Records.candidate("masks.minimumRegion", setting)).record();
        return ledger.add(Records.run(WHITE, candidate, Subset.all(110), bytes, loss, bytes));
    }

    @Test
    void records_of_each_kind_read_back_as_they_were() {
        for (long seed = 1; seed <= 5; seed++) {
            List<LabRecord> records = new RandomRecords(seed).some(8);
            for (LabRecord record : records) {
                Numbered<LabRecord> added = ledger.add(record);
                assertThat(added.key()).isEqualTo(record.key());
                assertThat(ledger.add(record)).isEqualTo(added);
                assertThat(ledger.<LabRecord>find(type(record), record.key())).contains(added);
                assertThat(ledger.<LabRecord>find(type(record), added.number())).contains(added);
                assertThat(ledger.<LabRecord>find(type(record), record.key())
                                .orElseThrow()
                                .record())
                        .isEqualTo(record);
            }
        }
        for (RecordKind kind : RecordKind.values()) {
            List<? extends Numbered<?>> all = ledger.all(kind.type());
            assertThat(all).hasSize(40).hasSize((int) ledger.count(kind));
            assertThat(all.stream().map(Numbered::number)).isSorted().first().isEqualTo(1L);
            assertThat(all.getLast().number()).isEqualTo(40);
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<LabRecord> type(LabRecord record) {
        return (Class<LabRecord>) record.getClass();
    }

    @Test
    void doubles_keep_every_bit() {
        ledger.add(WHITE);
        Candidate candidate = ledger.add(Records.candidate("a", "1")).record();
        double third = 1.0 / 3;
        double odd = Math.nextUp(0.1);
        Run run = Records.run(
                WHITE,
                candidate,
                Subset.of("3..4 of 110"),
                777,
                List.of(new PairDistortion(3, third, Double.MIN_VALUE), new PairDistortion(4, odd, 1e300)));
        ledger.add(run);
        assertThat(ledger.find(Run.class, run.key()).orElseThrow().record()).isEqualTo(run);
        RunRow row = ledger.runs(RunQuery.all()).getFirst();
        assertThat(row.score()).isEqualTo(run.score());
        assertThat(row.segmentation()).isEqualTo(run.segmentation());
        assertThat(row.pose()).isEqualTo(run.pose());
        assertThat(row.ruleFaithfulScore()).isEqualTo(run.ruleFaithfulScore());
    }

    @Test
    void the_database_refuses_to_change_or_remove_records() {
        new RandomRecords(3).some(2).forEach(ledger::add);
        List<String> tables = new ArrayList<>(List.of("run_detail"));
        for (RecordKind kind : RecordKind.values()) {
            tables.add(Tables.of(kind));
        }
        for (String table : tables) {
            String column = table.equals("run_detail") ? "document" : "recorded";
            assertRefused("UPDATE " + table + " SET " + column + " = " + column, table);
            assertRefused("DELETE FROM " + table, table);
            if (database.dialect() == Dialect.SQLITE) {
                assertRefused("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table, table);
            } else {
                assertRefused("TRUNCATE " + table + " CASCADE", table);
            }
        }
    }

    private void assertRefused(String statement, String table) {
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(statement)))
                .as(statement)
                .hasStackTraceContaining("never");
        assertThat(database.jdbi()
                        .<Integer, RuntimeException>withHandle(
                                handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                                        .mapTo(Integer.class)
                                        .one()))
                .isEqualTo(2);
    }

    @Test
    void a_record_that_refers_to_nothing_is_refused() {
        for (LabRecord record : new RandomRecords(11).some(1)) {
            if (record instanceof Benchmark || record instanceof Hypothesis) {
                continue;
            }
            assertThatThrownBy(() -> ledger.add(record))
                    .as(record.toString())
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the ledger has no ")
                    .hasMessageContaining("add that first");
            assertThat(ledger.count(record.kind())).isZero();
            if (record instanceof Study) {
                assertThat(ledger.count(RecordKind.CANDIDATE)).isZero();
            }
        }
        assertThrown(
                LedgerException.class,
                () -> ledger.add(new Note("t", "x", List.of(Records.hash("nothing")), Records.ADA, Records.NOON)));
    }

    @Test
    void names_are_given_once() {
        ledger.add(WHITE);
        Benchmark other = Records.benchmark("white", 20);
        assertThatThrownBy(() -> ledger.add(other))
                .isInstanceOf(LedgerException.class)
                .hasMessage("another benchmark is called 'white' already, B-0001; choose another name");
        ledger.add(new Study("first", WHITE.key(), "a: 1", Records.ADA, Records.NOON));
        assertThrown(
                LedgerException.class,
                () -> ledger.add(new Study("first", WHITE.key(), "a: 2", Records.ADA, Records.NOON)),
                "S-0001");
    }

    @Test
    void a_job_makes_one_run() {
        Numbered<Run> run = addRun("6", 5000, 1);
        Run first = withJob(run.record(), 0, "job");
        Numbered<Run> added = ledger.add(first);
        assertThat(ledger.add(withJob(run.record(), 7, "job"))).isEqualTo(added);
        assertThat(ledger.runOfJob("job")).contains(added);
        assertThat(ledger.runOfJob("other")).isEmpty();
        Run other = withJob(
                Records.run(WHITE, Records.candidate("masks.minimumRegion", "6"), Subset.all(110), 4999, 1, 1),
                0,
                "job");
        assertThrown(LedgerException.class, () -> ledger.add(other), "job job has made R-0002 with other results");
        assertThat(ledger.count(RecordKind.RUN)).isEqualTo(2);
    }

    static Run withJob(Run run, int secondsLater, String job) {
        return run.toBuilder()
                .started(run.started().plusSeconds(secondsLater))
                .ended(run.ended().plusSeconds(secondsLater))
                .job(Optional.of(job))
                .build();
    }

    @Test
    void a_run_of_another_clip_than_the_benchmarks_is_refused() {
        ledger.add(WHITE);
        Candidate candidate = ledger.add(Records.candidate("a", "1")).record();
        assertThrown(
                LedgerException.class,
                () -> ledger.add(Records.run(WHITE, candidate, Subset.all(10), 500, 1, 1)),
                "benchmark white has 110");
    }

    @Test
    void what_would_read_back_as_something_else_is_refused() {
        assertThrown(
                LedgerException.class,
                () -> ledger.add(Records.benchmark("half a letter \uD83D", 10)),
                "would read back as another one");
        assertThrown(LedgerException.class, () -> ledger.add(Records.benchmark("zero \0", 10)), "character 0");
    }

    @Test
    void a_transaction_does_all_or_nothing() {
        assertThatThrownBy(() -> ledger.transaction(inside -> {
                    inside.add(WHITE);
                    assertThat(inside.find(Benchmark.class, WHITE.key())).isPresent();
                    inside.transaction(deeper -> deeper.add(Records.hypothesis()));
                    throw new IllegalStateException("after all no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after all no");
        assertThat(ledger.count(RecordKind.BENCHMARK)).isZero();
        assertThat(ledger.count(RecordKind.HYPOTHESIS)).isZero();
        long number = ledger.<Long>transaction(inside -> inside.add(WHITE).number());
        assertThat(number).isEqualTo(1);
        assertThat(ledger.count(RecordKind.BENCHMARK)).isEqualTo(1);
    }

    @Test
    void threads_that_add_the_same_and_other_records_agree_on_their_numbers() throws Exception {
        int threads = 4;
        int each = 12;
        ledger.add(WHITE);
        try (LabDatabase second = LabDatabase.open(url)) {
            Set<List<Numbered<Candidate>>> answers = atOnce(threads, thread -> {
                Ledger own = thread % 2 == 0 ? ledger : second.ledger();
                List<Numbered<Candidate>> added = new ArrayList<>();
                for (int j = 0; j < each; j++) {
                    added.add(own.add(Records.candidate("same", "" + j)));
                    own.add(Records.candidate("thread" + thread, "" + j));
                }
                return added;
            });
            assertThat(answers).hasSize(1);
        }
        assertThat(ledger.all(Candidate.class).stream().map(Numbered::number))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, each * (threads + 1L)).boxed().toList());
    }

    @Test
    void connections_that_open_a_new_database_at_once_make_it_once() throws Exception {
        String fresh = newDatabase();
        Set<Long> numbers = atOnce(4, _ -> {
            try (LabDatabase opened = LabDatabase.open(fresh)) {
                return opened.ledger().add(WHITE).number();
            }
        });
        assertThat(numbers).containsExactly(1L);
    }

    /** The different answers of threads that begin at the same moment. */
    private static <T> Set<T> atOnce(int threads, IntFunction<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Set<T> answers = new LinkedHashSet<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> all = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(thread -> () -> {
                        start.await();
                        return work.apply(thread);
                    })
                    .toList();
            for (Future<T> result : executor.invokeAll(all)) {
                answers.add(result.get());
            }
        }
        return answers;
    }

    @Test
    void a_database_of_a_newer_version_is_refused() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO lab_schema (installed_rank, version, description, type, script, checksum,"
                                + " installed_by, installed_on, execution_time, success)"
                                + " SELECT 99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', installed_on, 1, "
                                + "success"
                                + " FROM lab_schema WHERE installed_rank = 1"));
        assertThrown(LedgerException.class, () -> LabDatabase.open(url), "was made by a newer Fovea", "99");
    }

    @Test
    void merged_records_keep_their_numbers_where_these_are_free() {
        assertThat(ledger.merge(WHITE, 7, Records.NOON).label()).isEqualTo("B-0007");
        assertThat(ledger.merge(Records.benchmark("other", 3), 7, Records.NOON).number())
                .isEqualTo(8);
        assertThat(ledger.add(Records.benchmark("third", 3)).number()).isEqualTo(9);
        assertThat(ledger.merge(WHITE, 2, Records.NOON).number()).isEqualTo(7);
        Benchmark same = Records.benchmark("white", 20);
        assertThat(ledger.merge(same, 3, Records.NOON).number()).isEqualTo(3);
        assertThat(ledger.resolve("white").key()).isEqualTo(WHITE.key());
        assertThat(ledger.resolve("white (" + same.key().substring(0, 8) + ")").key())
                .isEqualTo(same.key());
    }

    @Test
    void a_merged_run_of_the_same_job_is_kept_beside_ours() {
        Run run = addRun("6", 5000, 1).record();
        Numbered<Run> ours = ledger.add(withJob(run, 0, "job"));
        Numbered<Run> theirs = ledger.merge(withJob(run, 9, "job"), 2, Records.NOON);
        assertThat(theirs.number()).isNotEqualTo(ours.number());
        assertThat(ledger.find(Run.class, theirs.number())
                        .orElseThrow()
                        .record()
                        .job())
                .contains("job");
        assertThat(ledger.runOfJob("job")).contains(ours);
    }

    @Test
    void candidates_are_found_by_their_names_and_tags() {
        ledger.add(Records.benchmark());
        Candidate named = Records.candidate("a", "1").toBuilder()
                .name(Optional.of("Wide & <slow>"))
                .tags(List.of("night", "wide", "night"))
                .build();
        Candidate other =
                Records.candidate("a", "2").toBuilder().tags(List.of("nightly")).build();
        Numbered<Candidate> added = ledger.add(named);
        ledger.add(other);
        assertThat(added.record().tags()).containsExactly("night", "wide");
        Subset all = Subset.all(Records.benchmark().pairs());
        Numbered<Run> run = ledger.add(Records.run(Records.benchmark(), named, all, 900, 1, 1));
        ledger.add(Records.run(Records.benchmark(), other, all, 800, 1, 2));
        assertThat(ledger.runs(RunQuery.builder().tag(Optional.of("night")).build()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.key()).isEqualTo(run.key());
                    assertThat(row.name()).contains("Wide & <slow>");
                    assertThat(row.tags()).containsExactly("night", "wide");
                });
        assertThat(ledger.runs(RunQuery.builder().text(Optional.of("WIDE &")).build()))
                .hasSize(1);
        assertThat(ledger.runs(RunQuery.builder().text(Optional.of("night")).build()))
                .hasSize(2);
        assertThat(ledger.resolve("Wide & <slow>").key()).isEqualTo(named.key());
        assertThrown(
                IllegalArgumentException.class,
                () -> named.toBuilder().name(Optional.of("two\nlines")).build());
        assertThrown(
                IllegalArgumentException.class,
                () -> named.toBuilder().tags(List.of("a b")).build());
        assertThrown(
                IllegalArgumentException.class,
                () -> named.toBuilder().name(Optional.of("turned \u202e round")).build());
    }

    @Test
    void people_find_records_by_number_key_and_name() {
        Numbered<Run> run = addRun("6", 5000, 1);
        assertThat(ledger.resolve("R-0001")).isEqualTo(run);
        assertThat(ledger.resolve("r1")).isEqualTo(run);
        assertThat(ledger.resolve(Run.class, " R-1 ")).isEqualTo(run);
        assertThat(ledger.resolve(run.key().substring(0, 9))).isEqualTo(run);
        assertThat(ledger.resolve(Run.class, run.key().toUpperCase(Locale.ROOT)))
                .isEqualTo(run);
        assertThat(ledger.resolve("white").record()).isEqualTo(WHITE);
        assertThatThrownBy(() -> ledger.resolve("R-0002"))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("the ledger has no record 'R-0002'; give ");
        assertThatThrownBy(() -> ledger.resolve(run.key().substring(0, 5)))
                .hasMessageStartingWith("the ledger has no record");
        assertThatThrownBy(() -> ledger.resolve(Candidate.class, "R-1"))
                .isInstanceOf(LedgerException.class)
                .hasMessage("'R-1' is R-0001, a run; give a candidate");
        assertThrown(LedgerException.class, () -> ledger.resolve(""));
        assertThrown(LedgerException.class, () -> ledger.resolve("%"));
        ledger.add(new Study("white", WHITE.key(), "a: 1", Records.ADA, Records.NOON));
        assertThatThrownBy(() -> ledger.resolve("white"))
                .isInstanceOf(LedgerException.class)
                .hasMessage("'white' could be B-0001, S-0001; give one of these");
        assertThat(ledger.resolve(Benchmark.class, "white").record()).isEqualTo(WHITE);
        ledger.add(new Study(
                run.key().substring(0, 6), WHITE.key(), "a: 1", Records.ADA, Records.NOON.plus(Duration.ofDays(1))));
        assertThatThrownBy(() -> ledger.resolve(run.key().substring(0, 6)))
                .hasMessageContaining("could be S-0002, R-0001");
    }

    @Test
    void settings_of_all_sorts_come_back() {
        Map<String, String> odd = Map.of("a.b", "x|y", "Ünï", "✓", "empty", "");
        ledger.add(Records.candidate("k", "v").toBuilder().overrides(odd).build());
        assertThat(ledger.find(Candidate.class, 1).orElseThrow().record().overrides())
                .isEqualTo(odd);
    }
}
