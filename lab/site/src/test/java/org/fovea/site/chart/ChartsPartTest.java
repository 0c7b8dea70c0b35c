package org.fovea.site.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.fovea.site.HtmlValidator;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;

/** Pages of charts of labs that are unlike the usual ones. */
class ChartsPartTest {
    private static final String HOSTILE =
            "<script>alert(1)</script> \"'& " + "x".repeat(300) + " \u202Eleft\u202C \n\u05D0\u05D1\u05D2 ";

    @Test
    void hostile_texts_stay_texts() throws Exception {
        Site site = chartsOf(Labs.open("hostile-charts", ledger -> SyntheticLab.fill(ledger, 24, 12, HOSTILE)));
        String html = text(site, "charts.html");
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script>alert(1)", "&lt;script&gt;alert(1)");
        try (HtmlValidator validator = new HtmlValidator()) {
            assertThat(validator.check(html.getBytes(StandardCharsets.UTF_8)))
                    .noneMatch(message -> message.contains("\"type\":\"error\""));
        }
    }

    @Test
    void one_run_is_enough_for_a_page() {
        Site site = chartsOf(Labs.open("one-chart", ledger -> SyntheticLab.fill(ledger, 1, 4, "")));
        assertThat(text(site, "charts.html")).contains("has no predecessor", "before two runs cover all pairs");
    }

    @Test
    void a_lab_without_anything_says_so() {
        assertThat(text(chartsOf(Labs.empty()), "charts.html")).contains("no benchmark");
    }

    @Test
    void many_runs_take_seconds_and_are_all_in_the_data() {
        Snapshot snapshot = Labs.open("many-charts", ledger -> SyntheticLab.fill(ledger, 1800, 24, ""));
        Site site = chartsOf(snapshot);
        Instant begin = Instant.now();
        String html = text(site, "charts.html");
        String data = text(site, "data/chart-runs-bench.json");
        Duration taken = Duration.between(begin, Instant.now());
        assertThat(html).contains("earlier ones are not", "are dots");
        assertThat(data.split("\"run\":", -1)).hasSize(1801);
        assertThat(html.length()).isLessThan(4_000_000);
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
    }

    private static Site chartsOf(Snapshot snapshot) {
        Site site = new Site(snapshot, false);
        new ChartsPage.Part().addTo(site);
        return site;
    }

    private static String text(Site site, String path) {
        return new String(site.files().file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }
}
