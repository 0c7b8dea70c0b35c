package org.fovea.site.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.ManyRuns;
import org.junit.jupiter.api.Test;

/** Pages of charts of labs that are unlike the usual ones. */
class ChartsPartTest {
    @Test
    void one_run_is_enough_for_a_page() {
        Site site = chartsOf(ManyRuns.open(1));
        assertThat(Labs.text(site, "charts.html")).contains("has no predecessor", "before two runs cover all pairs");
    }

    @Test
    void a_lab_without_anything_says_so() {
        assertThat(Labs.text(chartsOf(Labs.empty()), "charts.html")).contains("no benchmark");
    }

    @Test
    void many_runs_take_seconds_and_are_all_in_the_data() {
        Snapshot snapshot = ManyRuns.open(2700);
        Site site = chartsOf(snapshot);
        Instant begin = Instant.now();
        String html = Labs.text(site, "charts.html");
        String data = Labs.text(site, "data/chart-runs-many.json");
        Duration taken = Duration.between(begin, Instant.now());
        assertThat(html).contains("are dots");
        assertThat(data.split("\"run\":", -1))
                .hasSize(
                        1 + (int) snapshot.runs().stream().filter(RunRow::whole).count());
        assertThat(html.length()).isLessThan(4_000_000);
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
    }

    private static Site chartsOf(Snapshot snapshot) {
        Site site = new Site(snapshot, false);
        ChartsPage.addTo(site);
        return site;
    }
}
