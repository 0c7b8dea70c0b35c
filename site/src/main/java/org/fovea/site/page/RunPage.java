package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.chart.PairDistribution;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Figure;
import org.fovea.site.model.Snapshot;

/**
 * The page of a run.
 *
 * @param frame around it
 * @param line the run as the table shows it
 * @param row the run in the ledger's list
 * @param run all of it
 * @param benchmark that it ran on
 * @param candidate that it measured
 * @param study that asked for it
 * @param hypothesis why its candidate might help
 * @param then beside the floor of its time; absent where there was none, or where the two cannot be compared
 * @param now beside the floor of today, as above
 * @param floorThen floor of its time
 * @param bytes where its bytes are
 * @param pairs what each of its pairs costs; absent where the ledger does not know
 * @param settings of its candidate, those that differ first
 * @param family its relatives
 * @param opinions judgements of it and of its candidate, in order
 * @param rounds in which it was held against another run
 * @param yardstick rounds in which others were held against it
 * @param gates checks before a promotion
 * @param deadEnds that name it as evidence
 * @param cited judgements of other records that name it as evidence
 * @param notes about it or about its candidate
 * @param reproduction how to make it again
 */
public record RunPage(
        Frame frame,
        RunLine line,
        RunRow row,
        Run run,
        Numbered<Benchmark> benchmark,
        Numbered<Candidate> candidate,
        Optional<Numbered<Study>> study,
        Optional<Numbered<Hypothesis>> hypothesis,
        Optional<Comparison> then,
        Optional<Comparison> now,
        Optional<RunRow> floorThen,
        ByteLedgerBar bytes,
        Optional<Figure> pairs,
        List<SettingLine> settings,
        Family family,
        List<Opinion> opinions,
        List<RoundLine> rounds,
        List<RunRow> yardstick,
        List<Numbered<GateResult>> gates,
        List<Numbered<DeadEnd>> deadEnds,
        List<Numbered<Judgement>> cited,
        List<Numbered<Note>> notes,
        Reproduction reproduction) {

    private static final String NOT_SAID = "unknown"; // what runs say where an imported ledger said nothing

    /**
     * Candidates around the run's.
     *
     * @param parent that it varies
     * @param children that vary it
     * @param others runs of the same candidate
     */
    public record Family(Optional<Relative> parent, List<Relative> children, List<RunRow> others) {
        private static final int NEAREST = 8;

        /** Children that are shown at once. */
        public List<Relative> nearest() {
            return children.subList(0, Math.min(NEAREST, children.size()));
        }

        /** The other ones. */
        public List<Relative> further() {
            return children.subList(nearest().size(), children.size());
        }
    }

    static RunPage of(Site site, Frame frame, RunRow row, Citations citations) {
        Snapshot snapshot = site.snapshot();
        Run run = snapshot.details(row);
        Numbered<Benchmark> benchmark = snapshot.benchmark(row.benchmark());
        Numbered<Candidate> candidate = snapshot.candidate(row);
        Optional<Numbered<Study>> study = row.study().flatMap(key -> snapshot.find(Study.class, key));
        Optional<RunRow> floorThen = snapshot.history()
                .floorBefore(row.benchmark(), row.ended())
                .filter(floor -> !floor.key().equals(row.key()));
        Optional<RunRow> floorNow =
                snapshot.floor(benchmark).filter(floor -> !floor.key().equals(row.key()));
        return new RunPage(
                frame,
                RunLine.of(site, row),
                row,
                run,
                benchmark,
                candidate,
                study,
                candidate.record().hypothesis().flatMap(key -> snapshot.find(Hypothesis.class, key)),
                compared(row, floorThen),
                compared(row, floorNow),
                floorThen,
                ByteLedgerBar.of(row, run),
                PairDistribution.of(row, run, _ -> Optional.empty()),
                SettingLine.of(
                        candidate.record(),
                        candidate
                                .record()
                                .parent()
                                .flatMap(key -> snapshot.find(Candidate.class, key))
                                .map(Numbered::record),
                        floorThen.map(floor -> snapshot.candidate(floor).record())),
                family(snapshot, row, candidate),
                opinions(snapshot, row),
                rounds(snapshot, row),
                citations.asYardstick(row.key()).stream()
                        .map(round -> snapshot.run(round.record().candidateRun()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList(),
                snapshot.gates(row.key()),
                citations.deadEnds(row.key()),
                citations.judgements(row.key()),
                java.util.stream.Stream.concat(
                                snapshot.notes(row.key()).stream(), snapshot.notes(candidate.key()).stream())
                        .distinct()
                        .toList(),
                Reproduction.of(site.paths(), row.numberLabel(), run, benchmark.record(), candidate, study));
    }

    private static Optional<Comparison> compared(RunRow row, Optional<RunRow> floor) {
        return row.whole() ? floor.filter(RunRow::whole).map(other -> new Comparison(row, other)) : Optional.empty();
    }

    private static Family family(Snapshot snapshot, RunRow row, Numbered<Candidate> candidate) {
        return new Family(
                candidate
                        .record()
                        .parent()
                        .flatMap(key -> snapshot.find(Candidate.class, key))
                        .map(parent -> Relative.of(snapshot, parent, row.benchmark())),
                snapshot.children(candidate.key()).stream()
                        .map(child -> Relative.of(snapshot, child, row.benchmark()))
                        .filter(child -> !child.runs().isEmpty())
                        .toList(),
                snapshot.runsOf(candidate.key()).stream()
                        .filter(other -> !other.key().equals(row.key()))
                        .toList());
    }

    private static List<Opinion> opinions(Snapshot snapshot, RunRow row) {
        return java.util.stream.Stream.concat(
                        snapshot.judgements(row.key()).stream(), snapshot.judgements(row.candidate()).stream())
                .map(judgement -> Opinion.of(snapshot, judgement))
                .sorted(java.util.Comparator.comparing(Opinion::time))
                .toList();
    }

    private static List<RoundLine> rounds(Snapshot snapshot, RunRow row) {
        return snapshot.rounds(row.candidate()).stream()
                .filter(round -> round.record().candidateRun().equals(row.key()))
                .map(round -> new RoundLine(
                        round, snapshot.run(round.record().floorRun()).orElseThrow()))
                .toList();
    }

    /** What was measured, in a sentence for newcomers. */
    public String sentence() {
        Benchmark on = benchmark.record();
        String pairs = run.subset().whole()
                ? "all " + Wording.count(run.subset().size()) + " pairs"
                : Wording.count(run.subset().size()) + " of the "
                        + Wording.count(run.subset().clipPairs()) + " pairs";
        return "A measurement of one candidate on " + pairs + " of the clip " + on.clip() + ", seen by the networks "
                + on.evaluators() + ".";
    }

    /** Why its score is none of the benchmark; empty where it is one. */
    public String caution() {
        if (run.whole()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (!run.subset().whole()) {
            out.append("Only ")
                    .append(Wording.count(run.subset().size()))
                    .append(" of ")
                    .append(Wording.count(run.subset().clipPairs()))
                    .append(" pairs were scored");
            out.append(
                    run.built() == Built.SUBSET
                            ? ", and the archive holds these alone, counted against their share of the original. "
                            : "; the archive holds the whole clip. ");
        }
        if (!run.replaced().isEmpty()) {
            out.append("Settings were replaced for this run alone, usually to train for a shorter time. ");
        }
        return out + "Its score is none of the benchmark, and is only compared with runs made in the same way.";
    }

    /** Whether it may never become the floor. */
    public boolean exploit() {
        return run.track().equals(Track.EXPLOIT);
    }

    /** Whether this program measured it. */
    public boolean measured() {
        return run.source().equals(Run.MEASURED);
    }

    /** What its settings are held against, in words; empty where there is nothing. */
    public String beside() {
        String parent = family.parent().isPresent() ? "the candidate that it varies" : "";
        String floor = floorThen.isPresent() ? "the floor of its time" : "";
        return parent.isEmpty() || floor.isEmpty() ? parent + floor : parent + " or from " + floor;
    }

    /** Device, machine, threads, code and seeds, as far as the ledger knows them. */
    public String maker() {
        List<String> words = new ArrayList<>();
        words.add(run.device().equals(NOT_SAID) ? "device " + Wording.UNKNOWN : run.device());
        words.add(run.machine().equals(NOT_SAID) ? "machine " + Wording.UNKNOWN : run.machine());
        if (run.threads() > 0) {
            words.add(run.threads() + (run.threads() == 1 ? " thread" : " threads"));
        }
        words.add("code " + (run.codeVersion().equals(NOT_SAID) ? Wording.UNKNOWN : run.codeVersion()));
        if (!run.seeds().isEmpty()) {
            words.add((run.seeds().size() == 1 ? "seed " : "seeds ")
                    + run.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return String.join(", ", words);
    }

    /** Settings that differ from those of a relative. */
    public List<SettingLine> different() {
        return settings.stream().filter(SettingLine::differs).toList();
    }
}
