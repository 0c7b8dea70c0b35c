package org.fovea.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fovea.config.Json;
import org.fovea.fleet.report.FleetReport.Cost;
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
    private static FleetReport report;
    private static double seconds;

    /**
     * Clip i has (i % 1000) + 1000 bytes for its 10 seconds and 100 CPU seconds; every hundredth clip fails; clip 7 has
     * the highest score; there were 3 attempts that were killed.
     */
    @BeforeAll
    static void write() throws Exception {
        now = table("now", "NULL", "NULL");
        long began = System.nanoTime();
        report = FleetReporter.of(now);
        String page = FleetReportPage.of(report);
        String document = Json.of(report);
        seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "report of %,d rows: %.1f s, page %,d bytes%n", ROWS, seconds, page.length());
        String keep = System.getProperty("fovea.fleet.page");
        if (keep != null) {
            Files.createDirectories(Path.of(keep));
            Files.writeString(Path.of(keep, "index.html"), page);
            Files.writeString(Path.of(keep, "report.json"), document);
        }
    }

    private static FleetFolder table(String name, String base, String figures) throws IOException {
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
        String score = "(0.4 + (i * 7919 % 1000) / 5000.0 + (CASE WHEN i = 7 THEN 9 ELSE 0 END))";
        String rows =
                "SELECT printf('clip%05d', i) AS clip, printf('drives/clip%05d.mkv', i) AS uri, 200000 AS clip_bytes,"
                        + " printf('h%d', i) AS clip_sha256,"
                        + " 'compress' AS step, printf('k%d', i) AS key, 'e' AS evaluators_sha256, 'standard' AS "
                        + "profile, 'p' AS program, 'host' AS host, 'machine' AS machine,"
                        + " 1 AS attempt, CASE WHEN " + good + " THEN 'done' ELSE 'failed' END AS outcome,"
                        + " CASE WHEN " + good
                        + " THEN NULL ELSE printf("
                        + "'drives/clip%05d.mkv: MP4 H.264 truncated after %d bytes <b>', i, i) END AS error,"
                        + " TIMESTAMP '2026-11-01' + to_seconds(i) AS started, 100.0 AS cpu_seconds, 1000000 AS "
                        + "peak_bytes,"
                        + " CASE WHEN " + good + " THEN i % 1000 + 1000 END AS archive_bytes, CASE WHEN " + good
                        + " THEN printf('a%d', i) END AS archive_sha256,"
                        + " CASE WHEN " + good + " THEN " + score + " END AS score, CASE WHEN " + good + " THEN "
                        + score
                        + " * 0.5 END AS segmentation, CASE WHEN " + good + " THEN " + score
                        + " * 0.3 END AS pose, CASE WHEN " + good
                        + " THEN " + score + " * 0.2 END AS rate, CASE WHEN " + good
                        + " THEN 10.0 ELSE 0 END AS video_seconds, CASE WHEN " + good + " THEN " + base
                        + " END AS base_sha256, CASE WHEN " + good + " AND " + base
                        + " IS NOT NULL THEN 2001 END AS base_bytes, " + figures + " AS figures FROM range("
                        + ROWS + ") t(i)";
        String killed =
                "SELECT printf('clip%05d', i) AS clip, 'compress' AS step, printf('k%d', i) AS key, 0 AS attempt, "
                        + "'killed' AS outcome,"
                        + " TIMESTAMP '2026-10-01' AS started, 50.0 AS cpu_seconds FROM range(10, 13) t(i)";
        try (Sql sql = Sql.open(results.path())) {
            sql.run("COPY (SELECT * FROM (SELECT " + nothing + ") WHERE false UNION ALL BY NAME " + rows
                    + " UNION ALL BY NAME " + killed + ") TO "
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
    void failures_of_one_kind_are_one_line() {
        assertThat(report.failures())
                .singleElement()
                .isEqualTo(new FleetReport.Failure(
                        "compress",
                        "failed",
                        "…: MP4 H.264 truncated after N bytes <b>",
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
    void the_page_has_no_script_and_escapes_what_it_is_given() {
        String page = FleetReportPage.of(report);
        assertThat(page).doesNotContain("<script", "src=", "url(", "<b>").contains("clip00007");
        assertThat(page)
                .contains("<code>fovea play " + now.archive("clip00007") + "</code>", "truncated after N bytes &lt;b")
                .doesNotContain("play " + now.archive("clip00099"));
        assertThat(page.length()).isLessThan(500_000);
    }

    /** Every second clip has the base, and the trial said 0.2 of it, 0.8 of the others. */
    @Test
    void bytes_of_archives_stand_beside_their_share_of_the_base() throws Exception {
        FleetFolder based = table(
                "based",
                "CASE WHEN i % 2 = 0 THEN repeat('ab', 32) END",
                "MAP {'baseTrial.with': CASE WHEN i % 2 = 0 THEN 1.0 ELSE 4.0 END, 'baseTrial.without': 5.0}");
        FleetReport found = FleetReporter.of(based);
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
        String page = FleetReportPage.of(found);
        assertThat(page).contains("abababababababab…", "With base share", "Archives and bases");
        assertThat(report.bases()).isEmpty();
        assertThat(FleetReportPage.of(report)).doesNotContain("With base share");
    }

    @Test
    void a_fleet_without_any_clip_done_has_a_page() throws Exception {
        FleetFolder empty = new FleetFolder(Files.createDirectories(folder.resolve("empty")));
        FleetReport nothing = FleetReporter.of(empty);
        assertThat(FleetReportPage.of(nothing)).contains("A fleet of 0 clips", "No clip is done yet.");
    }
}
