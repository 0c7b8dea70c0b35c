package org.fovea.lab.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.fovea.lab.exchange.CsvMapping.Meaning;
import org.fovea.lab.exchange.CsvTable.Row;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a ledger that another program wrote as CSV. Each row becomes a candidate, a run of all pairs and, where the
 * verdict column says so, a judgement by the ledger that it comes from; nothing is guessed from other texts. Runs are
 * added in the order of the rows, judgements in the order of their times. To import the same rows again changes
 * nothing. Everything is imported, or nothing.
 */
public final class CsvImport {
    private static final String UNKNOWN = "unknown";

    private final Ledger ledger;
    private final CsvMapping mapping;
    private final Author author;
    private final Benchmark benchmark;

    private CsvImport(Ledger ledger, CsvMapping mapping) {
        this.ledger = ledger;
        this.mapping = mapping;
        this.author = new Author(Author.Kind.IMPORT, mapping.source());
        this.benchmark = ledger.add(mapping.benchmark()).record();
    }

    /**
     * What came of an import.
     *
     * @param benchmark of the runs
     * @param runs that the table has
     * @param added records of any kind that are new
     */
    public record Outcome(Benchmark benchmark, int runs, long added) {}

    /** A row and the run that it became. */
    private record Imported(Row row, Run run, Meaning meaning) {}

    /**
     * Imports a table.
     *
     * @param name of the file, for messages
     * @throws LedgerException where it is no such table, or the ledger refuses what it says; the message says in which
     *     line
     */
    public static Outcome read(Ledger ledger, CsvMapping mapping, String name, InputStream in) throws IOException {
        CsvTable table = CsvTable.read(name, in);
        table.checkColumns(mapping.allColumns());
        return ledger.transaction(inside -> {
            long before = inside.count();
            CsvImport work = new CsvImport(inside, mapping);
            work.all(table.rows());
            return new Outcome(work.benchmark, table.rows().size(), inside.count() - before);
        });
    }

    private void all(List<Row> rows) {
        List<Imported> imported = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Row row : rows) {
            String column = mapping.columns().name();
            if (!names.add(row.text(column))) {
                throw row.wrong(column, "'" + row.text(column) + "' occurs twice; names must be unique");
            }
            imported.add(located(row, column, () -> run(row)));
        }
        imported.sort(Comparator.comparing(one -> one.run().ended()));
        Optional<Run> floor = Optional.empty();
        for (Imported one : imported) {
            Optional<Run> before = floor;
            floor = located(one.row(), mapping.verdictColumn(), () -> judge(one, before));
        }
    }

    private static <T> T located(Row row, String column, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw row.wrong(column, e.getMessage());
        } catch (LedgerException e) {
            if (e.getMessage().startsWith(row.table())) {
                throw e;
            }
            throw row.wrong(column, e.getMessage());
        }
    }

    private Imported run(Row row) {
        String word = row.text(mapping.verdictColumn());
        Meaning meaning = mapping.verdicts().get(word);
        if (meaning == null) {
            throw row.wrong(
                    mapping.verdictColumn(),
                    "'" + word + "' is not one of "
                            + String.join(", ", mapping.verdicts().keySet()) + "; add it to the mapping");
        }
        String family = meaning == Meaning.VERIFY ? Run.VERIFICATION : family(row);
        String track = meaning == Meaning.EXPLOIT ? Track.EXPLOIT : mapping.track();
        Candidate candidate = ledger.add(candidate(row, track, family)).record();
        return new Imported(row, ledger.add(run(row, candidate)).record(), meaning);
    }

    private String family(Row row) {
        for (CsvMapping.FamilyRule rule : mapping.families()) {
            String value = row.optional(rule.column()).orElse("").toLowerCase(Locale.ROOT);
            if (value.contains(rule.contains().toLowerCase(Locale.ROOT))) {
                return rule.family();
            }
        }
        return mapping.otherwise();
    }

    private Candidate candidate(Row row, String track, String family) {
        Map<String, String> settings = new TreeMap<>();
        mapping.settings().forEach(column -> row.optional(column).ifPresent(value -> settings.put(column, value)));
        String name = row.text(mapping.columns().name());
        ObjectNode recipe = JsonMapper.shared().createObjectNode();
        settings.forEach(recipe::put);
        recipe.put(mapping.columns().name(), name).put("source", mapping.source());
        return Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.FOREIGN, recipe, Optional.empty()))
                .profile(name)
                .overrides(settings)
                .track(track)
                .family(family)
                .by(author)
                .time(row.time(mapping.columns().time()))
                .build();
    }

    private Run run(Row row, Candidate candidate) {
        CsvMapping.Columns columns = mapping.columns();
        Instant time = row.time(columns.time());
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(Subset.all(benchmark.pairs()))
                .built(Run.Built.CLIP)
                .track(candidate.track())
                .family(candidate.family())
                .device(mapping.device())
                .machine(UNKNOWN)
                .codeVersion(UNKNOWN)
                .started(time)
                .ended(time)
                .bytes(new Run.Bytes(row.whole(columns.bytes()), payload(row), benchmark.originalBytes()))
                .segmentation(row.number(columns.segmentation()))
                .pose(row.number(columns.pose()))
                .source("import: " + mapping.source())
                .name(Optional.of(row.text(columns.name())))
                .note(columns.note().flatMap(row::optional))
                .build();
    }

    private Optional<Long> payload(Row row) {
        Optional<String> column = mapping.columns()
                .ruleFaithfulBytes()
                .filter(name -> row.optional(name).isPresent());
        if (column.isEmpty()) {
            return Optional.empty();
        }
        long outside = row.whole(column.get()) - row.whole(mapping.columns().bytes());
        if (outside < 0) {
            throw row.wrong(column.get(), "less than the archive alone");
        }
        return Optional.of(outside);
    }

    /** Writes down what the ledger says of a run; returns the baseline after it. */
    private Optional<Run> judge(Imported one, Optional<Run> floor) {
        String word = one.row().text(mapping.verdictColumn());
        String said = "the imported ledger says '" + word + "'";
        switch (one.meaning()) {
            case PROMOTE -> {
                ledger.add(judgement(Verdict.PROMOTED, one.run(), one.run(), said));
                floor.ifPresent(before -> ledger.add(judgement(
                        Verdict.SUPERSEDED,
                        before,
                        one.run(),
                        said + " of " + one.run().name().orElseThrow())));
                return Optional.of(one.run());
            }
            case REJECT -> ledger.add(judgement(Verdict.REJECTED, one.run(), one.run(), said));
            case EXPLOIT, VERIFY, KEEP -> {}
        }
        return floor;
    }

    private Judgement judgement(Verdict verdict, Run about, Run evidence, String reason) {
        return Judgement.builder()
                .verdict(verdict)
                .about(RecordKind.RUN)
                .subject(about.key())
                .benchmark(benchmark.key())
                .by(author)
                .reason(reason)
                .evidence(List.of(evidence.key()))
                .time(evidence.ended())
                .build();
    }
}
