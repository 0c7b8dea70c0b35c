package org.fovea.site.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.CommaLab;
import org.fovea.site.Labs;
import org.fovea.site.chart.RunWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts say of the 52 published runs; figures are worked out by hand from the CSV file. */
class PublishedLabTest {
    private static final double EXACT = 1e-12;

    private final Snapshot snapshot = Labs.comma();
    private final Numbered<Benchmark> benchmark = snapshot.benchmarks().getFirst();
    private final RunRow floor = snapshot.floor(benchmark).orElseThrow();
    private final List<RunRow> whole =
            snapshot.runs(benchmark).stream().filter(RunRow::whole).toList();
    private final OffScale scale = OffScale.of(whole, Optional.of(floor));

    @Test
    void one_run_is_off_the_scale_and_the_ledger_says_why() {
        assertThat(whole).hasSize(52);
        List<RunRow> beyond = whole.stream().filter(scale.beyond()).toList();
        assertThat(beyond).singleElement().satisfies(run -> {
            assertThat(run.name()).contains("robust_current-av1-524x394-broken");
            assertThat(run.score()).isEqualTo(97.45001678098684, within(EXACT));
            assertThat(RunWords.explanation(snapshot, run)).contains("raw frames written as yuv444p instead of rgb24");
        });
    }

    @Test
    void the_exploit_is_on_no_front() {
        ParetoFront front = ParetoFront.of(whole, scale, ParetoFront.Accounting.CURRENT_WORKFLOW);
        assertThat(names(front.apart())).containsExactly("exact_current-baseline");
        assertThat(names(front.offScale())).containsExactly("robust_current-av1-524x394-broken");
        assertThat(names(front.front()))
                .containsExactly(
                        "robust_current-grain-mask",
                        "robust_current-av1-crf35",
                        "robust_current-postfilter",
                        "robust_current-dilated-h64");
        assertThat(front.front().size() + front.others().size()).isEqualTo(50);
    }

    @Test
    void runs_whose_payload_is_not_known_are_missing_where_it_is_charged() {
        ParetoFront front = ParetoFront.of(whole, scale, ParetoFront.Accounting.RULE_FAITHFUL);
        assertThat(names(front.unknown()))
                .containsExactlyInAnyOrder(
                        "robust_current-dilated-h64", "kl-council-v1", "verify_136_original", "verify_correct_ckpt");
        assertThat(names(front.front()))
                .endsWith("robust_current-h64-long2500")
                .doesNotContain("exact_current-baseline");
    }

    @Test
    void twenty_one_promotions_lead_to_the_floor() {
        List<TurningPoint> points = TurningPoint.of(snapshot, benchmark);
        assertThat(points).hasSize(21);
        assertThat(points.stream().map(point -> point.run().name().orElseThrow().replace("robust_current-", "")))
                .containsExactly(
                        "baseline",
                        "medium23",
                        "448x336-medium23",
                        "keyint48",
                        "lanczos-lanczos",
                        "432x324",
                        "424x318",
                        "av1-524x394",
                        "av1-crf34",
                        "av1-upscale-lanczos",
                        "av1-colorspace",
                        "sharpness1",
                        "postfilter",
                        "long500-h16",
                        "long500-h32",
                        "long1000-h16",
                        "long1000-h32",
                        "ensemble-h32",
                        "long1000-h64",
                        "h64-long2500",
                        "dilated-h64");
        assertThat(points.getFirst().prior()).isEmpty();
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).prior()).contains(points.get(i - 1).run());
            assertThat(points.get(i).scoreChange()).isNegative();
        }
    }

    @Test
    void terms_of_a_turning_point_add_up() {
        List<TurningPoint> points = TurningPoint.of(snapshot, benchmark);
        assertThat(points.getFirst().termsChange()).isEmpty();
        assertThat(points)
                .allSatisfy(point ->
                        assertThat(point.terms().total()).isEqualTo(point.run().score(), within(EXACT)));
        assertThat(points.subList(1, points.size()))
                .allSatisfy(
                        point -> assertThat(point.termsChange().orElseThrow().total())
                                .isEqualTo(point.scoreChange(), within(EXACT)));
        assertThat(points.get(8).bytesChange()).contains(864455L - 920457L);
    }

    @Test
    void the_floor_against_the_one_before() {
        TurningPoint last = TurningPoint.of(snapshot, benchmark).getLast();
        assertThat(last.run()).isEqualTo(floor);
        FloorChange change = FloorChange.of(
                last.prior().orElseThrow(), floor, benchmark.record().originalBytes());
        assertThat(change.prior().name()).contains("robust_current-h64-long2500");
        assertThat(change.current().name()).contains("robust_current-dilated-h64");
        assertThat(row(change, "Score, current_workflow").current().orElseThrow())
                .isEqualTo(1.3331091626518143, within(EXACT));
        assertThat(row(change, "Score, current_workflow").prior().orElseThrow())
                .isEqualTo(1.5059276572053968, within(EXACT));
        assertThat(row(change, "Score, rule_faithful").current()).isEmpty();
        assertThat(row(change, "Score, rule_faithful").delta()).isEmpty();
        assertThat(row(change, "Bytes of the archive").delta()).contains(0.0);
        assertThat(row(change, "Pose distortion").delta().orElseThrow())
                .isEqualTo(0.00218374 - 0.01229283, within(EXACT));
    }

    @Test
    void neighbours_of_the_floor_differ_in_one_setting() {
        Neighbourhood around = Neighbourhood.of(snapshot, benchmark).orElseThrow();
        assertThat(around.runs()).hasSize(13).allSatisfy(each -> {
            assertThat(each.change().name()).isEqualTo("upscale_and_postfilter");
            assertThat(each.scoreChange()).isEqualTo(each.run().score() - floor.score());
            assertThat(each.bytesChange()).isEqualTo(each.run().bytes() - floor.bytes());
        });
        assertThat(around.rounds()).isEmpty();
    }

    @Test
    void the_doctor_tells_what_is_doubtful(@TempDir Path folder) throws IOException {
        List<Finding> findings;
        try (LabDatabase database = LabDatabase.open(folder.resolve("ledger.db"))) {
            CommaLab.fill(database.ledger(), Labs.shared("data/lab/comma_lab_runs.csv"));
            findings = LedgerDoctor.examine(database.ledger(), Optional.of(folder));
        }
        assertThat(findings.stream().collect(Collectors.groupingBy(Finding::code, Collectors.counting())))
                .isEqualTo(Map.of(
                        "benchmark-hash", 1L,
                        "floor-archive", 1L,
                        "floor-accounting", 1L,
                        "promotion-accounting", 1L,
                        "floor-not-verified", 1L,
                        "not-reproduced", 5L,
                        "accounting", 5L,
                        "off-scale", 1L));
        assertThat(findings)
                .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR)
                .filteredOn(finding -> finding.code().equals("not-reproduced"))
                .last()
                .extracting(Finding::message)
                .isEqualTo("it claims 1.333109; the repetition R-0051 with as many bytes came to 1.931595");
    }

    private static FloorChange.Row row(FloorChange change, String name) {
        return change.rows().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<RunRow> runs) {
        return runs.stream().map(run -> run.name().orElseThrow()).toList();
    }
}
