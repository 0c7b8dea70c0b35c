package org.fovea.fleet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.io.DurableFiles;
import org.fovea.testkit.powercut.PowerCutException;
import org.fovea.testkit.powercut.PowerCutFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails at every change: a row that was kept is there afterwards, whole, and so is the archive that it tells
 * of.
 */
class RowPowerCutTest {
    private static final int ROWS = 3;

    private int promised;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_row_that_was_kept_and_its_archive_are_there_after_a_power_cut(boolean names) throws IOException {
        PowerCutFiles whole = PowerCutFiles.empty();
        work(whole);
        for (long cut = 0; cut < whole.changes(); cut++) {
            PowerCutFiles files = PowerCutFiles.empty();
            files.cutBefore(cut);
            promised = 0;
            try {
                work(files);
                throw new AssertionError("no power cut before change " + cut);
            } catch (PowerCutException e) {
                PowerCutFiles after = files.afterCut(names);
                var rows = new AttemptRows(after.path("/fleet/rows")).files();
                assertThat(rows).as("cut before change %d", cut).hasSizeGreaterThanOrEqualTo(promised);
                for (Path row : rows) {
                    String text = Files.readString(row);
                    assertThat(text).startsWith("{").endsWith("}");
                    String clip = row.getFileName().toString().substring(0, 2);
                    assertThat(Files.readString(archive(after, clip))).isEqualTo(clip);
                }
                work(after);
                assertThat(new AttemptRows(after.path("/fleet/rows")).files()).hasSize(ROWS);
            }
        }
    }

    /** As a worker does: the archive gets its place, then the row tells of it. */
    private void work(PowerCutFiles files) throws IOException {
        AttemptRows rows = new AttemptRows(files.path("/fleet/rows"));
        for (int i = 0; i < ROWS; i++) {
            String clip = "c" + i;
            Path made = DurableFiles.makeFolders(files.path("/fleet/work")).resolve("out.zip");
            Files.writeString(made, clip);
            DurableFiles.move(made, archive(files, clip));
            rows.add(Rows.done(clip, "key", 1, 100));
            promised = i + 1;
        }
    }

    private static Path archive(PowerCutFiles files, String clip) {
        return files.path("/fleet/archives").resolve(clip).resolve("archive.zip");
    }
}
