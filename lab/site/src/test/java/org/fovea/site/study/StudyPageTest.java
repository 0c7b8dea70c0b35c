package org.fovea.site.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.MadeLab;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Coverage;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
        StudyPage.addTo(site);
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
    void with_several_seeds_their_mean_is_the_score_of_the_baseline() {
        Snapshot snapshot = Labs.open("study-seeds", StudyPageTest::fillSeeds);
        double mean = snapshot.runs().stream()
                .limit(2)
                .mapToDouble(RunRow::score)
                .average()
                .orElseThrow();
        assertThat(Labs.text(pages(snapshot), "studies/S-0001.html"))
                .contains(">R-0001</a>, " + Wording.score(mean) + ", the mean of 2 seeds, on the same pairs");
        assertThat(Coverage.of(snapshot, snapshot.benchmarks().getFirst())).isEqualTo(new Coverage(1, 1));
    }

    /** The candidate is 0.1 points better by the mean of two seeds, as a subset said, and no better by the first. */
    private static void fillSeeds(Ledger ledger) {
        MadeLab lab = new MadeLab(ledger, "bench", 4);
        Study study = new Study("study", lab.benchmark.key(), "plan: seeds", MadeLab.SOMEBODY, MadeLab.BEGIN);
        Numbered<Study> held = ledger.add(study);
        List<Numbered<Run>> floor = runs(lab, 0.004);
        List<Numbered<Run>> tried = runs(lab, 0.002);
        ledger.add(
                lab.round(held, floor.get(2), tried.get(2)).low(0.05).high(0.15).build());
        Round.Seeds seeds = new Round.Seeds(keys(floor), keys(tried), 0.1);
        ledger.add(lab.round(held, floor.get(0), tried.get(0))
                .rung(1)
                .seeds(Optional.of(seeds))
                .build());
    }

    /** Runs of a new candidate: of all pairs with two seeds, and of some. */
    private static List<Numbered<Run>> runs(MadeLab lab, double second) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("value", second);
        Candidate candidate = MadeLab.candidate(settings, "family").build();
        lab.ledger.add(candidate);
        Optional<String> job = Optional.of(candidate.key());
        Run own = run(lab, candidate, Subset.all(4), 0.002).job(job).build();
        Run other = run(lab, candidate, Subset.all(4), second)
                .replaced(Map.of("seed", "2"))
                .series(job)
                .build();
        Run part = run(lab, candidate, Subset.of("0..1 of 4"), 0.002).build();
        return Stream.of(own, other, part).map(each -> lab.ledger.add(each)).toList();
    }

    private static Run.Builder run(MadeLab lab, Candidate candidate, Subset subset, double segmentation) {
        return lab.run(candidate, subset, 20_000, MadeLab.BEGIN, pair -> new PairDistortion(pair, segmentation, 1e-6));
    }

    private static List<String> keys(List<Numbered<Run>> runs) {
        return runs.stream().limit(2).map(Numbered::key).toList();
    }

    @Test
    void a_lab_without_studies_says_so() {
        assertThat(Labs.text(pages(Labs.empty()), "studies.html")).contains("No study was started");
    }
}
