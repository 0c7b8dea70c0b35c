package org.fovea.lab.verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lab with a base of which one run was made, and dead ends around it. */
abstract class ClosedIdeas {
    static final Benchmark BENCHMARK = Records.benchmark();
    static final Subset SOME = Subset.of("0..7 of 110");

    @TempDir
    private Path folder;

    private LabDatabase database;
    Ledger ledger;
    Candidate base;
    Numbered<Run> floor;

    @BeforeEach
    void open() throws IOException {
        database = LabDatabase.open(folder.resolve("lab.db"));
        ledger = database.ledger();
        ledger.add(BENCHMARK);
        base = CandidateFactory.base(
                Profiles.find("fast/masks"), Map.of(), Optional.empty(), Records.ADA, Records.NOON);
        ledger.add(base);
        floor = ledger.add(Records.run(BENCHMARK, base, SOME, 900, 1, 1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    Candidate vary(Map<String, String> point, Optional<String> despite) {
        return CandidateFactory.vary(base, point, Map.of(), despite, Records.ADA, Records.NOON);
    }

    Numbered<DeadEnd> close(
            String family, Map<String, String> region, Numbered<Run> run, Map<String, String> preconditions) {
        return ledger.add(Records.deadEnd(BENCHMARK.key(), family, run.key())
                .region(region)
                .preconditions(preconditions)
                .build());
    }
}
