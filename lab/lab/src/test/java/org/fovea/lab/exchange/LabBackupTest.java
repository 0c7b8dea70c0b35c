package org.fovea.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabBackupTest {
    @TempDir
    private Path folder;

    private LabFolder lab;
    private Path file;

    private LabDatabase open(Dialect dialect) throws IOException {
        Path path = Files.createDirectories(folder.resolve("lab"));
        String url = TestLab.url(dialect, path);
        lab = LabFolder.create(path, LabConfig.of(url.replace(path + "/", "")));
        LabDatabase database = LabDatabase.open(lab.database());
        SmallLab.fill(database.ledger());
        ArtifactStore store = new ArtifactStore(path);
        file = store.path(store.keep(Artifact.LOG, new byte[] {1, 2, 3}, ".txt"));
        return database;
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_copy_holds_all_records_and_files_and_is_brought_up_to_date(Dialect dialect) throws IOException {
        Path to = folder.resolve("copy");
        try (LabDatabase database = open(dialect)) {
            LabBackup.Outcome first = LabBackup.write(lab, database, to);
            assertThat(first.records()).isEqualTo(14);
            assertThat(to.resolve("ledger.jsonl")).hasBinaryContent(ExchangeTest.export(database.ledger()));
            assertThat(to.resolve(lab.path().relativize(file))).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(LabBackup.problems(to, Files.createDirectories(folder.resolve("s1"))))
                    .isEmpty();
            new ArtifactStore(lab.path()).keep(Artifact.LOG, new byte[] {4}, ".txt");
            LabBackup.Outcome second = LabBackup.write(lab, database, to);
            assertThat(second.files()).isEqualTo(first.files() + 1);
            if (dialect == Dialect.SQLITE) {
                LabFolder copy = new LabFolder(to);
                try (LabDatabase opened = LabDatabase.open(copy.database())) {
                    assertThat(ExchangeTest.export(opened.ledger())).isEqualTo(ExchangeTest.export(database.ledger()));
                    assertThat(opened.damage()).isEmpty();
                }
            }
        }
    }

    @Test
    void whatever_changes_in_a_copy_is_found() throws IOException {
        Path to = folder.resolve("copy");
        try (LabDatabase database = open(Dialect.SQLITE)) {
            LabBackup.write(lab, database, to);
        }
        Path name = lab.path().relativize(file);
        Files.write(to.resolve(name), new byte[] {1, 2, 4});
        Path records = to.resolve("ledger.jsonl");
        Files.writeString(records, Files.readString(records).replace("\"archive\":5000", "\"archive\":5001"));
        Files.delete(to.resolve("lab.yaml"));
        assertThat(LabBackup.problems(to, Files.createDirectories(folder.resolve("s"))))
                .hasSize(4)
                .contains(name + ": has another content", "lab.yaml: is missing", "ledger.jsonl: has another content")
                .anyMatch(line -> line.startsWith("ledger.jsonl, line "));
    }

    @Test
    void a_list_that_names_what_is_no_path_or_nothing_is_told() throws IOException {
        Path to = folder.resolve("copy");
        try (LabDatabase database = open(Dialect.SQLITE)) {
            LabBackup.write(lab, database, to);
        }
        Path list = to.resolve("backup.json");
        String whole = Files.readString(list);
        Files.writeString(list, whole.replace("\"lab.yaml\":", "\"a\\u0000b\":\"0\",\"lab.yaml\":"));
        assertThat(LabBackup.problems(to, Files.createDirectories(folder.resolve("s"))))
                .containsExactly("a\\u0000b: cannot be a path");
        Files.writeString(list, whole.replaceFirst("\"files\":\\{[^}]*}", "\"files\":null"));
        assertThrown(
                LedgerException.class,
                () -> LabBackup.problems(to, Files.createDirectories(folder.resolve("t"))),
                "files is missing");
        Files.writeString(list, "null");
        assertThrown(LedgerException.class, () -> LabBackup.problems(to, folder.resolve("t")));
    }

    @Test
    void a_folder_of_something_else_is_not_written_to() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/thesis.txt"), "only copy");
        try (LabDatabase database = open(Dialect.SQLITE)) {
            assertThrown(
                    FileAlreadyExistsException.class, () -> LabBackup.write(lab, database, folder.resolve("mine")));
        }
        assertThat(folder.resolve("mine")).isDirectoryContaining("glob:**/thesis.txt");
    }

    @Test
    void damage_of_a_database_is_found() throws IOException {
        try (LabDatabase database = open(Dialect.SQLITE)) {
            assertThat(database.damage()).isEmpty();
        }
        Path ledger = lab.databaseFile().orElseThrow();
        byte[] bytes = Files.readAllBytes(ledger);
        Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) 0x2a);
        Files.write(ledger, bytes);
        assertThatThrownBy(() -> {
                    try (LabDatabase database = LabDatabase.open(lab.database())) {
                        assertThat(database.damage()).isEmpty();
                    }
                })
                .isNotNull();
    }
}
