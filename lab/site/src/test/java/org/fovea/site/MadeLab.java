package org.fovea.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.node.ObjectNode;

/** A lab with one benchmark whose records are made up: of each, a test says what it looks at. */
public final class MadeLab {
    /** When the first things happened. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** Who did what nobody else did. */
    public static final Author SOMEBODY = Author.person("somebody");

    private static final long ORIGINAL = 37_545_489;

    /** Where all of it is. */
    public final Ledger ledger;

    /** What runs are of. */
    public final Numbered<Benchmark> benchmark;

    /** With a benchmark of this name. */
    public MadeLab(Ledger ledger, String name, int pairs) {
        this.ledger = ledger;
        benchmark = ledger.add(new Benchmark(
                name,
                name + ".mkv",
                Optional.empty(),
                pairs,
                ORIGINAL,
                name,
                Optional.empty(),
                true,
                Optional.empty(),
                BEGIN));
    }

    /** A candidate of track masks, without a parent. */
    public static Candidate.Builder candidate(ObjectNode settings, String family) {
        return Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.PROFILE, settings, Optional.empty()))
                .profile("made.yaml")
                .track(Track.MASKS)
                .family(family)
                .by(SOMEBODY)
                .time(BEGIN);
    }

    /** A run of a minute with two sections. */
    public Run.Builder run(
            Candidate candidate, Subset subset, long bytes, Instant ended, IntFunction<PairDistortion> costs) {
        List<PairDistortion> pairs = subset.pairs().stream().map(costs::apply).toList();
        long renderer = bytes / 4;
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : Run.Built.SUBSET)
                .track(candidate.track())
                .family(candidate.family())
                .seeds(List.of(1L))
                .device("cpu")
                .machine("x86_64")
                .threads(2)
                .codeVersion("code")
                .started(ended.minusSeconds(60))
                .ended(ended)
                .bytes(new Run.Bytes(bytes, Optional.of(0L), (double) ORIGINAL * subset.size() / subset.clipPairs()))
                .sections(Map.of("renderer", renderer, "masks", bytes - renderer))
                .segmentation(pairs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(pairs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(pairs);
    }

    /** A comparison that decided nothing. */
    public Round.Builder round(Numbered<Study> study, Numbered<Run> floor, Numbered<Run> run) {
        return Round.builder()
                .benchmark(benchmark.key())
                .study(Optional.of(study.key()))
                .candidate(run.record().candidate())
                .floorRun(floor.key())
                .candidateRun(run.key())
                .gain(-0.01)
                .low(-0.02)
                .high(0.005)
                .level(0.9)
                .bar(0.001)
                .decision(Round.Decision.CONTINUE)
                .by(Author.rule("rule"))
                .time(run.record().ended());
    }

    /** A judgement; a promotion has a review. */
    public Judgement.Builder judgement(Verdict verdict, Numbered<?> about, String reason) {
        return Judgement.builder()
                .verdict(verdict)
                .about(about.kind())
                .subject(about.key())
                .benchmark(benchmark.key())
                .by(SOMEBODY)
                .reason(reason)
                .evidence(about.kind() == RecordKind.RUN ? List.of(about.key()) : List.of())
                .review(verdict == Verdict.PROMOTED ? Optional.of("## Risks\n\n" + reason) : Optional.empty())
                .time(BEGIN);
    }
}
