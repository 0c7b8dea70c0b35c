package org.fovea.site.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.MadeLab;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pages of studies. */
class StudyPageTest {
    /**
     * A study of a grid: three settings, of which the first adds to the score, the second a little, the third nothing.
     */
    private static void fill(Ledger ledger) {
        MadeLab lab = new MadeLab(ledger, "bench", 4);
        Numbered<Study> study =
                ledger.add(new Study("study", lab.benchmark.key(), "plan: grid", MadeLab.SOMEBODY, MadeLab.BEGIN));
        for (int i = 0; i < 64; i++) {
            int first = i % 4;
            int second = i / 4 % 4;
            Candidate candidate = MadeLab.candidate(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group.first", first)
                                    .put("second", second)
                                    .put("third", "" + i / 16),
                            "family")
                    .overrides(Map.of("first", "" + first))
                    .build();
            ledger.add(candidate);
            double segmentation = 0.001 * (1 + first + 0.2 * second);
            Numbered<Run> run = ledger.add(lab.run(
                            candidate,
                            Subset.all(4),
                            20_000,
                            MadeLab.BEGIN.plusSeconds(i),
                            pair -> new PairDistortion(pair, segmentation, 1e-6))
                    .study(Optional.of(study.key()))
                    .build());
            ledger.add(lab.round(study, run, run).build());
        }
    }

    private static Site pages(Snapshot snapshot) {
        Site site = new Site(snapshot, false);
        new StudyPage.Part().addTo(site);
        return site;
    }

    @Test
    void a_grid_has_a_slice_for_each_setting() {
        Site site = pages(Labs.open("study-grid", StudyPageTest::fill));
        String html = Labs.text(site, "studies/S-0001.html");
        assertThat(html.split("class=\"plot panel\"", -1)).hasSize(1 + 3);
        JsonNode data = JsonMapper.shared()
                .readTree(Labs.text(site, "data/study-S-0001.json"))
                .path("data");
        assertThat(data.path("candidates")).hasSize(64);
        // a chart beyond its size is not a chart: nothing is drawn outside
        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void the_example_labs_star_is_told_as_one_setting_at_a_time() {
        Site site = pages(Labs.example());
        String star = Labs.example().all(Study.class).stream()
                .filter(study -> study.record().name().equals("drive-star"))
                .findFirst()
                .orElseThrow()
                .label();
        String html = Labs.text(site, "studies/" + star + ".html");
        assertThat(html).contains("each different from the study’s base in one setting");
        assertThat(Labs.text(site, "studies.html")).contains("drive-star", "studies/" + star + ".html");
    }

    @Test
    void a_lab_without_studies_says_so() {
        assertThat(Labs.text(pages(Labs.empty()), "studies.html")).contains("No study was started");
    }
}
