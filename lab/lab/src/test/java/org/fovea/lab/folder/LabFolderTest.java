package org.fovea.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabFolderTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read() throws Exception {
        LabConfig config = LabConfig.of(LabConfig.USUAL_DATABASE)
                .with("white", new Place("../a \"b\".mp4", "road.yaml"))
                .with(
                        "night",
                        new Place(
                                "/n.mkv",
                                "bundled",
                                List.of(
                                        new ClassMinimum("lane marking", Optional.of(0.9), Optional.empty()),
                                        new ClassMinimum("3", Optional.of(0.5), Optional.of(0.25)))));
        LabFolder lab = LabFolder.create(folder.resolve("lab"), config);
        assertThat(lab.config()).isEqualTo(config);
        assertThat(lab.config().benchmarks().keySet()).containsExactly("white", "night");
        assertThat(lab.database())
                .isEqualTo("jdbc:sqlite:" + folder.resolve("lab/ledger.db").toAbsolutePath());
    }

    @Test
    void seeds_are_read_and_written() {
        assertThat(LabConfig.of(LabConfig.USUAL_DATABASE).seeds()).isEqualTo(1);
        LabConfig three = LabConfig.read("seeds: 3\n".getBytes(StandardCharsets.UTF_8));
        assertThat(three.seeds()).isEqualTo(3);
        assertThat(three.with("a", new Place("b.mkv", "bundled")).seeds()).isEqualTo(3);
        assertThat(LabConfig.read(three.yaml().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(three);
        assertThrown(
                FormatException.class,
                () -> LabConfig.read("seeds: 0\n".getBytes(StandardCharsets.UTF_8)),
                "not a number of seeds");
    }

    @Test
    void a_lab_is_found_from_inside_and_not_replaced() throws Exception {
        LabFolder lab = LabFolder.create(folder.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
        Path inside = Files.createDirectories(lab.path().resolve("notes/2026"));
        assertThat(LabFolder.find(inside)).contains(lab);
        assertThat(LabFolder.find(folder)).isEmpty();
        assertThrown(
                FileAlreadyExistsException.class, () -> LabFolder.create(lab.path(), LabConfig.of("jdbc:sqlite:x.db")));
    }

    @Test
    void a_password_may_be_in_a_variable() throws Exception {
        LabFolder lab = LabFolder.create(
                folder.resolve("lab"), LabConfig.of("jdbc:postgresql://host/lab?user=u&password=${LAB_PASSWORD}"));
        assertThat(lab.database(name -> name.equals("LAB_PASSWORD") ? "a&b=c $1" : null))
                .isEqualTo("jdbc:postgresql://host/lab?user=u&password=a%26b%3Dc+%241");
        assertThat(lab.config().yaml()).contains("${LAB_PASSWORD}");
        assertThrown(FormatException.class, () -> lab.database(_ -> null), "the variable LAB_PASSWORD is not set");
        assertThat(lab.databaseFile()).isEmpty();
    }

    @Test
    void mistakes_name_their_line() {
        assertThrown(
                FormatException.class,
                () -> LabConfig.read("database: mysql\n".getBytes(StandardCharsets.UTF_8)),
                "neither jdbc:sqlite");
        assertThrown(
                FormatException.class,
                () -> LabConfig.read("agents: {run: 3}\n".getBytes(StandardCharsets.UTF_8)),
                "run");
        assertMistake("{road: {recall: 1.5}}", "1.5 is not a share from 0 to 1");
        assertMistake("{road: {}}", "class road has neither recall nor iou");
        assertMistake("{road: {precision: 0.5}}", "precision");
    }

    private static void assertMistake(String minimum, String words) {
        String yaml = "benchmarks:\n  drive: {clip: a, evaluators: b, minimum: " + minimum + "}\n";
        assertThrown(FormatException.class, () -> LabConfig.read(yaml.getBytes(StandardCharsets.UTF_8)), words);
    }

    @Test
    void files_of_benchmarks_are_relative_to_the_lab() {
        Path lab = Path.of("/labs/one");
        assertThat(new Place("../white.mp4", "road.yaml").clipIn(lab)).isEqualTo(Path.of("/labs/white.mp4"));
        assertThat(new Place("x", "road.yaml").evaluatorsIn(lab)).isEqualTo("/labs/one/road.yaml");
        assertThat(new Place("x", "bundled").evaluatorsIn(lab)).isEqualTo("bundled");
        assertThat(new Place("x", "official:models").evaluatorsIn(lab)).isEqualTo("official:/labs/one/models");
    }

    @Test
    void nobody_but_the_owner_reads_the_settings_which_may_hold_a_password() throws IOException {
        LabFolder lab = LabFolder.create(folder.resolve("private"), LabConfig.of(LabConfig.USUAL_DATABASE));
        lab.write(lab.config());
        assertThat(Files.getPosixFilePermissions(folder.resolve("private/lab.yaml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void agents_may_change_declared_fields_only() {
        AgentLimits limits = new AgentLimits(1, 1, List.of("masks.*", "renderer.channels"));
        assertThat(limits.allows("masks.minimumRegion")).isTrue();
        assertThat(limits.allows("masks[1].minimumRegion")).isTrue();
        assertThat(limits.allows("renderer.channels")).isTrue();
        assertThat(limits.allows("renderer.blocks")).isFalse();
        assertThat(limits.allows("seed")).isFalse();
    }
}
