package org.fovea.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.record.Artifact;
import org.fovea.testkit.powercut.PowerCutException;
import org.fovea.testkit.powercut.PowerCutFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power fails at every change: an artifact that the store has given to a ledger is there afterwards. */
class ArtifactPowerCutTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_ledger_may_name_is_there_after_a_power_cut(boolean names) throws IOException {
        PowerCutFiles whole = PowerCutFiles.empty();
        keep(whole, new ArrayList<>());
        assertThat(whole.changes()).isGreaterThan(10);
        for (long cut = 0; cut < whole.changes(); cut++) {
            PowerCutFiles files = PowerCutFiles.empty();
            files.cutBefore(cut);
            List<Artifact> kept = new ArrayList<>();
            try {
                keep(files, kept);
                throw new AssertionError("no power cut before change " + cut);
            } catch (PowerCutException e) {
                PowerCutFiles after = files.afterCut(names);
                ArtifactStore store = new ArtifactStore(after.path("/lab"));
                for (Artifact artifact : kept) {
                    assertThat(store.read(artifact))
                            .as("cut before change %d", cut)
                            .hasSize((int) artifact.bytes());
                }
                keep(after, new ArrayList<>());
            }
        }
    }

    private static void keep(PowerCutFiles files, List<Artifact> kept) throws IOException {
        ArtifactStore store = new ArtifactStore(files.path("/lab"));
        for (String content : List.of("one", "two", "three")) {
            kept.add(store.keep("archive", content.getBytes(StandardCharsets.UTF_8), ".zip"));
        }
    }
}
