package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the table of runs says agrees with the ledger. */
class RunsTableTest {
    private static final Pattern ROW = Pattern.compile("<tr>\\s*<th scope=\"row\"");

    @Test
    void counts_of_the_example_lab_add_up() {
        Snapshot snapshot = Labs.example();
        RunsPage page = page(snapshot, 1);

        assertThat(page.all()).hasSize(snapshot.runs().size());
        assertThat(page.verdicts().values().stream().mapToLong(Long::longValue).sum() + page.unjudged())
                .isEqualTo(snapshot.runs().size());
        assertThat(page.partial())
                .isEqualTo(snapshot.runs().stream().filter(run -> !run.whole()).count());
        assertThat(page.all().stream().filter(RunsPage.RunLine::floor))
                .extracting(line -> line.row().key())
                .containsExactlyInAnyOrderElementsOf(snapshot.benchmarks().stream()
                        .map(snapshot::floor)
                        .flatMap(Optional::stream)
                        .map(run -> run.key())
                        .toList());
    }

    @Test
    void page_has_a_row_for_each_run_and_says_the_counts() {
        Site site = Labs.site(ManyRuns.open(52));
        String html = Labs.text(site, "runs.html");

        assertThat(ROW.matcher(html).results()).hasSize(52);
        assertThat(html).contains("<dd data-count=\"superseded\">17</dd>", "<dd data-count=\"not judged\">7</dd>");
        assertThat(html).doesNotContain("rel=\"next\"");
    }

    @Test
    void scores_of_some_pairs_say_so() {
        Site site = Labs.site(Labs.example());
        List<RunsPage.RunLine> partial = RunsPage.lines(site).stream()
                .filter(line -> line.row().pairs() < line.on().pairs())
                .toList();

        assertThat(partial)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.row().whole()).isFalse());
        assertThat(Labs.text(site, "runs.html")).contains("<small>on 8 pairs</small>");
    }

    @Test
    void runs_whose_frames_the_worker_rendered_say_so_in_their_row_and_on_their_page() {
        Site site = Labs.site(Labs.hostile());
        assertThat(RunsPage.lines(site))
                .filteredOn(line -> line.drawn().isPresent())
                .singleElement()
                .satisfies(line -> assertThat(Labs.text(site, line.page()))
                        .contains("on 3 pairs, not isolated", "the worker itself rendered them"));
        assertThat(Labs.text(site, "runs.html")).containsOnlyOnce("<small>on 3 pairs, not isolated</small>");
        assertThat(Labs.text(site, "data/runs.json")).containsOnlyOnce("\"drawn\":\"not isolated\"");
    }

    @Test
    void pages_hold_all_runs_once() {
        Site site = Labs.site(ManyRuns.open(700));
        List<RunsPage.RunLine> lines = RunsPage.lines(site);
        List<RunsPage.RunLine> seen = new java.util.ArrayList<>();
        int pages = RunsPage.pages(lines.size());
        for (int number = 1; number <= pages; number++) {
            RunsPage page = page(site, lines, number);
            assertThat(page.first()).isEqualTo(seen.size() + 1);
            seen.addAll(page.lines());
            assertThat(page.last()).isEqualTo(seen.size());
            assertThat(page.linked()).contains(1, number, pages);
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).isEqualTo(lines);
    }

    @Test
    void data_has_all_runs_with_all_digits() {
        for (Snapshot snapshot : List.of(Labs.example(), Labs.empty(), Labs.hostile())) {
            Site site = Labs.site(snapshot);
            String json = Labs.text(site, "data/runs.json");
            JsonNode runs = JsonMapper.shared().readTree(json).path("data").path("runs");
            assertThat(runs.size()).isEqualTo(snapshot.runs().size());
            for (JsonNode run : runs) {
                assertThat(run.path("score").doubleValue())
                        .isEqualTo(snapshot.run(run.path("key").asString())
                                .orElseThrow()
                                .score());
            }
            assertThat(Labs.text(site, "data/runs.js")).isEqualTo("foveaRuns.open(" + json + ");\n");
        }
    }

    private static RunsPage page(Snapshot snapshot, int number) {
        Site site = Labs.site(snapshot);
        return page(site, RunsPage.lines(site), number);
    }

    private static RunsPage page(Site site, List<RunsPage.RunLine> lines, int number) {
        return new RunsPage(site.frame(Topic.RUNS, Optional.empty(), "Runs"), lines, number);
    }
}
