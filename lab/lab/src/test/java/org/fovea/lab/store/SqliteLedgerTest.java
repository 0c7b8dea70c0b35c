package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerTest extends LedgerContract {
    @TempDir
    private Path folder;

    private int files;

    @Override
    String newDatabase() {
        return "jdbc:sqlite:" + folder.resolve("lab" + files++ + ".db");
    }

    /** What {@link #processesThatOpenANewFileAtOnceShareIt} starts: opens a file and adds candidates. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) {
            try (LabDatabase database = LabDatabase.open(Path.of(args[0]))) {
                Ledger ledger = database.ledger();
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    ledger.add(Records.candidate("same", "" + i));
                    ledger.add(Records.candidate(args[1], "" + i));
                }
            }
        }
    }

    @Test
    void processes_that_open_a_new_file_at_once_share_it() throws Exception {
        Path file = folder.resolve("shared.db");
        int each = 20;
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            processes.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Other.class.getName(),
                            file.toString(),
                            name,
                            "" + each)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile())
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        }
        for (String name : List.of("one", "two", "three")) {
            assertThat(folder.resolve(name + ".log")).content().doesNotContain("Exception");
        }
        assertThat(processes).allMatch(process -> process.exitValue() == 0);
        try (LabDatabase opened = LabDatabase.open(file)) {
            assertThat(opened.ledger().all(Candidate.class)).hasSize(4 * each);
        }
    }

    @Test
    void says_what_is_wrong_with_a_url() throws Exception {
        assertThatThrownBy(() -> LabDatabase.open("jdbc:mysql://ada:secret@host/x"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("use jdbc:sqlite:FILE or jdbc:postgresql:")
                .hasMessageNotContaining("secret");
        assertThrown(LedgerException.class, () -> LabDatabase.open("jdbc:sqlite::memory:"), "names no file");
        assertThrown(LedgerException.class, () -> LabDatabase.open(folder.resolve("none/lab.db")), "no folder");
        Path text = Files.writeString(
                folder.resolve("text.db"), "no database, but some text that is long enough".repeat(99));
        assertThrown(LedgerException.class, () -> LabDatabase.open(text), "not a database");
        assertThatThrownBy(() -> LabDatabase.open("jdbc:postgresql://localhost:1/x?user=a&password=secret"))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("cannot open the ledger jdbc:postgresql://localhost:1/x")
                .hasMessageNotContaining("secret");
    }
}
