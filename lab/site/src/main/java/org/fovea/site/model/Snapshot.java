package org.fovea.site.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * A ledger at one moment. Records never change, so that only their lists are held here; what takes room, the pairs of a
 * run, is read again when it is asked for. Safe for several threads.
 */
public final class Snapshot {
    private final Ledger ledger;
    private final String name;
    private final Instant time;
    private final Supplier<Optional<QueueStatus>> queue;
    private final History history;
    private final List<RunRow> runs;
    private final Set<Long> notIsolated;
    private final List<Numbered<Benchmark>> benchmarks;
    private final Map<String, Numbered<? extends LabRecord>> byKey = new HashMap<>();
    private final Map<RecordKind, List<? extends Numbered<? extends LabRecord>>> byKind = new LinkedHashMap<>();
    private final Map<Class<?>, Map<String, List<Numbered<?>>>> about = new HashMap<>();
    private final Map<Class<?>, Map<String, List<Numbered<?>>>> citing = new HashMap<>();
    private final Map<String, List<RunRow>> runsOfCandidate = new HashMap<>();
    private final Map<String, RunRow> runByKey = new HashMap<>();
    private final Map<String, RunRow> floors = new HashMap<>();
    private final Set<String> standingDeadEnds = new HashSet<>();
    private final Supplier<List<Finding>> findings;

    private Snapshot(Ledger ledger, String name, Supplier<Optional<QueueStatus>> queue, Instant time) {
        this.ledger = ledger;
        this.name = name;
        this.queue = queue;
        this.time = time;
        this.findings = new Once<>(() -> LedgerDoctor.examine(ledger, Optional.empty()));
        this.runs = List.copyOf(ledger.runs(RunQuery.all()));
        this.notIsolated = ledger.notIsolated();
        this.history = History.of(ledger, runs);
        for (RunRow run : runs) {
            runByKey.put(run.key(), run);
            runsOfCandidate
                    .computeIfAbsent(run.candidate(), _ -> new ArrayList<>())
                    .add(run);
        }
        read(Benchmark.class);
        read(Hypothesis.class);
        read(Study.class);
        group(
                about,
                Candidate.class,
                read(Candidate.class),
                each -> each.parent().stream().toList());
        group(about, Round.class, read(Round.class), round -> List.of(round.candidate()));
        group(citing, Round.class, all(Round.class), round -> List.of(round.floorRun()));
        group(about, GateResult.class, read(GateResult.class), gate -> List.of(gate.run()));
        group(citing, DeadEnd.class, read(DeadEnd.class), DeadEnd::evidence);
        group(citing, Judgement.class, read(Judgement.class), Judgement::evidence);
        group(about, Judgement.class, history.judgements(), judgement -> List.of(judgement.subject()));
        group(about, Note.class, read(Note.class), Note::about);
        ledger.standing(DeadEnd.class, Optional.empty()).forEach(deadEnd -> standingDeadEnds.add(deadEnd.key()));
        for (Numbered<Benchmark> benchmark : all(Benchmark.class)) {
            ledger.floor(benchmark.key())
                    .map(Numbered::key)
                    .map(runByKey::get)
                    .ifPresent(run -> floors.put(benchmark.key(), run));
        }
        this.benchmarks = leadingFirst();
    }

    /**
     * Looks at a ledger. A transaction holds it still meanwhile.
     *
     * @param name of the lab, for people
     * @param queue what its workers do; absent where nobody asked
     */
    public static Snapshot of(Ledger ledger, String name, Optional<QueueStatus> queue, Instant time) {
        return new Snapshot(ledger, name, () -> queue, time);
    }

    /**
     * Looks at a ledger whose workers go on: what they do is asked again each time.
     *
     * @param name of the lab, for people
     */
    public static Snapshot watching(Ledger ledger, String name, Supplier<QueueStatus> queue, Instant time) {
        return new Snapshot(ledger, name, () -> Optional.of(queue.get()), time);
    }

    private <T extends LabRecord> List<Numbered<T>> read(Class<T> type) {
        List<Numbered<T>> all = List.copyOf(ledger.all(type));
        byKind.put(RecordKind.of(type), all);
        all.forEach(record -> byKey.put(record.key(), record));
        return all;
    }

    private static <T extends LabRecord> void group(
            Map<Class<?>, Map<String, List<Numbered<?>>>> index,
            Class<T> type,
            List<Numbered<T>> records,
            Function<T, List<String>> keys) {
        Map<String, List<Numbered<?>>> groups = new HashMap<>();
        for (Numbered<T> record : records) {
            keys.apply(record.record()).stream()
                    .distinct()
                    .forEach(key ->
                            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(record));
        }
        index.put(type, groups);
    }

    /** Official networks first, then where most was measured. */
    private List<Numbered<Benchmark>> leadingFirst() {
        Map<String, Long> counts = new HashMap<>();
        runs.forEach(run -> counts.merge(run.benchmark(), 1L, Long::sum));
        return all(Benchmark.class).stream()
                .sorted(Comparator.<Numbered<Benchmark>, Boolean>comparing(
                                each -> !each.record().official())
                        .thenComparing(each -> -counts.getOrDefault(each.key(), 0L))
                        .thenComparing(Numbered::number))
                .toList();
    }

    public String name() {
        return name;
    }

    /** When the ledger was looked at. */
    public Instant time() {
        return time;
    }

    /** What workers do, where that was asked. */
    public Optional<QueueStatus> queue() {
        return queue.get();
    }

    /** What became of it over time. */
    public History history() {
        return history;
    }

    /** The ledger itself, for what takes room. */
    public Ledger ledger() {
        return ledger;
    }

    /** Benchmarks, the one that the front page is about first. */
    public List<Numbered<Benchmark>> benchmarks() {
        return benchmarks;
    }

    /** All runs in the order of their numbers. */
    public List<RunRow> runs() {
        return runs;
    }

    /** Runs of a benchmark in the order of their numbers. */
    public List<RunRow> runs(Numbered<Benchmark> benchmark) {
        return runs.stream()
                .filter(run -> run.benchmark().equals(benchmark.key()))
                .toList();
    }

    public Optional<RunRow> run(String key) {
        return Optional.ofNullable(runByKey.get(key));
    }

    /** Whether a process that saw the archive alone rendered its frames, or nobody recorded anything else. */
    public boolean isolated(RunRow run) {
        return !notIsolated.contains(run.number());
    }

    /** All of a run. Read from the ledger each time. */
    public Run details(RunRow run) {
        return ledger.find(Run.class, run.key()).orElseThrow().record();
    }

    /** Runs of a candidate in the order of their numbers. */
    public List<RunRow> runsOf(String candidate) {
        return runsOfCandidate.getOrDefault(candidate, List.of());
    }

    /** What everybody must beat on a benchmark now. */
    public Optional<RunRow> floor(Numbered<Benchmark> benchmark) {
        return Optional.ofNullable(floors.get(benchmark.key()));
    }

    /** All records of a kind other than runs, in the order of their numbers. */
    @SuppressWarnings("unchecked") // lists are kept under the kind of their records
    public <T extends LabRecord> List<Numbered<T>> all(Class<T> type) {
        return (List<Numbered<T>>) byKind.get(RecordKind.of(type));
    }

    /** A record other than a run by its key. */
    @SuppressWarnings("unchecked") // of the type that was asked for
    public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key) {
        return Optional.ofNullable(byKey.get(key))
                .filter(record -> type.isInstance(record.record()))
                .map(record -> (Numbered<T>) record);
    }

    public Numbered<Candidate> candidate(RunRow run) {
        return find(Candidate.class, run.candidate()).orElseThrow();
    }

    /** The benchmark of a record that names one. */
    public Numbered<Benchmark> benchmark(String key) {
        return find(Benchmark.class, key).orElseThrow();
    }

    /**
     * Records of a kind about one, in order: its judgements, the gates of a run, the rounds of a candidate and the
     * candidates that vary it, its notes.
     */
    @SuppressWarnings("unchecked") // lists are kept under the type of their records
    public <T extends LabRecord> List<Numbered<T>> about(Class<T> type, String key) {
        return (List<Numbered<T>>) (List<?>) about.get(type).getOrDefault(key, List.of());
    }

    /** Records of a kind that lean on a run: rounds that others were held against it in, dead ends and judgements. */
    @SuppressWarnings("unchecked") // as above
    public <T extends LabRecord> List<Numbered<T>> citing(Class<T> type, String run) {
        return (List<Numbered<T>>) (List<?>) citing.get(type).getOrDefault(run, List.of());
    }

    /** Judgements that hold and took a record back. */
    public List<Numbered<Judgement>> takenBackBy(String key) {
        return about(Judgement.class, key).stream()
                .filter(later -> later.record().verdict() == Verdict.REOPENED
                        || later.record().verdict() == Verdict.INVALIDATED)
                .filter(history::stands)
                .toList();
    }

    /**
     * What the lab's doctor finds doubtful about some records, the worst first. Files are not looked at. Examined once,
     * when first asked; that reads the whole ledger.
     *
     * @param labels of the records, as in R-0107
     */
    public List<Finding> findings(Set<String> labels) {
        return findings.get().stream()
                .filter(finding -> labels.contains(finding.record()))
                .toList();
    }

    /** Whether a dead end still closes anything. */
    public boolean stands(Numbered<DeadEnd> deadEnd) {
        return standingDeadEnds.contains(deadEnd.key());
    }
}
