package org.fovea.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The published ledger of 52 runs, which is not part of the repository. */
@ParameterizedClass
@EnumSource(Dialect.class)
final class CommaLabTest {
    @Parameter
    private Dialect dialect;

    @TempDir
    private Path folder;

    private TestLab lab;
    private Ledger ledger;
    private CsvImport.Outcome outcome;

    @BeforeEach
    void load() throws IOException {
        Path file = shared("data/lab/comma_lab_runs.csv");
        lab = new TestLab(dialect, folder);
        ledger = lab.ledger();
        outcome = load(file);
    }

    private CsvImport.Outcome load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CsvImport.read(
                    ledger, CsvMapping.open("comma_lab"), file.getFileName().toString(), in);
        }
    }

    private static Path shared(String name) {
        String told = System.getenv("FOVEA_SHARED");
        Path root =
                Path.of(System.getProperty("fovea.root", ".")).toAbsolutePath().normalize();
        Path shared = told != null ? Path.of(told) : root.resolveSibling("shared");
        Path file = shared.resolve(name);
        assumeTrue(Files.exists(file), () -> name + " is not in " + shared + " (FOVEA_SHARED names another folder)");
        return file;
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private RunRow row(String name) {
        return ledger.runs(RunQuery.all()).stream()
                .filter(row -> row.name().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void all_runs_come_with_their_verdicts() {
        assertThat(outcome.runs()).isEqualTo(52);
        List<RunRow> rows = ledger.runs(RunQuery.all());
        assertThat(rows)
                .hasSize(52)
                .allMatch(RunRow::whole)
                .allMatch(row -> row.source().equals("import: comma-lab"));
        assertThat(rows.getFirst().name()).contains("exact_current-baseline");
        assertThat(rows.getLast().name()).contains("verify_correct_ckpt");
        assertThat(ledger.all(Candidate.class)).hasSize(52);
        Map<Verdict, Long> judged = ledger.all(Judgement.class).stream()
                .collect(Collectors.groupingBy(judgement -> judgement.record().verdict(), Collectors.counting()));
        assertThat(judged).isEqualTo(Map.of(Verdict.PROMOTED, 21L, Verdict.SUPERSEDED, 20L, Verdict.REJECTED, 28L));
        assertThat(ledger.all(Judgement.class))
                .allMatch(judgement -> judgement.record().by().equals(new Author(Author.Kind.IMPORT, "comma-lab")));
        Map<Optional<Verdict>, Long> now =
                rows.stream().collect(Collectors.groupingBy(RunRow::verdict, Collectors.counting()));
        assertThat(now)
                .isEqualTo(Map.of(
                        Optional.of(Verdict.PROMOTED), 1L,
                        Optional.of(Verdict.SUPERSEDED), 20L,
                        Optional.of(Verdict.REJECTED), 28L,
                        Optional.empty(), 3L));
        assertThat(rows.stream().collect(Collectors.groupingBy(RunRow::family, Collectors.counting())))
                .containsEntry("verification", 2L)
                .containsEntry("none", 1L)
                .containsOnlyKeys("verification", "none", "hevc", "av1", "filter");
    }

    @Test
    void the_exploit_is_kept_apart() {
        RunRow exploit = row("exact_current-baseline");
        assertThat(exploit.track()).isEqualTo(Track.EXPLOIT);
        assertThat(exploit.score()).isCloseTo(0.00, within(0.005));
        assertThat(exploit.score()).isEqualTo(25.0 * 167 / 37_545_489);
        assertThat(exploit.ruleFaithfulScore()).isEmpty();
        assertThat(exploit.verdict()).isEmpty();
        assertThat(ledger.runs(RunQuery.all()))
                .filteredOn(row -> row.track().equals(Track.EXPLOIT))
                .hasSize(1);
    }

    @Test
    void scores_are_computed_anew_with_every_digit_by_both_ways_of_counting() {
        RunRow run = row("robust_current-h64-long2500");
        double lost = 100 * 0.00579903 + Math.sqrt(10 * 0.01229283);
        assertThat(run.score()).isEqualTo(lost + 25.0 * 864_167 / 37_545_489);
        assertThat(run.ruleFaithfulScore()).contains(lost + 25.0 * 970_478 / 37_545_489);
        assertThat(run.payload()).contains(970_478L - 864_167);
        assertThat(row("robust_current-baseline").score()).isCloseTo(4.06, within(0.01));
        assertThat(ledger.find(Run.class, run.number()).orElseThrow().record().note())
                .contains("2500 epochs with the saliency term fixed");
    }

    @Test
    void the_floor_is_the_last_one_that_was_promoted() {
        Numbered<Run> floor = ledger.floor(outcome.benchmark().key()).orElseThrow();
        assertThat(floor.record().name()).contains("robust_current-dilated-h64");
        assertThat(floor.record().score()).isCloseTo(1.3331, within(0.0001));
        assertThat(floor.record().ruleFaithfulScore()).isEmpty();
    }

    @Test
    void to_import_it_again_changes_nothing() throws IOException {
        assertThat(outcome.added()).isEqualTo(1 + 52 + 52 + 21 + 20 + 28);
        assertThat(load(shared("data/lab/comma_lab_runs.csv")).added()).isZero();
    }

    @Test
    void the_doctor_tells_what_is_doubtful() {
        List<Finding> findings = LedgerDoctor.examine(ledger, Optional.of(folder));
        Map<String, List<String>> found = findings.stream()
                .collect(Collectors.groupingBy(
                        Finding::code, Collectors.mapping(finding -> name(finding.record()), Collectors.toList())));
        String floor = "robust_current-dilated-h64";
        assertThat(found)
                .isEqualTo(Map.of(
                        "benchmark-hash", List.of("B-0001"),
                        "floor-archive", List.of(floor),
                        "floor-accounting", List.of(floor),
                        "promotion-accounting", List.of(floor),
                        "floor-not-verified", List.of(floor),
                        "not-reproduced",
                                List.of(
                                        "robust_current-long1000-h16",
                                        "robust_current-long1000-h32",
                                        "robust_current-long1000-h64",
                                        "robust_current-h64-long2500",
                                        floor),
                        "accounting",
                                List.of(
                                        "exact_current-baseline",
                                        floor,
                                        "kl-council-v1",
                                        "verify_136_original",
                                        "verify_correct_ckpt"),
                        "off-scale", List.of("robust_current-av1-524x394-broken")));
        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("not-reproduced"))
                .last()
                .extracting(Finding::message)
                .isEqualTo("it claims 1.333109; the repetition R-0051 with as many bytes came to 1.931595");
        assertThat(findings).noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private String name(String label) {
        return ledger.resolve(label).record() instanceof Run run ? run.name().orElseThrow() : label;
    }
}
