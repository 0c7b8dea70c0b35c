package org.fovea.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fovea.lab.record.Artifact;
import org.fovea.testkit.powercut.DiskTrace;
import org.fovea.testkit.powercut.DiskTrace.Kept;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails at every change: an artifact that the store has given to a ledger is there afterwards. */
@Tag("slow")
class ArtifactPowerCutTest {
    @TempDir
    private Path temporary;

    /** Keeps artifacts and prints a line for each. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            keep(Path.of(arguments[0]), System.out::println);
        }
    }

    @Test
    void what_a_ledger_may_name_is_there_after_a_power_cut() throws Exception {
        assumeTrue(DiskTrace.works(), "strace does not work here");
        Path folder = temporary.toRealPath();
        Path lab = Files.createDirectory(folder.resolve("lab"));
        DiskTrace trace = DiskTrace.ofMain(lab, Writer.class, lab.toString());
        assertThat(trace.changes()).isGreaterThan(10);
        List<Artifact> artifacts = keep(lab, content -> {});
        for (int cut = 0; cut <= trace.changes(); cut++) {
            for (Kept kept : Kept.values()) {
                Path after = folder.resolve(cut + "-" + kept);
                trace.restore(cut, kept, after);
                ArtifactStore store = new ArtifactStore(after);
                for (Artifact artifact : artifacts.subList(0, trace.lines(cut))) {
                    assertThat(store.read(artifact))
                            .as("cut before change %d", cut)
                            .hasSize((int) artifact.bytes());
                }
                assertThat(keep(after, content -> {})).isEqualTo(artifacts);
            }
        }
    }

    private static List<Artifact> keep(Path lab, Consumer<String> line) throws IOException {
        ArtifactStore store = new ArtifactStore(lab);
        List<Artifact> kept = new ArrayList<>();
        for (String content : List.of("one", "two", "three")) {
            kept.add(store.keep("archive", content.getBytes(StandardCharsets.UTF_8), ".zip"));
            line.accept(content);
        }
        return kept;
    }
}
