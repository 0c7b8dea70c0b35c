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
import org.fovea.lab.record.PairCost;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
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
    private Candidate candidate;
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
        if (made % RUNS_PER_CANDIDATE == 0) {
            candidate = inside.add(candidate(made / RUNS_PER_CANDIDATE)).record();
        }
        made++;
        double quality = 0.5 + random.nextDouble() * 2;
        List<PairCost> pairs = new ArrayList<>(PAIRS);
        double segmentation = 0;
        double pose = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            PairCost cost = new PairCost(
                    pair,
                    (int) (PIXELS * 0.004 * quality * random.nextDouble()) / (double) PIXELS,
                    0.01 * quality * random.nextDouble());
            segmentation += cost.segmentation() / PAIRS;
            pose += cost.pose() / PAIRS;
            pairs.add(cost);
        }
        long bytes = 200_000 + random.nextInt(100_000);
        Instant start = begin.plusSeconds(600L * made);
        return new Run(
                benchmark.key(),
                candidate.key(),
                Optional.of(studies.get(made / 100 % STUDIES).key()),
                made % 4,
                made % 3 == 0 ? Map.of("steps", "100") : Map.of(),
                all,
                Run.Built.CLIP,
                candidate.track(),
                candidate.family(),
                List.of((long) made),
                "cpu",
                "amd64",
                2,
                "0123456789abcdef",
                start,
                start.plusSeconds(500),
                new Run.Bytes(bytes, Optional.of(0L), ORIGINAL),
                Map.of("masks", bytes - 100, "container", 100L),
                segmentation,
                pose,
                pairs,
                Optional.empty(),
                List.of(),
                Run.MEASURED,
                Optional.empty(),
                Optional.empty(),
                Optional.of("job " + made));
    }

    private Candidate candidate(int number) {
        Map<String, String> settings = Map.of(
                "masks.minimumRegion", "" + number % 97, "renderer.width", "" + number % 31, "seed", "" + number);
        var recipe = JsonMapper.shared().createObjectNode();
        settings.forEach(recipe::put);
        return new Candidate(
                new Recipe(Recipe.Kind.PROFILE, recipe, Optional.empty()),
                "quick",
                settings,
                "masks",
                FAMILIES.get(number % FAMILIES.size()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RULE,
                begin.plusSeconds(number));
    }

    Judgement judgement(Verdict verdict, LabRecord about) {
        return new Judgement(
                verdict,
                about.kind(),
                about.key(),
                benchmark.key(),
                RULE,
                "0.0123 points on 600 pairs",
                about.kind() == RecordKind.RUN ? List.of(about.key()) : List.of(),
                Map.of("code", "0123456789abcdef"),
                Optional.empty(),
                begin.plusSeconds(600L * made + 550));
    }

    private DeadEnd deadEnd(Run run) {
        return new DeadEnd(
                benchmark.key(),
                run.family(),
                Map.of("masks.minimumRegion", made % 97 + ".."),
                "larger regions lose more than they save",
                Map.of("code", "0123456789abcdef", "gradients", "checked"),
                List.of(run.key()),
                "-0.01 points in 5 of 5 runs",
                "another coder of regions",
                RULE,
                run.ended());
    }
}
