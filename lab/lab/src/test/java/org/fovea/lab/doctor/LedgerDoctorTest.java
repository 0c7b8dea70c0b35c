package org.fovea.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.lab.record.Judgement.Verdict.PROMOTED;
import static org.fovea.lab.record.Judgement.Verdict.REJECTED;
import static org.fovea.lab.record.Judgement.Verdict.REOPENED;
import static org.fovea.lab.record.Judgement.Verdict.SUPERSEDED;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.Records;
import org.fovea.lab.exchange.LabExport;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerDoctorTest {
    @TempDir
    private Path folder;

    private TestLab lab;

    @BeforeEach
    void open() {
        lab = new TestLab(Dialect.SQLITE, folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private List<String> findings() {
        return LedgerDoctor.examine(lab.ledger(), Optional.of(folder)).stream()
                .map(finding -> finding.severity() + " " + finding.code() + " " + finding.record())
                .toList();
    }

    @Test
    void a_judgement_of_the_future_is_reported() {
        Numbered<Run> run = run("masks.minimumRegion=6", 5000, Optional.of(0L));
        lab.ledger()
                .add(Records.judgement(
                                REJECTED,
                                RecordKind.RUN,
                                run.key(),
                                run.record().benchmark())
                        .evidence(List.of(run.key()))
                        .time(Instant.parse("2099-01-01T00:00:00Z"))
                        .build());
        assertThat(findings()).anyMatch(finding -> finding.startsWith("WARNING clock-future J-"));
    }

    /** A run of all pairs with what its archive needs outside, its times and its files. */
    private Numbered<Run> run(
            String setting, long bytes, Optional<Long> payload, Instant started, Instant ended, Artifact... artifacts) {
        Run run = lab.run(setting, bytes + 1000).record();
        return lab.ledger()
                .add(run.toBuilder()
                        .started(started)
                        .ended(ended)
                        .bytes(new Run.Bytes(bytes, payload, run.bytes().original()))
                        .sections(Map.of())
                        .segmentation(0.01)
                        .pose(0.01)
                        .pairs(List.of())
                        .artifacts(List.of(artifacts))
                        .build());
    }

    private Numbered<Run> run(String setting, long bytes, Optional<Long> payload, Artifact... artifacts) {
        return run(setting, bytes, payload, Records.NOON.minusSeconds(9), Records.NOON, artifacts);
    }

    private Artifact file(String role, String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Artifact(role, Sha256.of(bytes), bytes.length, name);
    }

    @Test
    void a_sound_lab_is_found_sound() throws IOException {
        Numbered<Run> first = run("1", 5000, Optional.of(0L), file(Artifact.ARCHIVE, "a", "one"));
        Numbered<Run> second = run("2", 4900, Optional.of(0L), file(Artifact.ARCHIVE, "b", "two"));
        lab.judge(PROMOTED, first, 1);
        Numbered<Judgement> rejection = lab.judge(REJECTED, second, 2);
        lab.judge(REOPENED, rejection, 3);
        lab.judge(PROMOTED, second, 4);
        lab.judge(SUPERSEDED, first, 4);
        assertThat(findings()).isEmpty();
    }

    @Test
    void files_that_are_gone_or_changed_are_found() throws IOException {
        Numbered<Run> run = run(
                "1",
                5000,
                Optional.of(0L),
                file(Artifact.ARCHIVE, "gone", "one"),
                file(Artifact.LOG, "longer", "two"),
                file(Artifact.SCORE, "other", "six"),
                file("frames", "same", "ten"));
        Files.delete(folder.resolve("gone"));
        Files.writeString(folder.resolve("longer"), "three");
        Files.writeString(folder.resolve("other"), "ten");
        assertThat(findings())
                .containsExactly(
                        "ERROR artifact-hash " + run.label(),
                        "ERROR artifact-size " + run.label(),
                        "WARNING artifact-missing " + run.label());
        assertThat(LedgerDoctor.examine(lab.ledger(), Optional.empty())).isEmpty();
        for (String name : List.of("longer", "other", "same")) {
            Files.delete(folder.resolve(name));
        }
        assertThat(findings()).as("all are missing").containsExactly("INFO artifact-missing " + run.label());
    }

    @Test
    void files_that_no_record_names_are_listed() throws IOException {
        ArtifactStore store = new ArtifactStore(folder);
        byte[] content = {1, 2, 3};
        run("1", 5000, Optional.of(0L), store.keep(Artifact.ARCHIVE, content, ".zip"));
        assertThat(findings()).isEmpty();
        Artifact lost = store.keep(Artifact.ARCHIVE, new byte[] {4}, ".zip");
        assertThat(LedgerDoctor.examine(lab.ledger(), Optional.of(folder)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("artifact-unnamed");
                    assertThat(finding.message()).isEqualTo("no record names 1 file: " + lost.path());
                });
    }

    @Test
    void a_floor_that_was_promoted_elsewhere_is_reported_until_it_is_promoted_here() throws IOException {
        Numbered<Run> run = run("1", 5000, Optional.of(0L), file(Artifact.ARCHIVE, "a", "one"));
        lab.judge(PROMOTED, run, 1);
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        LabExport.write(lab.ledger(), export);
        try (TestLab other = new TestLab(Dialect.SQLITE, folder)) {
            LabImport.read(other.ledger(), "x", new ByteArrayInputStream(export.toByteArray()), true);
            assertThat(LedgerDoctor.examine(other.ledger(), Optional.of(folder)))
                    .extracting(Finding::code)
                    .containsExactly("floor-imported");
            other.judge(PROMOTED, run, 2);
            assertThat(LedgerDoctor.examine(other.ledger(), Optional.of(folder)))
                    .isEmpty();
        }
        LabImport.read(lab.ledger(), "x", new ByteArrayInputStream(export.toByteArray()), true);
        assertThat(findings()).as("what was there is no import").isEmpty();
    }

    @Test
    void clocks_that_jumped_are_found() {
        Instant later = Records.NOON.plus(Duration.ofDays(3));
        Numbered<Run> future = run("1", 5000, Optional.of(0L), later, later);
        Numbered<Run> reversed = run("3", 5000, Optional.of(0L), later.plusSeconds(2), later.plusSeconds(1));
        Numbered<Judgement> early = lab.judge(REJECTED, future, 5);
        assertThat(findings())
                .contains("WARNING clock-run " + reversed.label(), "WARNING clock-judgement " + early.label())
                .filteredOn(finding -> finding.contains("clock-run"))
                .hasSize(1);
    }

    @Test
    void promotions_that_did_not_beat_the_floor_are_found() {
        Numbered<Run> first = run("1", 5000, Optional.of(100L));
        Numbered<Run> equal = run("2", 5000, Optional.of(0L));
        Numbered<Run> byPayload = run("3", 4000, Optional.of(3000L));
        Numbered<Run> unknown = run("4", 3000, Optional.empty());
        int minute = 1;
        for (Numbered<Run> run : List.of(first, equal, byPayload, unknown)) {
            lab.judge(PROMOTED, run, minute++);
        }
        assertThat(findings())
                .containsExactly(
                        "WARNING floor-accounting " + unknown.label(),
                        "WARNING promotion-by-payload " + byPayload.label(),
                        "WARNING promotion-not-better " + equal.label());
    }

    @Test
    void what_was_changed_behind_the_ledgers_back_is_found() {
        Numbered<Run> run = run("1", 5000, Optional.of(0L));
        lab.judge(REJECTED, run, 1);
        lab.database().jdbi().useHandle(handle -> {
            handle.execute("DROP TRIGGER benchmark_update");
            handle.execute("DROP TRIGGER run_detail_update");
            handle.execute("UPDATE benchmark SET document = REPLACE(document, '2641803', '2641804')");
            handle.execute(
                    "UPDATE run_detail SET document = REPLACE(document, ?, ?)", TestLab.WHITE.key(), "0".repeat(64));
            handle.execute("DELETE FROM run_verdict");
        });
        assertThat(findings())
                .contains(
                        "ERROR key B-0001",
                        "ERROR key " + run.label(),
                        "ERROR orphan " + run.label(),
                        "ERROR verdict " + run.label());
    }
}
