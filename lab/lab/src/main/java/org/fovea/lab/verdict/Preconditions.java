package org.fovea.lab.verdict;

import java.util.Map;
import java.util.TreeMap;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;

public final class Preconditions {
    private Preconditions() {}

    /** Code, networks, clip and pairs. */
    public static Map<String, String> of(Ledger ledger, Run run) {
        Map<String, String> all = new TreeMap<>();
        all.put(Precondition.CODE, run.codeVersion());
        all.put(Precondition.SUBSET, run.subset().text());
        Benchmark benchmark =
                ledger.find(Benchmark.class, run.benchmark()).orElseThrow().record();
        benchmark.evaluatorsSha256().ifPresent(hash -> all.put(Precondition.EVALUATORS, hash));
        benchmark.clipSha256().ifPresent(hash -> all.put(Precondition.CLIP, hash));
        return all;
    }
}
