package org.fovea.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.config.Json;
import org.fovea.fleet.report.FleetReport.Change;
import org.fovea.fleet.report.FleetReport.Cost;
import org.fovea.fleet.report.FleetReport.Grouping;
import org.fovea.fleet.report.FleetReport.MeasureChange;
import org.fovea.fleet.report.FleetReport.Outlier;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.table.Sql;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports of synthetic tables, of which everything is known. The number of rows is the system property
 * {@code fovea.fleet.rows}, and it prints how long the report of as many takes; {@code fovea.fleet.page} names a folder
 * to keep the page in.
 */
class FleetReporterTest {
    private static final int ROWS = Integer.getInteger("fovea.fleet.rows", 10_000);

    @TempDir
    static Path folder;

    private static FleetFolder now;
    private static FleetFolder before;
    private static FleetReport report;
    private static double seconds;

    /**
     * Clip i has (i % 1000) + 1000 bytes for its 10 seconds and 100 CPU seconds; every hundredth clip fails; clip 7 is
     * an outlier; there were 3 attempts that were killed. The earlier table has a score that is 0.1 higher, five clips
     * fewer and one more.
     */
    @BeforeAll
    static void write() throws Exception {
        now = table("now", 0, "0", "");
        before = table(
                "before",
                5,
                "0.1",
                " UNION ALL BY NAME SELECT 'gone' AS clip, 'compress' AS step, 'k' AS key, 'done' AS outcome, 1 AS "
                        + "attempt, TIMESTAMP '2026-01-01' AS started");
        long began = System.nanoTime();
        report = FleetReporter.of(now, Optional.of(before), List.of());
        String page = FleetReportPage.of(report);
        String document = Json.of(report);
        seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "report of %,d rows against as many: %.1f s, page %,d bytes%n",
                ROWS,
                seconds,
                page.length());
        String keep = System.getProperty("fovea.fleet.page");
        if (keep != null) {
            Files.createDirectories(Path.of(keep));
            Files.writeString(Path.of(keep, "index.html"), page);
            Files.writeString(Path.of(keep, "report.json"), document);
        }
    }

    private static FleetFolder table(String name, int first, String more, String rest) throws IOException {
        return table(name, first, more, rest, "NULL", "NULL");
    }

    private static FleetFolder table(String name, int first, String more, String rest, String base, String figures)
            throws IOException {
        FleetFolder results = new FleetFolder(Files.createDirectories(folder.resolve(name)));
        String nothing = AttemptTable.columns().stream()
                .map(column -> {
                    int space = column.indexOf(' ');
                    return "CAST(NULL AS " + column.substring(space + 1) + ") AS "
                            + Sql.name(column.substring(0, space));
                })
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        String good = "i % 100 <> 99";
        String score = "(0.4 + (i * 7919 % 1000) / 5000.0 + (CASE WHEN i = 7 THEN 9 ELSE 0 END) + " + more + ")";
        String rows =
                "SELECT printf('clip%05d', i) AS clip, printf('drives/clip%05d.mkv', i) AS uri, 200000 AS clip_bytes,"
                        + " printf('h%d', i) AS clip_sha256, MAP {'camera': ['front', 'rear', 'left <b>'][i % 3 + "
                        + "1], 'serial': i::VARCHAR} AS columns,"
                        + " 'compress' AS step, printf('k%d', i) AS key, 'e' AS evaluators_sha256, 'standard' AS "
                        + "profile, 'p' AS program, 'host' AS host, 'machine' AS machine,"
                        + " 1 AS attempt, CASE WHEN " + good + " THEN 'done' ELSE 'failed' END AS outcome,"
                        + " CASE WHEN " + good
                        + " THEN NULL ELSE printf("
                        + "'drives/clip%05d.mkv: MP4 H.264 truncated after %d bytes', i, i) END AS error,"
                        + " TIMESTAMP '2026-11-01' + to_seconds(i) AS started, 100.0 AS cpu_seconds, 1000000 AS "
                        + "peak_bytes,"
                        + " CASE WHEN " + good + " THEN i % 1000 + 1000 END AS archive_bytes, CASE WHEN " + good
                        + " THEN printf('a%d', i % 2 * i + " + first
                        + ") END AS archive_sha256,"
                        + " CASE WHEN " + good + " THEN " + score + " END AS score, CASE WHEN " + good + " THEN "
                        + score
                        + " * 0.5 END AS segmentation, CASE WHEN " + good + " THEN " + score
                        + " * 0.3 END AS pose, CASE WHEN " + good
                        + " THEN " + score + " * 0.2 END AS rate, CASE WHEN " + good
                        + " THEN 10.0 ELSE 0 END AS video_seconds, CASE WHEN " + good + " THEN " + base
                        + " END AS base_sha256, CASE WHEN " + good + " AND " + base
                        + " IS NOT NULL THEN 2001 END AS base_bytes, " + figures + " AS figures FROM range("
                        + first + ", " + ROWS + ") t(i)";
        String killed =
                "SELECT printf('clip%05d', i) AS clip, 'compress' AS step, printf('k%d', i) AS key, 0 AS attempt, "
                        + "'killed' AS outcome,"
                        + " TIMESTAMP '2026-10-01' AS started, 50.0 AS cpu_seconds FROM range(10, 13) t(i)";
        try (Sql sql = Sql.open(results.path())) {
            sql.run("COPY (SELECT * FROM (SELECT " + nothing + ") WHERE false UNION ALL BY NAME " + rows
                    + " UNION ALL BY NAME " + killed + rest + ") TO "
                    + Sql.text(results.table().toString()) + " (FORMAT parquet)");
        }
        return results;
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1400", "DARK, 390"})
    void no_chart_and_no_table_of_the_page_is_cut(ColorScheme colours, int width) throws IOException {
        Path page = Files.writeString(folder.resolve("report.html"), FleetReportPage.of(report));
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab(width, colours, true)) {
            tab.page().navigate(page.toUri().toString());
            tab.assertNothingCut();
            tab.assertAccessible();
        }
    }

    @Test
    void counts_are_of_the_newest_rows() {
        assertThat(report.clips()).isEqualTo(ROWS);
        assertThat(report.failed()).isEqualTo(ROWS / 100);
        assertThat(report.done()).isEqualTo(ROWS - ROWS / 100);
        assertThat(report.attempts()).isEqualTo(ROWS + 3);
        assertThat(report.first().orElseThrow()).hasToString("2026-10-01T00:00:00Z");
    }

    @Test
    void distributions_hold_every_clip() {
        assertThat(report.distributions())
                .extracting(FleetReport.Distribution::measure)
                .containsExactly(
                        Measure.BYTES, Measure.SCORE, Measure.SEGMENTATION, Measure.POSE, Measure.RATE, Measure.COST);
        for (FleetReport.Distribution each : report.distributions()) {
            assertThat(each.summary().count()).isEqualTo(report.done());
            assertThat(each.histogram().counts().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(report.done());
        }
        Summary score = report.distributions().get(1).summary();
        assertThat(score.median()).isCloseTo(0.5, within(0.01));
        assertThat(score.most()).isGreaterThan(9);
    }

    @Test
    void a_column_with_few_values_groups_and_one_with_many_does_not() throws Exception {
        assertThat(report.groups()).extracting(Grouping::column).containsExactly("camera");
        Grouping cameras = report.groups().getFirst();
        assertThat(cameras.values()).extracting(FleetReport.Group::value).containsExactly("front", "left <b>", "rear");
        assertThat(cameras.values().stream().mapToInt(FleetReport.Group::clips).sum())
                .isEqualTo(ROWS);
        FleetReport wanted = FleetReporter.of(now, Optional.empty(), List.of("serial", "host"));
        assertThat(wanted.groups().getFirst().values()).hasSize(12);
        assertThat(wanted.groups().getFirst().left()).isEqualTo(ROWS - 12);
        assertThat(wanted.groups().get(1).values()).hasSize(1);
        assertThatThrownBy(() -> FleetReporter.of(now, Optional.empty(), List.of("lens")))
                .isInstanceOf(AppException.class)
                .hasMessage("no column lens; the columns are camera, host, machine, profile, program, serial");
    }

    @Test
    void the_one_clip_far_from_all_others_is_an_outlier() {
        assertThat(report.outliers()).extracting(Outlier::clip).contains("clip00007");
        assertThat(report.outliers().stream().filter(each -> each.measure() == Measure.SCORE))
                .singleElement()
                .satisfies(each -> assertThat(each.deviations()).isGreaterThan(50));
    }

    @Test
    void failures_of_one_kind_are_one_line() {
        assertThat(report.failures())
                .singleElement()
                .isEqualTo(new FleetReport.Failure(
                        "compress",
                        "failed",
                        "…: MP4 H.264 truncated after N bytes",
                        ROWS / 100,
                        List.of("clip00099", "clip00199", "clip00299")));
    }

    @Test
    void cost_counts_every_attempt_once() {
        Cost cost = report.cost();
        assertThat(cost.cpuHours()).isCloseTo((ROWS * 100 + 150) / 3600.0, within(1e-6));
        assertThat(cost.lostCpuHours()).isCloseTo((ROWS / 100 * 100 + 150) / 3600.0, within(1e-6));
        assertThat(cost.videoHours()).isCloseTo(report.done() * 10 / 3600.0, within(1e-6));
        assertThat(cost.cpuHoursPerVideoHour().orElseThrow())
                .isCloseTo((report.done() * 100 + 150) / (report.done() * 10.0), within(1e-6));
        assertThat(cost.originalBytes()).isEqualTo(200_000L * report.done());
    }

    @Test
    void an_earlier_fleet_is_compared_clip_by_clip() {
        Change change = report.change().orElseThrow();
        assertThat(change.added()).isEqualTo(5);
        assertThat(change.gone()).isEqualTo(1);
        assertThat(change.compared()).isEqualTo(report.done() - 5);
        assertThat(change.sameArchives()).isZero();
        MeasureChange score = change.measures().stream()
                .filter(each -> each.measure() == Measure.SCORE)
                .findFirst()
                .orElseThrow();
        assertThat(score.lower()).isEqualTo(change.compared());
        assertThat(score.differences().median()).isCloseTo(-0.1, within(1e-9));
        assertThat(change.largest()).hasSize(15);
    }

    @Test
    void the_page_has_no_script_and_escapes_what_it_is_given() {
        String page = FleetReportPage.of(report);
        assertThat(page).doesNotContain("<script", "src=", "url(", "left <b>").contains("left &lt;b", "clip00007");
        assertThat(page)
                .contains("<code>fovea play " + now.archive("clip00007") + "</code>", "truncated after N bytes")
                .doesNotContain("play " + now.archive("clip00099"));
        assertThat(page.length()).isLessThan(500_000);
    }

    @Test
    void the_document_is_json_of_the_report() {
        JsonNode document = JsonMapper.shared().readTree(Json.of(report));
        assertThat(document.path("version").asInt()).isEqualTo(1);
        assertThat(document.path("groups")
                        .get(0)
                        .path("values")
                        .get(0)
                        .path("measures")
                        .path("SCORE")
                        .path("count")
                        .asInt())
                .isPositive();
    }

    /** Every second clip has the base, and the trial said 0.2 of it, 0.8 of the others. */
    @Test
    void bytes_of_archives_stand_beside_their_share_of_the_base() throws Exception {
        FleetFolder based = table(
                "based",
                0,
                "0",
                "",
                "CASE WHEN i % 2 = 0 THEN repeat('ab', 32) END",
                "MAP {'baseTrial.with': CASE WHEN i % 2 = 0 THEN 1.0 ELSE 4.0 END, 'baseTrial.without': 5.0}");
        FleetReport found = FleetReporter.of(based, Optional.of(now), List.of());
        int with = ROWS / 2;
        long share = Math.ceilDiv(2001, with);
        assertThat(found.bases()).hasSize(2);
        FleetReport.BaseUse none = found.bases().getFirst();
        assertThat(none.sha256()).isEmpty();
        assertThat(none.clips()).isEqualTo(ROWS - ROWS / 100 - with);
        assertThat(none.trial().orElseThrow()).isCloseTo(0.8, within(1e-9));
        FleetReport.BaseUse use = found.bases().get(1);
        assertThat(use.profile()).isEqualTo("standard");
        assertThat(use.bytes()).isEqualTo(2001);
        assertThat(use.share()).isEqualTo(share);
        assertThat(use.clips()).isEqualTo(with);
        assertThat(use.trial().orElseThrow()).isCloseTo(0.2, within(1e-9));
        assertThat(use.measures().get(Measure.CHARGED).mean())
                .isCloseTo(use.measures().get(Measure.BYTES).mean() + share / 10.0, within(1e-6));
        assertThat(found.cost().baseBytes()).isEqualTo(2001);
        assertThat(found.distributions())
                .extracting(FleetReport.Distribution::measure)
                .startsWith(Measure.BYTES, Measure.CHARGED);
        FleetReport.BasedChange change = found.change().orElseThrow().based().orElseThrow();
        assertThat(change.clips()).isEqualTo(with);
        assertThat(change.bytesBefore()).isEqualTo(change.bytesAfter()).isEqualTo(use.archiveBytes());
        assertThat(change.shares()).isEqualTo(share * with);
        assertThat(change.scoreBefore()).isEqualTo(change.scoreAfter());
        assertThat(change.cpuHoursAfter()).isCloseTo((with * 100 + 2 * 50) / 3600.0, within(1e-6));
        String page = FleetReportPage.of(found);
        assertThat(page)
                .contains("abababababababab…", "With base share", "Archives and bases", "need a base here and none");
        assertThat(report.bases()).isEmpty();
        assertThat(FleetReportPage.of(report)).doesNotContain("With base share");
    }

    @Test
    void a_fleet_without_any_clip_done_has_a_page() throws Exception {
        FleetFolder empty = new FleetFolder(Files.createDirectories(folder.resolve("empty")));
        FleetReport nothing = FleetReporter.of(empty, Optional.empty(), List.of());
        assertThat(FleetReportPage.of(nothing)).contains("A fleet of 0 clips", "No clip is done yet.");
    }
}
