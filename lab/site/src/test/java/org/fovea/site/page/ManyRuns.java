package org.fovea.site.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.MadeLab;
import org.fovea.site.model.Snapshot;
import tools.jackson.databind.node.ObjectNode;

/**
 * Labs as large as one wants: runs on 24 pairs of several tracks and families, of which every third is on some pairs
 * only, with 20 promotions.
 */
public final class ManyRuns {
    private static final int PAIRS = 24;
    private static final int PROMOTIONS = 20;
    private static final List<String> TRACKS = List.of(Track.MASKS, Track.ROBUST, "hybrid");
    private static final List<String> FAMILIES =
            List.of("masks", "poses", "quantisation", "renderer", "corrections", "training", "packing", "verification");

    private final MadeLab lab;
    private final Random random = new Random(1);
    private final ObjectNode settings;
    private final List<String> parents = new ArrayList<>();

    private ManyRuns(Ledger ledger, ObjectNode settings) {
        lab = new MadeLab(ledger, "many", PAIRS);
        this.settings = settings;
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
        String family = FAMILIES.get(number % FAMILIES.size());
        Instant time = MadeLab.BEGIN.plusSeconds(1800L * number);
        Candidate candidate = MadeLab.candidate(own, family)
                .overrides(Map.of(
                        "seed", Integer.toString(number + 1), family + ".strength", Integer.toString(number % 97)))
                .track(TRACKS.get(number % TRACKS.size()))
                .parent(parents.isEmpty() ? Optional.empty() : Optional.of(parents.getLast()))
                .by(Author.rule("sweep"))
                .time(time)
                .build();
        lab.ledger.add(candidate);
        Subset subset = whole ? Subset.all(PAIRS) : Subset.of("0..7 of " + PAIRS);
        double better = 1.0 / (1 + parents.size() * 0.05);
        return lab.ledger.add(lab.run(
                        candidate,
                        subset,
                        200_000 + random.nextInt(50_000),
                        time.plusSeconds(60 + random.nextInt(1200)),
                        pair -> new PairDistortion(
                                pair,
                                0.006 * better * (0.5 + random.nextDouble()),
                                0.003 * better * (0.5 + random.nextDouble())))
                .seeds(List.of((long) number))
                .codeVersion("code-" + number / 1000)
                .build());
    }

    private void judge(Verdict verdict, Numbered<Run> run, String reason) {
        lab.ledger.add(lab.judgement(verdict, run, reason)
                .by(verdict == Verdict.REJECTED ? Author.rule("round") : MadeLab.SOMEBODY)
                .time(run.record().ended())
                .build());
    }
}
