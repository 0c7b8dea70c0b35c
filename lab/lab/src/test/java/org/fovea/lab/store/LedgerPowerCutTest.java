package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.testkit.powercut.DiskTrace;
import org.fovea.testkit.powercut.DiskTrace.Kept;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails while SQLite writes a ledger: what it was told to be kept is kept, and the ledger goes on. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPowerCutTest {
    private static final int RECORDS = 3;

    /** Between two cuts while the tables are made, and while records are added. */
    private static final int EARLY_STEP = 37;

    private static final String KEPT = "kept ";

    @TempDir
    private static Path folder;

    private DiskTrace trace;

    /** Opens a ledger that is not there yet and adds to it. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (LabDatabase database = LabDatabase.open(Path.of(arguments[0]))) {
                for (int i = 1; i <= RECORDS; i++) {
                    database.ledger().add(Records.candidate("masks.minimumRegion", "" + i));
                    System.out.print(KEPT + i + "\n");
                    System.out.flush();
                }
            }
        }
    }

    @BeforeAll
    void write() throws Exception {
        assumeTrue(DiskTrace.works(), "strace does not work here");
        Path lab = Files.createDirectory(folder.toRealPath().resolve("lab"));
        trace = DiskTrace.ofMain(lab, Writer.class, lab.resolve("lab.db").toString());
        assertThat(kept(trace.changes())).isEqualTo(RECORDS);
    }

    /** Records that the ledger had said to be kept. */
    private int kept(int change) {
        return (int)
                trace.said(change).lines().filter(line -> line.startsWith(KEPT)).count();
    }

    private int[] cuts() {
        int first = IntStream.range(0, trace.changes())
                .filter(change -> kept(change) > 0)
                .findFirst()
                .orElseThrow();
        return IntStream.rangeClosed(0, trace.changes())
                .filter(change -> change >= first - EARLY_STEP || change % EARLY_STEP == 0)
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void nothing_that_was_kept_is_lost(Kept left) throws Exception {
        for (int cut : cuts()) {
            Path after = folder.resolve(left + "-" + cut);
            trace.restore(cut, left, after);
            int promised = kept(cut);
            try (LabDatabase database = LabDatabase.open(after.resolve("lab.db"))) {
                assertThat(database.damage()).as("cut before change %d", cut).isEmpty();
                List<Candidate> found = database.ledger().all(Candidate.class).stream()
                        .map(Numbered::record)
                        .toList();
                assertThat(found)
                        .as("cut before change %d", cut)
                        .hasSizeBetween(promised, promised + 1)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, found.size())
                                .mapToObj(i -> Records.candidate("masks.minimumRegion", "" + i))
                                .toList());
                database.ledger().add(Records.candidate("afterwards", "1"));
            }
        }
    }

    @Test
    void without_forces_it_would_be_lost() throws Exception {
        // The trace is one of real forces: before the last force of the last record, the least that is promised is one
        // record fewer.
        int end = trace.changes();
        int last = IntStream.range(0, end)
                .filter(change -> kept(change) == RECORDS)
                .findFirst()
                .orElseThrow();
        Path after = folder.resolve("before the last force");
        trace.restore(last - 1, Kept.FORCED, after);
        try (LabDatabase database = LabDatabase.open(after.resolve("lab.db"))) {
            assertThat(database.ledger().all(Candidate.class)).hasSize(RECORDS - 1);
        }
    }
}
