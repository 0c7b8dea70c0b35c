package org.fovea.app.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A ledger as after years of work: runs of all pairs of a clip, every tenth judged, every thousandth a dead end. */
final class LedgerFilling {
    /** Of each run. */
    static final int PAIRS = 600;

    private static final int PIXELS = 384 * 512;
    private static final long ORIGINAL = 37_545_489;
    private static final int BATCH = 500;
    private static final int RUNS_PER_CANDIDATE = 5;
    private static final int STUDIES = 50;
    private static final List<String> FAMILIES = List.of("masks", "renderer", "pose", "corrections", "container");
    private static final Author RULE = Author.rule("bench");

    private final Ledger ledger;
    private final Random random = new Random(1);
    private final Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    private final Benchmark benchmark;
    private final List<Study> studies = new ArrayList<>();
    private final Subset all = Subset.all(PAIRS);
    private @Nullable Candidate candidate;
    private int made;
    private Optional<Run> floor = Optional.empty();

    LedgerFilling(Ledger ledger) {
        this.ledger = ledger;
        Optional<String> unknown = Optional.empty();
        benchmark = ledger.add(new Benchmark("bench", "0.mkv", unknown, PAIRS, ORIGINAL, "two", unknown, false, begin))
                .record();
        for (int i = 0; i < STUDIES; i++) {
            Study study = new Study("study " + i, benchmark.key(), "bar: 0.001", RULE, begin);
            studies.add(ledger.add(study).record());
        }
    }

    Benchmark benchmark() {
        return benchmark;
    }

    Study study() {
        return studies.getFirst();
    }

    void fill(int runs) {
        for (int i = 0; i < runs; i += BATCH) {
            int batch = Math.min(BATCH, runs - i);
            ledger.transaction(inside -> {
                for (int j = 0; j < batch; j++) {
                    add(inside);
                }
                return batch;
            });
        }
    }

    private void add(Ledger inside) {
        Run run = inside.add(run(inside)).record();
        boolean better =
                run.whole() && (floor.isEmpty() || run.score() < floor.get().score());
        if (better) {
            inside.add(judgement(Verdict.PROMOTED, run));
            floor.ifPresent(before -> inside.add(judgement(Verdict.SUPERSEDED, before)));
            floor = Optional.of(run);
        } else if (made % 10 == 0) {
            inside.add(judgement(Verdict.REJECTED, run));
        }
        if (made % 1000 == 0) {
            DeadEnd deadEnd = inside.add(deadEnd(run)).record();
            if (made % 5000 == 0) {
                inside.add(judgement(Verdict.REOPENED, deadEnd));
            }
        }
    }

    /** Runs that are not in the ledger yet; their candidates are. */
    List<Run> runs(int count) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(run(ledger));
        }
        return runs;
    }

    private Run run(Ledger inside) {
        Candidate tried = candidate;
        if (tried == null || made % RUNS_PER_CANDIDATE == 0) {
            tried = inside.add(candidate(made / RUNS_PER_CANDIDATE)).record();
            candidate = tried;
        }
        made++;
        double quality = 0.5 + random.nextDouble() * 2;
        List<PairDistortion> pairs = new ArrayList<>(PAIRS);
        double segmentation = 0;
        double pose = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            PairDistortion cost = new PairDistortion(
                    pair,
                    (int) (PIXELS * 0.004 * quality * random.nextDouble()) / (double) PIXELS,
                    0.01 * quality * random.nextDouble());
            segmentation += cost.segmentation() / PAIRS;
            pose += cost.pose() / PAIRS;
            pairs.add(cost);
        }
        long bytes = 200_000 + random.nextInt(100_000);
        Instant start = begin.plusSeconds(600L * made);
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(tried.key())
                .study(Optional.of(studies.get(made / 100 % STUDIES).key()))
                .rung(made % 4)
                .replaced(made % 3 == 0 ? Map.of("steps", "100") : Map.of())
                .subset(all)
                .built(Run.Built.CLIP)
                .track(tried.track())
                .family(tried.family())
                .seeds(List.of((long) made))
                .device("cpu")
                .machine("amd64")
                .threads(2)
                .codeVersion("0123456789abcdef")
                .started(start)
                .ended(start.plusSeconds(500))
                .bytes(new Run.Bytes(bytes, Optional.of(0L), ORIGINAL))
                .sections(Map.of("masks", bytes - 100, "container", 100L))
                .segmentation(segmentation)
                .pose(pose)
                .pairs(pairs)
                .job(Optional.of("job " + made))
                .build();
    }

    private Candidate candidate(int number) {
        Map<String, String> settings = Map.of(
                "masks.minimumRegion", "" + number % 97, "renderer.width", "" + number % 31, "seed", "" + number);
        var recipe = JsonMapper.shared().createObjectNode();
        settings.forEach(recipe::put);
        return Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.PROFILE, recipe, Optional.empty()))
                .profile("quick")
                .overrides(settings)
                .track("masks")
                .family(FAMILIES.get(number % FAMILIES.size()))
                .by(RULE)
                .time(begin.plusSeconds(number))
                .build();
    }

    Judgement judgement(Verdict verdict, LabRecord about) {
        return Judgement.builder()
                .verdict(verdict)
                .about(about.kind())
                .subject(about.key())
                .benchmark(benchmark.key())
                .by(RULE)
                .reason("0.0123 points on 600 pairs")
                .evidence(about.kind() == RecordKind.RUN ? List.of(about.key()) : List.of())
                .preconditions(Map.of("code", "0123456789abcdef"))
                .time(begin.plusSeconds(600L * made + 550))
                .build();
    }

    private DeadEnd deadEnd(Run run) {
        return DeadEnd.builder()
                .benchmark(benchmark.key())
                .family(run.family())
                .region(Map.of("masks.minimumRegion", made % 97 + ".."))
                .mechanism("larger regions lose more than they save")
                .preconditions(Map.of("code", "0123456789abcdef", "gradients", "checked"))
                .evidence(List.of(run.key()))
                .numbers("-0.01 points in 5 of 5 runs")
                .reopens("another coder of regions")
                .by(RULE)
                .time(run.ended())
                .build();
    }
}
