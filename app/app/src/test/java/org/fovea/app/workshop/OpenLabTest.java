package org.fovea.app.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.store.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLabTest {
    @TempDir
    Path path;

    @Test
    void a_lost_or_empty_ledger_is_refused_and_not_made_anew() throws IOException {
        LabFolder folder = LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
        Path file = folder.databaseFile().orElseThrow();
        assertThrown(LedgerException.class, () -> OpenLab.open(folder), "is missing");
        OpenLab.create(folder).close();
        OpenLab.open(folder).close();
        Files.write(file, new byte[0]);
        assertThrown(LedgerException.class, () -> OpenLab.open(folder), "is empty");
        assertThat(file).isEmptyFile();
        Files.delete(file);
        assertThrown(LedgerException.class, () -> OpenLab.open(folder));
        assertThat(file).doesNotExist();
    }

    @Test
    void a_lab_that_could_not_be_made_leaves_no_settings_behind() throws IOException {
        LabFolder folder =
                LabFolder.create(path.resolve("lab"), LabConfig.of("jdbc:postgresql://nowhere/x?password=secret"));
        assertThat(folder.databaseFile()).isEmpty();
        folder.abandon();
        assertThat(path.resolve("lab")).isEmptyDirectory();
    }
}
