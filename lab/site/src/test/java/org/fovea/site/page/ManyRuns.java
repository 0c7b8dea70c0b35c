package org.fovea.site.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.model.Snapshot;
import tools.jackson.databind.node.ObjectNode;

/**
 * Labs as large as one wants: runs on 110 pairs of several tracks and families, of which every third is on some pairs
 * only, with 20 promotions.
 */
public final class ManyRuns {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAIRS = 110;
    private static final int SOME = 24;
    private static final int PROMOTIONS = 20;
    private static final long ORIGINAL = 37_545_489;
    private static final List<String> TRACKS = List.of(Track.MASKS, Track.ROBUST, "hybrid");
    private static final List<String> FAMILIES =
            List.of("masks", "poses", "quantisation", "renderer", "corrections", "training", "packing", "verification");

    private final Ledger ledger;
    private final Random random = new Random(1);
    private final ObjectNode settings;
    private final Numbered<Benchmark> benchmark;
    private final List<String> parents = new ArrayList<>();

    private ManyRuns(Ledger ledger, ObjectNode settings) {
        this.ledger = ledger;
        this.settings = settings;
        benchmark = ledger.add(new Benchmark(
                "many", "many.mkv", Optional.empty(), PAIRS, ORIGINAL, "networks", Optional.empty(), true, BEGIN));
    }

    /** A lab with so many runs, made once. */
    public static Snapshot open(int runs) {
        ObjectNode settings = (ObjectNode) Labs.example().all(Candidate.class).stream()
                .map(candidate -> candidate.record().recipe())
                .filter(recipe -> recipe.kind() == Recipe.Kind.PROFILE)
                .findFirst()
                .orElseThrow()
                .settings();
        return Labs.open(
                "many-runs-" + runs,
                ledger -> ledger.transaction(within -> {
                    new ManyRuns(within, settings).fill(runs);
                    return 0;
                }));
    }

    private void fill(int runs) {
        int every = Math.max(3, runs / PROMOTIONS / 3 * 3);
        Optional<Numbered<Run>> floor = Optional.empty();
        for (int i = 0; i < runs; i++) {
            boolean promoted = i % every == 0;
            Numbered<Run> run = run(i, promoted || i % 3 != 0);
            if (promoted) {
                floor.ifPresent(before -> judge(Verdict.SUPERSEDED, before, "a better one was promoted"));
                judge(Verdict.PROMOTED, run, "better than the floor on all pairs, number " + i);
                parents.add(run.record().candidate());
                floor = Optional.of(run);
            } else if (i % 5 != 0) {
                judge(Verdict.REJECTED, run, "no gain that is certain, number " + i);
            }
        }
    }

    private Numbered<Run> run(int number, boolean whole) {
        ObjectNode own = settings.deepCopy();
        own.put("seed", number + 1);
        String track = TRACKS.get(number % TRACKS.size());
        String family = FAMILIES.get(number % FAMILIES.size());
        Instant time = BEGIN.plusSeconds(1800L * number);
        Numbered<Candidate> candidate = ledger.add(Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.PROFILE, own, Optional.empty()))
                .profile("many.yaml")
                .overrides(Map.of(
                        "seed", Integer.toString(number + 1), family + ".strength", Integer.toString(number % 97)))
                .track(track)
                .family(family)
                .parent(parents.isEmpty() ? Optional.empty() : Optional.of(parents.getLast()))
                .by(Author.rule("sweep"))
                .time(time)
                .build());
        Subset subset = whole
                ? Subset.all(PAIRS)
                : new Subset(PAIRS, IntStream.range(0, SOME).boxed().toList());
        return ledger.add(measured(number, candidate, subset, time));
    }

    private Run measured(int number, Numbered<Candidate> candidate, Subset subset, Instant time) {
        double better = 1.0 / (1 + parents.size() * 0.05);
        List<PairDistortion> pairs = subset.pairs().stream()
                .map(pair -> new PairDistortion(
                        pair,
                        0.006 * better * (0.5 + random.nextDouble()),
                        0.003 * better * (0.5 + random.nextDouble())))
                .toList();
        long bytes = 200_000 + random.nextInt(50_000);
        long renderer = 60_000 + random.nextInt(5_000);
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : Run.Built.SUBSET)
                .track(candidate.record().track())
                .family(candidate.record().family())
                .seeds(List.of((long) number))
                .device("cpu")
                .machine("x86_64")
                .threads(2)
                .codeVersion("code-" + number / 1000)
                .started(time)
                .ended(time.plusSeconds(60 + random.nextInt(1200)))
                .bytes(new Run.Bytes(
                        bytes, Optional.of(0L), subset.whole() ? ORIGINAL : (double) ORIGINAL * subset.size() / PAIRS))
                .sections(Map.of("renderer", renderer, "masks", bytes - renderer))
                .segmentation(pairs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(pairs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(pairs)
                .build();
    }

    private void judge(Verdict verdict, Numbered<Run> run, String reason) {
        ledger.add(Judgement.builder()
                .verdict(verdict)
                .about(RecordKind.RUN)
                .subject(run.key())
                .benchmark(benchmark.key())
                .by(verdict == Verdict.REJECTED ? Author.rule("round") : Author.person("somebody"))
                .reason(reason)
                .evidence(List.of(run.key()))
                .review(verdict == Verdict.PROMOTED ? Optional.of("## Risks\n\nnone that is known") : Optional.empty())
                .time(run.record().ended())
                .build());
    }
}
