package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.Report;
import org.fovea.site.player.Viewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPagesTest {
    private static RunPage page(Snapshot lab, RunRow run) {
        Site site = Labs.site(lab);
        return RunPage.of(site.frame(org.fovea.site.layout.Topic.RUNS, Optional.empty(), ""), run, Labs.NO_FILES);
    }

    private static String text(Snapshot lab, RunRow run) {
        Site site = Labs.site(lab);
        return Labs.text(site, site.paths().run(run));
    }

    @Test
    void every_run_has_a_page_and_none_is_compared_with_itself() {
        Snapshot lab = Labs.example();
        for (RunRow run : lab.runs()) {
            RunPage page = page(lab, run);
            page.then().ifPresent(then -> assertThat(then.other().key()).isNotEqualTo(run.key()));
            assertThat(page.now().isPresent())
                    .as("%s beside the floor of today", run.numberLabel())
                    .isEqualTo(run.whole()
                            && !page.line().floor()
                            && lab.floor(page.benchmark()).isPresent());
            assertThat(page.others()).noneMatch(other -> other.key().equals(run.key()));
        }
    }

    @Test
    void settings_that_differ_are_those_that_the_candidate_says_it_changes() {
        Snapshot lab = Labs.example();
        List<RunRow> varied = lab.runs().stream()
                .filter(run -> lab.candidate(run).record().parent().isPresent())
                .toList();
        assertThat(varied).isNotEmpty();
        for (RunRow run : varied) {
            Candidate candidate = lab.candidate(run).record();
            Candidate parent = lab.find(Candidate.class, candidate.parent().orElseThrow())
                    .orElseThrow()
                    .record();
            List<String> changed = org.fovea.lab.record.SettingChange.between(parent, candidate).stream()
                    .map(org.fovea.lab.record.SettingChange::name)
                    .toList();
            assertThat(page(lab, run).settings().stream()
                            .filter(line -> line.fromParent().isPresent())
                            .map(RunParts.SettingLine::name))
                    .as(run.numberLabel())
                    .containsExactlyElementsOf(changed);
        }
    }

    @Test
    void each_round_is_on_the_pages_of_both_its_runs() {
        Snapshot lab = Labs.example();
        assertThat(lab.all(Round.class)).isNotEmpty();
        for (var round : lab.all(Round.class)) {
            RunRow candidate = lab.run(round.record().candidateRun()).orElseThrow();
            RunRow floor = lab.run(round.record().floorRun()).orElseThrow();
            assertThat(page(lab, candidate).rounds())
                    .extracting(line -> line.round().key())
                    .contains(round.key());
            assertThat(page(lab, floor).yardstick()).contains(candidate).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_run_on_some_pairs_says_that_its_score_is_none_of_the_benchmark() {
        Snapshot lab = Labs.example();
        for (RunRow run : lab.runs()) {
            assertThat(text(lab, run).contains("Its score is not a score of the benchmark"))
                    .as(run.numberLabel())
                    .isEqualTo(!run.whole());
        }
    }

    @Test
    void a_judgement_that_was_taken_back_says_by_which() {
        Snapshot lab = Labs.example();
        List<Numbered<Judgement>> opinions = lab.runs().stream()
                .flatMap(run -> page(lab, run).opinions().stream())
                .toList();
        assertThat(opinions)
                .isNotEmpty()
                .allSatisfy(opinion -> assertThat(lab.takenBackBy(opinion.key()).isEmpty())
                        .isEqualTo(lab.history().stands(opinion)));
    }

    @Test
    void the_first_run_has_nothing_to_be_held_against() {
        Snapshot lab = Labs.example();
        RunRow first = lab.runs().getFirst();

        assertThat(page(lab, first).beside()).isEmpty();
        assertThat(text(lab, first)).contains("there is nothing to compare its settings with");
    }

    @Test
    void runs_of_the_candidate_on_another_benchmark_say_so() {
        Snapshot lab = Labs.example();
        RunRow first = lab.runs().getFirst();
        RunRow other = lab.runsOf(first.candidate()).stream()
                .filter(run -> !run.benchmark().equals(first.benchmark()))
                .findFirst()
                .orElseThrow();

        assertThat(text(lab, first))
                .containsPattern(other.numberLabel() + "</a>\\s*\\(on "
                        + lab.benchmark(other.benchmark()).record().name() + "\\)");
    }

    @Test
    void the_floor_tells_its_hashes_its_bytes_and_how_to_make_it_again() {
        Snapshot lab = Labs.example();
        RunRow floor = lab.floor(lab.benchmarks().getFirst()).orElseThrow();
        assertThat(text(lab, floor))
                .contains(
                        "It is the <strong>baseline</strong>",
                        "0.5339",
                        "1,873",
                        "de31fdf59d651e509dafe5ea4f0f2f478b523e9d8606cc690da9b59d070aa65e",
                        "c510eacceedb5fcc3bce082ac8270361932b765438943c44b762c0fe6206e985",
                        "./fovea compress drive.mkv -o R-0047.zip --evaluators bundled --profile C-0032.yaml "
                                + "--original-bytes 333932",
                        "./fovea score --original drive.mkv --candidate R-0047.zip --evaluators bundled",
                        "What gained alone gains together");
    }

    @Test
    void the_document_of_a_score_says_what_became_of_each_class(@TempDir Path lab) throws Exception {
        PairTable table = new PairTable(
                List.of(new PairResult(0, 90, 0.09, 0.0125, new double[] {0.0225, 0.0025}, new double[0])),
                2,
                1,
                new FrameSize(64, 48),
                1000,
                2,
                List.of(
                        new ClassCount(0, "road", 0.9, 900, 990, 900),
                        new ClassCount(1, "lane marking", 0.1, 100, 10, 10)));
        Provenance.Input input = new Provenance.Input("x", "clip", "0".repeat(64), 10);
        ScoreResult score = new ScoreResult(
                table,
                new MeteredBytes(
                        OptionalLong.of(10),
                        "archive",
                        Optional.empty(),
                        List.of(),
                        List.of(new MeteredBytes.CountedFile("x", 100))),
                new Provenance(
                        input,
                        input,
                        new EvaluatorIdentity("toy", false, "0".repeat(64)),
                        "decoder",
                        "cpu",
                        1,
                        "machine",
                        Map.of(),
                        false,
                        1));
        Run some = Labs.example().details(Labs.example().runs().getFirst());
        Artifact kept = new ArtifactStore(lab)
                .keep(Artifact.SCORE, Json.of(ScoreDocument.of(score)).getBytes(StandardCharsets.UTF_8), ".json");
        Run run = some.toBuilder().artifacts(List.of(kept)).build();

        Losses losses = Losses.of(RunFiles.of(lab).score(run).orElseThrow(), List.of("forward"))
                .orElseThrow();
        assertThat(losses.classes()).extracting(ClassCount::name).containsExactly("road", "lane marking");
        assertThat(losses.lost()).extracting(ClassCount::name).containsExactly("lane marking");
        assertThat(losses.outputs()).extracting(Losses.Output::name).containsExactly("forward", "output 2");
        assertThat(losses.outputs()).extracting(Losses.Output::text).containsExactly("0.150", "0.0500");
        assertThat(losses.between()).isEmpty();
        ScoreObjective.Term steps = new ScoreObjective.Term(
                "pose", "consecutive frames", "mean-squared", "square of the output's unit", "root", 10);
        ScoreObjective sequence =
                new ScoreObjective(25, score.objective().segmentation(), Optional.of(steps), List.of());
        Losses ofSteps = Losses.of(
                        new ScoreResult(
                                table, score.bytes(), score.provenance(), sequence, Optional.empty(), Optional.empty()),
                        List.of("forward"))
                .orElseThrow();
        assertThat(ofSteps.outputs()).containsExactly(new Losses.Output("forward", 0.15));
        assertThat(ofSteps.between()).containsExactly(new Losses.Output("forward", 0.05));
        Files.write(new ArtifactStore(lab).path(kept), new byte[] {1});
        assertThat(RunFiles.of(lab).score(run)).as("a damaged document").isEmpty();
        assertThat(Labs.NO_FILES.score(run)).isEmpty();
    }

    @Test
    void archives_of_baselines_and_of_the_best_runs_can_be_downloaded() throws Exception {
        Snapshot lab = Labs.example();
        Path folder = Labs.ROOT.resolve("examples/lab");
        Site site = Report.of(lab, false, new Viewer(Map.of()), RunFiles.of(folder));
        List<RunRow> offered = lab.runs().stream()
                .filter(run -> site.files().file(site.paths().archive(run)).isPresent())
                .toList();
        assertThat(offered).isNotEmpty().allMatch(RunRow::whole);
        lab.benchmarks()
                .forEach(benchmark ->
                        assertThat(offered).contains(lab.floor(benchmark).orElseThrow()));
        for (RunRow run : offered) {
            byte[] archive =
                    site.files().file(site.paths().archive(run)).orElseThrow().bytes();
            assertThat(archive).hasSize((int) run.bytes());
            assertThat(Sha256.of(archive))
                    .isEqualTo(lab.details(run)
                            .artifact(Artifact.ARCHIVE)
                            .orElseThrow()
                            .sha256());
            assertThat(Labs.text(site, site.paths().run(run)))
                    .contains("<a href=\"../archives/" + run.numberLabel() + ".zip\" download");
        }
        RunRow part =
                lab.runs().stream().filter(run -> !run.whole()).findFirst().orElseThrow();
        assertThat(Labs.text(site, site.paths().run(part))).doesNotContain("archives/");
    }

    @Test
    void pictures_and_curves_that_a_lab_has_kept_are_on_the_page_of_the_run(@TempDir Path lab) throws Exception {
        ArtifactStore store = new ArtifactStore(lab);
        Artifact picture = store.keep(Artifact.PICTURES, new byte[] {(byte) 0x89, 'P', 'N', 'G'}, ".png");
        Artifact curves = store.keep(
                Artifact.CURVES,
                "time,stage,step,name,value\nt,03-train,50,learningRate,0.1\nt,03-train,50,segmentation,4.5\n"
                        .getBytes(StandardCharsets.UTF_8),
                ".csv");
        Run some = Labs.example().details(Labs.example().runs().getFirst());
        Run run = some.toBuilder().artifacts(List.of(picture, curves)).build();

        assertThat(RunFiles.of(lab).pictures(run)).contains("data:image/png;base64,iVBORw==");
        assertThat(RunFiles.of(lab).curves(run))
                .singleElement()
                .satisfies(figure -> assertThat(figure.svg()).contains("03-train"));
        assertThat(Labs.NO_FILES.pictures(run)).isEmpty();
        Files.delete(store.path(curves));
        Files.write(store.path(picture), new byte[] {1});
        assertThat(RunFiles.of(lab).pictures(run)).as("damaged").isEmpty();
        assertThat(RunFiles.of(lab).curves(run)).as("gone").isEmpty();
    }
}
