package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.Metric;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.PairPoints;
import org.fovea.site.model.Snapshot;

/** All that speaks for and against the floor of a benchmark, for its page and for {@code data/packet-SLUG.json}. */
public final class Packet {
    private static final int WORST = 10;

    private final Snapshot snapshot;
    private final Numbered<Benchmark> benchmark;
    private final RunRow row;
    private final Run run;
    private final Optional<Decision> promotion;

    private Packet(Snapshot snapshot, Numbered<Benchmark> benchmark, RunRow row, Decisions decisions) {
        this.snapshot = snapshot;
        this.benchmark = benchmark;
        this.row = row;
        this.run = snapshot.details(row);
        this.promotion = decisions.all().stream()
                .filter(each ->
                        each.promotion() && each.stands() && each.run().key().equals(row.key()))
                .findFirst();
    }

    /** That of a benchmark's floor, where it has one. */
    static Optional<Packet> of(Snapshot snapshot, Numbered<Benchmark> benchmark, Decisions decisions) {
        return snapshot.floor(benchmark).map(row -> new Packet(snapshot, benchmark, row, decisions));
    }

    /**
     * The file of a benchmark.
     *
     * @param benchmark itself
     * @param floor absent where nothing was promoted
     */
    record File(Numbered<Benchmark> benchmark, Optional<Packet> floor) {}

    @JsonValue
    Map<String, Object> json() {
        return LedgerJson.fields(
                "figures", figures(row),
                "candidate", run.candidate(),
                "track", run.track(),
                "family", run.family(),
                "source", run.source(),
                "device", run.device(),
                "machine", run.machine(),
                "codeVersion", run.codeVersion(),
                "frames", run.frames(),
                "promotion", promotion.map(Decision::label),
                "prior", prior().map(Packet::figures),
                "changes", changes(),
                "gates", gates(),
                "rounds", rounds(),
                "measurements", measurements().stream().map(Packet::figures).toList(),
                "repetitions", repetitions().stream().map(Packet::figures).toList(),
                "artifacts", run.artifacts(),
                "sections", sections(),
                "worstPairs", worstPairs(),
                "commands", commands(),
                "doubts", findings(),
                "missing", missing(),
                "review", review(),
                "settings", settings());
    }

    private static Map<String, Object> figures(RunRow run) {
        Map<String, Object> fields = LedgerJson.fields("label", run.numberLabel(), "key", run.key());
        fields.putAll(LedgerJson.figures(run));
        fields.put("ended", run.ended());
        return fields;
    }

    /**
     * A round in which the candidate was compared with the floor of that time.
     *
     * @param label as people read it: N-0077
     * @param candidateRun absent where the ledger does not have it
     * @param floorRun what it was held against; absent as above
     * @param round itself
     */
    @JsonPropertyOrder({"label", "pairs"})
    public record Compared(
            String label,
            @JsonIgnore Optional<RunRow> candidateRun,
            @JsonIgnore Optional<RunRow> floorRun,
            @JsonUnwrapped Round round) {
        /** Pairs that were compared; 0 where that is not known. */
        @JsonProperty
        public int pairs() {
            return candidateRun.map(RunRow::pairs).orElse(0);
        }
    }

    /**
     * A part of the archive.
     *
     * @param name of it
     * @param bytes of it
     * @param share of the archive, 0..1
     * @param points of the score that they cost
     */
    public record Section(String name, long bytes, double share, double points) {
        /** All of a run, the largest first; none where they are not known. */
        static List<Section> of(Run run) {
            return run.sections().entrySet().stream()
                    .map(entry -> new Section(
                            entry.getKey(),
                            entry.getValue(),
                            (double) entry.getValue() / run.bytes().archive(),
                            run.rateTerm(entry.getValue())))
                    .sorted(Comparator.comparingLong(Section::bytes).reversed().thenComparing(Section::name))
                    .toList();
        }
    }

    /** Where it is the floor. */
    public Numbered<Benchmark> benchmark() {
        return benchmark;
    }

    /** The floor. */
    public RunRow row() {
        return row;
    }

    /** The same, whole. */
    public Run run() {
        return run;
    }

    /** What made it the floor. */
    public Optional<Decision> promotion() {
        return promotion;
    }

    /** What it had to beat. */
    public Optional<RunRow> prior() {
        return promotion.flatMap(Decision::prior);
    }

    /** Settings that differ from the prior floor's. */
    public List<SettingChange> changes() {
        return prior().map(before -> SettingChange.between(
                        snapshot.candidate(before).record(),
                        snapshot.candidate(row).record()))
                .orElse(List.of());
    }

    /** Figures beside those of the prior floor. */
    public List<Metric> metrics() {
        return Metric.of(prior(), row, benchmark.record().originalBytes());
    }

    /** Checks that it went through, in order. */
    public List<GateResult> gates() {
        return snapshot.gates(row.key()).stream().map(Numbered::record).toList();
    }

    /** Comparisons of its candidate on this benchmark, in order. */
    public List<Compared> rounds() {
        return snapshot.rounds(row.candidate()).stream()
                .filter(round -> round.record().benchmark().equals(benchmark.key()))
                .map(round -> new Compared(
                        round.label(),
                        snapshot.run(round.record().candidateRun()),
                        snapshot.run(round.record().floorRun()),
                        round.record()))
                .toList();
    }

    /** Other runs of the same recipe, in order. */
    public List<RunRow> measurements() {
        return snapshot.runsOf(row.candidate()).stream()
                .filter(other -> other.benchmark().equals(benchmark.key())
                        && !other.key().equals(row.key()))
                .toList();
    }

    /** Runs of the benchmark that repeat an earlier claim to see whether it holds. */
    public List<RunRow> repetitions() {
        return snapshot.runs(benchmark).stream()
                .filter(other -> other.family().equals(Run.VERIFICATION))
                .toList();
    }

    /** Sections of the archive, the largest first. */
    public List<Section> sections() {
        return Section.of(run);
    }

    /** Pairs on which most was lost. */
    public List<PairPoints> worstPairs() {
        return PairPoints.worst(run, WORST);
    }

    /** Commands to check it with. */
    public List<VerifyCommands> commands() {
        return VerifyCommands.of(benchmark.record(), row, run);
    }

    /** Hashes. */
    public List<Identity> identities() {
        return Identity.of(benchmark, row, run);
    }

    /** What the lab's doctor finds doubtful about it. */
    public List<Finding> findings() {
        Set<String> labels = new HashSet<>(Set.of(row.numberLabel(), benchmark.label()));
        promotion.ifPresent(each -> labels.add(each.label()));
        return snapshot.findings(labels);
    }

    /** What the ledger does not hold. */
    public List<String> missing() {
        return Missing.of(snapshot, row, run, promotion.map(Decision::judgement));
    }

    /** What was looked at and the risks, as they were written. */
    public Optional<String> review() {
        return promotion.flatMap(Decision::review);
    }

    /** All settings, by path. */
    public Map<String, String> settings() {
        return Settings.of(snapshot.candidate(row).record()).all();
    }
}
