package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/** What a reviewer would want to see and the ledger does not hold. */
public final class Missing {
    private Missing() {}

    /**
     * All of it, in words.
     *
     * @param promotion of the run
     */
    public static List<String> of(Snapshot snapshot, RunRow row, Run run, Optional<Numbered<Judgement>> promotion) {
        List<String> missing = new ArrayList<>();
        add(
                missing,
                snapshot.gates(row.key()).isEmpty(),
                "no gate was tried by this lab: nothing was inflated or scored again before the promotion");
        add(missing, promotion.flatMap(judgement -> judgement.record().review()).isEmpty(), "no review was written");
        add(missing, run.artifact(Artifact.ARCHIVE).isEmpty(), "the archive itself: it cannot be scored again");
        add(missing, run.frames().isEmpty(), "the hash of the frames");
        add(
                missing,
                run.bytes().payload().isEmpty(),
                "what inflating needs outside the archive, so that the rule_faithful score is not known");
        add(missing, run.sections().isEmpty(), "bytes of each section of the archive");
        add(missing, run.pairs().isEmpty(), "what was lost on each pair");
        Benchmark benchmark = snapshot.benchmark(row.benchmark()).record();
        add(missing, benchmark.clipSha256().isEmpty(), "the hash of the clip");
        add(missing, benchmark.evaluatorsSha256().isEmpty(), "the hash of the networks");
        add(missing, run.codeVersion().equals("unknown"), "which version of the code ran");
        return missing;
    }

    private static void add(List<String> all, boolean isMissing, String what) {
        if (isMissing) {
            all.add(what);
        }
    }
}
