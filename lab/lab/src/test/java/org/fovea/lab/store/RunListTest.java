package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
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
    private final Map<String, String> texts = new HashMap<>();

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
        texts.put(run.key(), texts(run, candidate));
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
                candidate.name(),
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
    void lists_are_filtered_and_sorted_as_asked() {
        assertThat(ledger.runs(RunQuery.all())).containsExactlyElementsOf(expected);
        Random random = new Random(9);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            RunRow some = expected.get(random.nextInt(expected.size()));
            int rarely = random.nextInt(4);
            RunQuery query = RunQuery.builder()
                    .benchmark(rarely == 0 ? Optional.of(some.benchmark()) : Optional.empty())
                    .candidate(rarely == 1 ? Optional.of(some.candidate()) : Optional.empty())
                    .study(rarely == 2 ? some.study() : Optional.empty())
                    .track(random.nextBoolean() ? Optional.of(some.track()) : Optional.empty())
                    .family(random.nextBoolean() ? Optional.of(some.family()) : Optional.empty())
                    .verdict(random.nextBoolean() ? some.verdict() : Optional.empty())
                    .whole(random.nextBoolean() ? Optional.of(some.whole()) : Optional.empty())
                    .text(random.nextBoolean() ? Optional.of(text(some, random)) : Optional.empty())
                    .order(one(random, Order.values()))
                    .descending(random.nextBoolean())
                    .limit(random.nextInt(3) * 4)
                    .build();
            List<RunRow> fitting =
                    expected.stream().filter(row -> fits(row, query)).toList();
            List<RunRow> rows = ledger.runs(query);
            int shown = query.limit() == 0 ? fitting.size() : Math.min(query.limit(), fitting.size());
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

    /** The beginning of a label, or what has a meaning in a database, or upper and lower letters elsewhere. */
    private static String text(RunRow row, Random random) {
        List<String> texts = List.of(
                row.label().substring(0, 1), "MASK", "%", "_", "!", "ß", "æ", "'", "\"", "\\", "", "漢", "\uD83D\uDE00");
        return texts.get(random.nextInt(texts.size()));
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
                && query.text()
                        .map(text -> texts.get(row.key()).contains(text.toLowerCase(Locale.ROOT)))
                        .orElse(true);
    }

    /** A run is found by what its author called it, by tags, changes and family. */
    private static String texts(Run run, Candidate candidate) {
        String given = candidate.name().orElse("") + "\n" + String.join(" ", candidate.tags());
        return (given + "\n" + candidate.label() + "\n" + run.family()).toLowerCase(Locale.ROOT);
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
}
