package org.fovea.site.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import tools.jackson.databind.node.JsonNodeFactory;

/** Fills a ledger with made-up runs on all pairs. */
final class SyntheticLab {
    private static final Author SOMEBODY = Author.person("somebody");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private SyntheticLab() {}

    /**
     * Adds runs, the best so far promoted.
     *
     * @param name prefix of names of settings, values and runs
     */
    static void fill(Ledger ledger, int runs, int pairs, String name) {
        ledger.transaction(inside -> {
            Random random = new Random(3);
            Benchmark benchmark = new Benchmark(
                    name + "bench",
                    "clip",
                    Optional.empty(),
                    pairs,
                    1_000_000,
                    "networks",
                    Optional.empty(),
                    false,
                    BEGIN);
            inside.add(benchmark);
            double best = 0.5;
            for (int i = 0; i < runs; i++) {
                double segmentation = i == 0 ? 0.0035 : 0.004 + 0.02 * random.nextDouble();
                if (i > 0 && i % Math.max(1, runs / 10) == 0) {
                    best *= 0.9;
                    segmentation = 0.003 * best;
                }
                Run run = run(inside, benchmark, i, pairs, segmentation, name, random);
                inside.add(run);
                if (i == 0 || segmentation < 0.003) {
                    inside.add(Judgement.builder()
                            .verdict(Judgement.Verdict.PROMOTED)
                            .about(RecordKind.RUN)
                            .subject(run.key())
                            .benchmark(benchmark.key())
                            .by(SOMEBODY)
                            .reason(name + "because")
                            .review(Optional.of("x"))
                            .time(run.ended())
                            .build());
                }
            }
            return null;
        });
    }

    private static Run run(
            Ledger ledger, Benchmark benchmark, int i, int pairs, double segmentation, String name, Random random) {
        Recipe recipe = new Recipe(
                Recipe.Kind.PROFILE,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("a" + name, name + i / 3)
                        .put("b", i % 3),
                Optional.empty());
        Candidate candidate = Candidate.builder()
                .recipe(recipe)
                .profile("profile")
                .overrides(Map.of("b", name + i % 3))
                .track("masks")
                .family(name + "family")
                .by(SOMEBODY)
                .time(BEGIN)
                .build();
        ledger.add(candidate);
        List<PairDistortion> costs = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            costs.add(new PairDistortion(pair, segmentation, 1e-6 * (1 + random.nextDouble())));
        }
        long bytes = 20_000 + random.nextInt(40_000);
        Instant ended = BEGIN.plusSeconds(600L * (i + 1));
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(Subset.all(pairs))
                .built(Run.Built.CLIP)
                .track("masks")
                .family(name + "family")
                .seeds(List.of(1L))
                .device("cpu")
                .machine("x")
                .threads(1)
                .codeVersion("v")
                .started(ended.minusSeconds(60))
                .ended(ended)
                .bytes(new Run.Bytes(bytes, Optional.of(0L), 1_000_000))
                .sections(Map.of("masks", bytes - 5000, "weights", 5000L))
                .segmentation(segmentation)
                .pose(1.5e-6)
                .pairs(costs)
                .name(Optional.of(name + "run " + i))
                .note(Optional.of(name + "note"))
                .build();
    }
}
