package org.fovea.site.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.site.HtmlValidator;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pages of studies. */
class StudyPageTest {
    private static final String HOSTILE =
            "<script>alert(1)</script> \"'& " + "x".repeat(300) + " \u202Eleft\u202C \n\u05D0\u05D1\u05D2 ";
    private static final Author SOMEBODY = Author.person("somebody");
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * A study of a grid: three settings, of which the first adds to the score, the second a little, the third nothing.
     */
    private static void fill(Ledger ledger, String name, int values) {
        Benchmark benchmark = new Benchmark(
                "bench", "clip", Optional.empty(), 4, 1_000_000, "networks", Optional.empty(), false, TIME);
        ledger.add(benchmark);
        Numbered<Study> study = ledger.add(new Study(name + "study", benchmark.key(), "plan: " + name, SOMEBODY, TIME));
        for (int i = 0; i < values * values * values; i++) {
            int first = i % values;
            int second = i / values % values;
            int third = i / values / values;
            Candidate candidate = Candidate.builder()
                    .recipe(new Recipe(
                            Recipe.Kind.PROFILE,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group.first" + name, first)
                                    .put("second" + name, second)
                                    .put("third", name + third),
                            Optional.empty()))
                    .profile("profile")
                    .overrides(Map.of("first", name + first))
                    .track("masks")
                    .family("family")
                    .by(SOMEBODY)
                    .time(TIME)
                    .build();
            ledger.add(candidate);
            Numbered<Run> run = ledger.add(run(benchmark, study, candidate, 0.001 * (1 + first + 0.2 * second), i));
            ledger.add(Round.builder()
                    .benchmark(benchmark.key())
                    .study(Optional.of(study.key()))
                    .candidate(candidate.key())
                    .floorRun(run.key())
                    .candidateRun(run.key())
                    .gain(0)
                    .low(0)
                    .high(0)
                    .level(0.9)
                    .bar(0)
                    .decision(Round.Decision.CONTINUE)
                    .by(Author.rule("rule"))
                    .time(TIME.plusSeconds(i))
                    .build());
        }
    }

    private static Run run(
            Benchmark benchmark, Numbered<Study> study, Candidate candidate, double segmentation, int number) {
        List<PairDistortion> pairs = new ArrayList<>();
        for (int pair = 0; pair < 4; pair++) {
            pairs.add(new PairDistortion(pair, segmentation, 1e-6));
        }
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .study(Optional.of(study.key()))
                .subset(Subset.all(4))
                .built(Run.Built.CLIP)
                .track("masks")
                .family("family")
                .seeds(List.of(1L))
                .device("cpu")
                .machine("x")
                .threads(1)
                .codeVersion("v")
                .started(TIME.plusSeconds(number))
                .ended(TIME.plusSeconds(number + 30))
                .bytes(new Run.Bytes(20_000, Optional.of(0L), 1_000_000))
                .sections(Map.of("masks", 20_000L))
                .segmentation(segmentation)
                .pose(1e-6)
                .pairs(pairs)
                .build();
    }

    private static Site pages(Snapshot snapshot) {
        Site site = new Site(snapshot, false);
        new StudyPage.Part().addTo(site);
        return site;
    }

    private static String text(Site site, String path) {
        return new String(site.files().file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_grid_has_a_slice_for_each_setting() {
        Site site = pages(Labs.open("study-grid", ledger -> fill(ledger, "", 4)));
        String html = text(site, "studies/S-0001.html");
        assertThat(html.split("class=\"plot panel\"", -1)).hasSize(1 + 3);
        JsonNode data = JsonMapper.shared()
                .readTree(text(site, "data/study-S-0001.json"))
                .path("data");
        assertThat(data.path("candidates")).hasSize(64);
        // a chart beyond its size is not a chart: nothing is drawn outside
        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void hostile_texts_stay_texts() throws Exception {
        Site site = pages(Labs.open("study-hostile", ledger -> fill(ledger, HOSTILE, 3)));
        for (String path : List.of("studies.html", "studies/S-0001.html")) {
            String html = text(site, path);
            assertThat(html).as(path).doesNotContain("<script>alert").contains("&lt;script");
            try (HtmlValidator validator = new HtmlValidator()) {
                assertThat(validator.check(html.getBytes(StandardCharsets.UTF_8)))
                        .as(path)
                        .noneMatch(message -> message.contains("\"type\":\"error\""));
            }
        }
    }

    @Test
    void the_example_labs_star_is_told_as_one_setting_at_a_time() {
        Site site = pages(Labs.example());
        String star = Labs.example().all(Study.class).stream()
                .filter(study -> study.record().name().equals("drive-star"))
                .findFirst()
                .orElseThrow()
                .label();
        String html = text(site, "studies/" + star + ".html");
        assertThat(html).contains("each different from the study’s base in one setting");
        assertThat(text(site, "studies.html")).contains("drive-star", "studies/" + star + ".html");
    }

    @Test
    void a_lab_without_studies_says_so() {
        assertThat(text(pages(Labs.empty()), "studies.html")).contains("No study was started");
    }
}
