package org.fovea.site.page;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.verdict.Finding;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.PairPoints;
import org.fovea.site.chart.Metric;
import org.fovea.lab.record.SettingChange;
import org.fovea.site.model.Snapshot;
import org.fovea.lab.record.Settings;

/**
 * All that speaks for and against the floor of a benchmark.
 *
 * @param benchmark where it is the floor
 * @param row the floor
 * @param run the same, whole
 * @param promotion that made it the floor
 * @param changes settings that differ from the prior floor's
 * @param metrics figures beside those of the prior floor
 * @param gates checks that it went through, in order
 * @param rounds in which its candidate was compared with the floor of that time, in order
 * @param measurements other runs of the same recipe, in order
 * @param repetitions runs of the benchmark that repeat an earlier claim to see whether it holds
 * @param identities hashes
 * @param commands to check it with
 * @param sections of the archive, the largest first
 * @param worstPairs on which most was lost
 * @param findings of the lab's doctor
 * @param missing what the ledger does not hold
 * @param settings all, by path
 */
public record Packet(
        Numbered<Benchmark> benchmark,
        RunRow row,
        Run run,
        Optional<Decision> promotion,
        List<SettingChange> changes,
        List<Metric> metrics,
        List<Numbered<GateResult>> gates,
        List<Numbered<Round>> rounds,
        List<RunRow> measurements,
        List<RunRow> repetitions,
        List<Identity> identities,
        List<VerifyCommands> commands,
        List<SectionBytes> sections,
        List<PairPoints> worstPairs,
        List<Finding> findings,
        List<String> missing,
        Map<String, String> settings) {
    private static final int WORST = 10;

    /** That of a benchmark's floor, where it has one. */
    static Optional<Packet> of(Snapshot snapshot, Numbered<Benchmark> benchmark, Decisions decisions) {
        return snapshot.floor(benchmark).map(row -> of(snapshot, benchmark, row, decisions));
    }

    private static Packet of(Snapshot snapshot, Numbered<Benchmark> benchmark, RunRow row, Decisions decisions) {
        Run run = snapshot.details(row);
        Optional<Decision> promotion = decisions.all().stream()
                .filter(each ->
                        each.promotion() && each.stands() && each.run().key().equals(row.key()))
                .findFirst();
        Optional<RunRow> prior = promotion.flatMap(Decision::prior);
        Set<String> labels = new HashSet<>(Set.of(row.numberLabel(), benchmark.label()));
        promotion.ifPresent(each -> labels.add(each.label()));
        return new Packet(
                benchmark,
                row,
                run,
                promotion,
                prior.map(before -> SettingChange.between(
                                snapshot.candidate(before).record(),
                                snapshot.candidate(row).record()))
                        .orElse(List.of()),
                Metric.of(prior, row, benchmark.record().originalBytes()),
                snapshot.gates(row.key()),
                snapshot.rounds(row.candidate()).stream()
                        .filter(round -> round.record().benchmark().equals(benchmark.key()))
                        .toList(),
                snapshot.runsOf(row.candidate()).stream()
                        .filter(other -> other.benchmark().equals(benchmark.key())
                                && !other.key().equals(row.key()))
                        .toList(),
                snapshot.runs(benchmark).stream()
                        .filter(other -> other.family().equals(Run.VERIFICATION))
                        .toList(),
                Identity.of(benchmark, row, run),
                VerifyCommands.of(benchmark.record(), row, run),
                SectionBytes.of(run),
                PairPoints.worst(run, WORST),
                snapshot.findings(labels),
                Missing.of(snapshot, row, run, promotion.map(Decision::judgement)),
                Settings.of(snapshot.candidate(row).record()).all());
    }

    /** What it had to beat. */
    public Optional<RunRow> prior() {
        return promotion.flatMap(Decision::prior);
    }

    /** What was looked at and the risks, as they were written. */
    public Optional<String> review() {
        return promotion.flatMap(decision -> decision.judgement().record().review());
    }
}
