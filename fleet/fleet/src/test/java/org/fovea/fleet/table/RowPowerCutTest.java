package org.fovea.fleet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.fovea.codec.io.DurableFiles;
import org.fovea.testkit.powercut.DiskTrace;
import org.fovea.testkit.powercut.DiskTrace.Kept;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails at every change: a row that was kept is there afterwards, whole, and so is its archive. */
@Tag("slow")
class RowPowerCutTest {
    private static final int ROWS = 3;

    @TempDir
    private Path temporary;

    /** Adds rows and prints a line for each. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            work(Path.of(arguments[0]), System.out::println);
        }
    }

    @Test
    void a_row_that_was_kept_and_its_archive_are_there_after_a_power_cut() throws Exception {
        assumeTrue(DiskTrace.works(), "strace does not work here");
        Path base = temporary.toRealPath();
        Path fleet = Files.createDirectory(base.resolve("fleet"));
        DiskTrace trace = DiskTrace.ofMain(fleet, Writer.class, fleet.toString());
        assertThat(trace.lines(trace.changes())).isEqualTo(ROWS);
        for (int cut = 0; cut <= trace.changes(); cut++) {
            for (Kept kept : Kept.values()) {
                Path after = base.resolve(cut + "-" + kept);
                trace.restore(cut, kept, after);
                var rows = new AttemptRows(after.resolve("rows")).files();
                assertThat(rows).as("cut before change %d", cut).hasSizeGreaterThanOrEqualTo(trace.lines(cut));
                for (Path row : rows) {
                    String text = Files.readString(row);
                    assertThat(text).startsWith("{").endsWith("}");
                    String clip = row.getFileName().toString().substring(0, 2);
                    assertThat(archive(after, clip)).hasContent(clip);
                }
                work(after, clip -> {});
                assertThat(new AttemptRows(after.resolve("rows")).files()).hasSize(ROWS);
            }
        }
    }

    /** As a worker does: the archive gets its place, then the row names it. */
    private static void work(Path fleet, Consumer<String> kept) throws IOException {
        AttemptRows rows = new AttemptRows(fleet.resolve("rows"));
        for (int i = 0; i < ROWS; i++) {
            String clip = "c" + i;
            Path made = DurableFiles.makeFolders(fleet.resolve("work")).resolve("out.zip");
            Files.writeString(made, clip);
            DurableFiles.move(made, archive(fleet, clip));
            rows.add(Rows.done(clip, "key", 1, 100));
            kept.accept(clip);
        }
    }

    private static Path archive(Path fleet, String clip) {
        return fleet.resolve("archives").resolve(clip).resolve("archive.zip");
    }
}
