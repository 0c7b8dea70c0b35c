package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.lab.record.Judgement.Verdict.PROMOTED;
import static org.fovea.lab.record.Judgement.Verdict.REJECTED;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.RecordBuilder;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be judged; {@link FloorHistoryTest} looks at what follows from judgements. */
@ParameterizedClass
@EnumSource(Dialect.class)
final class StandingTest {
    @Parameter
    private Dialect dialect;

    @TempDir
    private Path folder;

    private TestLab lab;

    @BeforeEach
    void open() {
        lab = new TestLab(dialect, folder);
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void only_whole_honest_runs_are_ever_promoted() {
        Numbered<Run> part = lab.run("1", Subset.of("0..7 of 110"), 500, 1);
        assertThrown(
                LedgerException.class,
                () -> lab.judge(PROMOTED, part, 1),
                "cannot be promoted: it is not one of the whole clip");
        Candidate honest = Records.candidate("masks.minimumRegion", "1");
        Run whole = Records.run(TestLab.WHITE, honest, Subset.all(110), 500, 1, 1);
        Numbered<Run> exploit = lab.ledger().add(changed(whole, Track.EXPLOIT, Map.of(), whole.bytes()));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, exploit, 1), "track exploit");
        Numbered<Run> replaced = lab.ledger().add(changed(whole, whole.track(), Map.of("steps", "9"), whole.bytes()));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, replaced, 1));
        Run.Bytes cheap = new Run.Bytes(500, Optional.empty(), 1e12);
        Numbered<Run> cheaper = lab.ledger().add(changed(whole, whole.track(), Map.of(), cheap));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, cheaper, 1), "counted against 1.0E12");
        Numbered<Candidate> candidate = lab.ledger().resolve(Candidate.class, "C-1");
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, candidate, 1), "a candidate cannot be promoted");
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.ledger().all(Judgement.class)).isEmpty();
        lab.judge(REJECTED, exploit, 2);
        assertThat(lab.verdict(exploit)).contains(REJECTED);
    }

    private static Run changed(Run run, String track, Map<String, String> replaced, Run.Bytes bytes) {
        return run.toBuilder().replaced(replaced).track(track).bytes(bytes).build();
    }

    @Test
    void a_run_is_judged_where_it_ran() {
        Numbered<Run> run = lab.run("1", 5000);
        lab.ledger().add(Records.benchmark("other", 110));
        Judgement here = TestLab.judgement(PROMOTED, run, 1);
        Judgement elsewhere = RecordBuilder.of(Judgement.Builder.class, here)
                .benchmark(Records.benchmark("other", 110).key())
                .build();
        assertThrown(LedgerException.class, () -> lab.ledger().add(elsewhere), "another benchmark");
    }
}
