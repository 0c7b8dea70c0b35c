package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.RunQuery.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
final class RunListTest {
    @Parameter
    private Dialect dialect;

    @TempDir
    private Path folder;

    private TestLab lab;
    private Ledger ledger;
    private final List<RunRow> expected = new ArrayList<>();

    @BeforeEach
    void fill() {
        lab = new TestLab(dialect, folder);
        ledger = lab.ledger();
        List<LabRecord> records = new RandomRecords(5).some(60);
        records.forEach(ledger::add);
        for (Numbered<Run> run : ledger.all(Run.class)) {
            expected.add(row(run));
        }
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    /** The line of a run, made from the records alone. */
    private RunRow row(Numbered<Run> numbered) {
        Run run = numbered.record();
        List<Judgement> judgements = ledger.judgements(run.key()).stream()
                .filter(judgement -> stands(judgement.key()))
                .map(Numbered::record)
                .toList();
        Candidate candidate =
                ledger.find(Candidate.class, run.candidate()).orElseThrow().record();
        return new RunRow(
                numbered.number(),
                numbered.key(),
                run.benchmark(),
                run.candidate(),
                candidate.label(),
                run.study(),
                run.rung(),
                run.track(),
                run.family(),
                run.subset().size(),
                run.whole(),
                run.bytes().archive(),
                run.bytes().payload(),
                run.segmentation(),
                run.pose(),
                run.score(),
                run.ruleFaithfulScore(),
                run.codeVersion(),
                run.started(),
                run.ended(),
                run.source(),
                run.name().or(candidate::name),
                candidate.tags(),
                run.job(),
                run.series(),
                judgements.isEmpty()
                        ? Optional.empty()
                        : Optional.of(judgements.getLast().verdict()));
    }

    /** By the definition, not by the table of those that are void. */
    private boolean stands(String judgement) {
        return ledger.judgements(judgement).stream()
                .filter(about -> about.record().verdict() == Verdict.REOPENED
                        || about.record().verdict() == Verdict.INVALIDATED)
                .noneMatch(about -> stands(about.key()));
    }

    @Test
    void every_filter_finds_what_it_says() {
        check(RunQuery.all(), row -> true);
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class).subList(0, 9)) {
            check(RunQuery.all().of(benchmark.key()), row -> row.benchmark().equals(benchmark.key()));
        }
        for (RunRow some : expected.subList(0, 9)) {
            check(
                    RunQuery.all().ofCandidate(some.candidate()),
                    row -> row.candidate().equals(some.candidate()));
        }
        for (Numbered<Study> study : ledger.all(Study.class).subList(0, 9)) {
            check(RunQuery.all().ofStudy(study.key()), row -> row.study().equals(Optional.of(study.key())));
        }
        check(RunQuery.all().of("0".repeat(64)), row -> false);
        for (Verdict verdict : Verdict.values()) {
            check(with("verdict", verdict), row -> row.verdict().equals(Optional.of(verdict)));
        }
        check(with("track", "pose"), row -> row.track().equals("pose"));
        check(with("family", "masks"), row -> row.family().equals("masks"));
        check(with("whole", true), RunRow::whole);
        check(with("whole", false), row -> !row.whole());
        for (String text : List.of("MASK", "%", "_", "!", "ß", "æ", "'", "\"", "\\", "", "z", "漢", "\uD83D\uDE00")) {
            check(with("text", text), row -> contains(row, text));
        }
    }

    @Test
    void every_order_sorts_what_it_says() {
        for (Order order : Order.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                RunQuery query = sorted(order, descending, descending ? 7 : 0);
                assertThat(ledger.runs(query))
                        .as("%s", query)
                        .containsExactlyElementsOf(expected.stream()
                                .sorted(comparator(query))
                                .limit(descending ? 7 : expected.size())
                                .toList());
            }
        }
    }

    private static Comparator<RunRow> comparator(Order order) {
        Function<RunRow, Double> value = switch (order) {
            case NUMBER -> row -> (double) row.number();
            case SCORE -> RunRow::score;
            case RULE_FAITHFUL -> row -> row.ruleFaithfulScore().orElse(Double.POSITIVE_INFINITY);
            case BYTES -> row -> (double) row.bytes();
            case SEGMENTATION -> RunRow::segmentation;
            case POSE -> RunRow::pose;
            case ENDED -> row -> (double) row.ended().toEpochMilli();
        };
        return Comparator.comparing(value);
    }

    @Test
    void filters_are_combined() {
        Random random = new Random(9);
        int found = 0;
        for (int i = 0; i < 300; i++) {
            RunRow some = expected.get(random.nextInt(expected.size()));
            RunQuery query = RunQuery.builder()
                    .benchmark(random.nextBoolean() ? Optional.of(some.benchmark()) : Optional.empty())
                    .candidate(random.nextBoolean() ? Optional.of(some.candidate()) : Optional.empty())
                    .study(random.nextBoolean() ? some.study() : Optional.empty())
                    .track(random.nextBoolean() ? Optional.of(some.track()) : Optional.empty())
                    .family(random.nextBoolean() ? Optional.of(some.family()) : Optional.empty())
                    .verdict(random.nextBoolean() ? some.verdict() : Optional.empty())
                    .whole(random.nextBoolean() ? Optional.of(some.whole()) : Optional.empty())
                    .text(random.nextBoolean() ? Optional.of(some.label().substring(0, 1)) : Optional.empty())
                    .order(one(random, Order.values()))
                    .descending(random.nextBoolean())
                    .limit(random.nextInt(3) * 4)
                    .build();
            List<RunRow> fitting =
                    expected.stream().filter(row -> fits(row, query)).toList();
            List<RunRow> rows = ledger.runs(query);
            int shown = query.limit() == 0 ? fitting.size() : Math.min(query.limit(), fitting.size());
            assertThat(fitting).contains(some).containsAll(rows);
            assertThat(rows)
                    .as("%s", query)
                    .containsExactlyElementsOf(fitting.stream()
                            .sorted(comparator(query))
                            .limit(shown)
                            .toList());
            assertThat(ledger.count(query)).isEqualTo(fitting.size());
            found += rows.size();
        }
        assertThat(found).isGreaterThan(100);
    }

    private static Order one(Random random, Order... orders) {
        return orders[random.nextInt(orders.length)];
    }

    private boolean fits(RunRow row, RunQuery query) {
        return query.benchmark().map(row.benchmark()::equals).orElse(true)
                && query.candidate().map(row.candidate()::equals).orElse(true)
                && (query.study().isEmpty() || query.study().equals(row.study()))
                && query.track().map(row.track()::equals).orElse(true)
                && query.family().map(row.family()::equals).orElse(true)
                && (query.verdict().isEmpty() || query.verdict().equals(row.verdict()))
                && query.whole().map(whole -> whole == row.whole()).orElse(true)
                && query.text().map(text -> contains(row, text)).orElse(true);
    }

    /** A run is found by what its source and its author called it, by tags, changes and family. */
    private boolean contains(RunRow row, String text) {
        Candidate candidate =
                ledger.find(Candidate.class, row.candidate()).orElseThrow().record();
        String given = candidate.name().orElse("") + "\n" + String.join(" ", candidate.tags());
        return (row.name().orElse("") + "\n" + given + "\n" + row.label() + "\n" + row.family())
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }

    private static Comparator<RunRow> comparator(RunQuery query) {
        Comparator<RunRow> rising = comparator(query.order()).thenComparing(RunRow::number);
        if (!query.descending()) {
            return rising;
        }
        return query.order() == Order.RULE_FAITHFUL
                ? Comparator.<RunRow, Boolean>comparing(
                                row -> row.ruleFaithfulScore().isEmpty())
                        .thenComparing(rising.reversed())
                : rising.reversed();
    }

    private void check(RunQuery query, Predicate<RunRow> filter) {
        List<RunRow> rows = expected.stream().filter(filter).toList();
        assertThat(ledger.runs(query)).as("%s", query).containsExactlyElementsOf(rows);
        assertThat(ledger.count(query)).isEqualTo(rows.size());
    }

    private static RunQuery with(String field, Object value) {
        RunQuery all = RunQuery.all();
        return all.toBuilder()
                .track(field.equals("track") ? Optional.of((String) value) : Optional.empty())
                .family(field.equals("family") ? Optional.of((String) value) : Optional.empty())
                .verdict(field.equals("verdict") ? Optional.of((Verdict) value) : Optional.empty())
                .whole(field.equals("whole") ? Optional.of((Boolean) value) : Optional.empty())
                .text(field.equals("text") ? Optional.of((String) value) : Optional.empty())
                .build();
    }

    private static RunQuery sorted(Order order, boolean descending, int limit) {
        RunQuery all = RunQuery.all();
        return all.toBuilder().order(order).descending(descending).limit(limit).build();
    }
}
