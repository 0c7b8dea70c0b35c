package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lab from end to end, as a newcomer would use it: a floor, an idea, a worker, judgements, dead ends, export. The
 * tests are one story, in order.
 */
@Tag("slow")
@Tag("even")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {
    private static final int PAIRS = 4;
    /** Trained for seconds. */
    static final String TINY = """
            renderer: {family: compact, channels: 6, blocks: 1, fold: 4, mapChannels: 1, mapRows: 3, mapColumns: 4, \
            drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 8, multipliers: []}
              - train: {warmUpSteps: 10, steps: 30, learnPoses: true, learningRate: 0.02, finalLearningRate: 0.005}
              - quantise: {training: {steps: 10, learnPoses: true, learningRate: 0.005}}
              - masks: {multipliers: [1.5]}
            pack: fast
            """;

    private static final String REVIEW = """
            ## What changed
            Settings of the mask search, nothing else.
            ## What was looked at
            The byte ledger and the worst pairs of both runs.
            ## Risks
            The drive is synthetic and has four pairs only.
            """;

    @TempDir
    static Path folder;

    private static Path lab;

    @BeforeAll
    static void draw() throws Exception {
        done(folder, "samples generate -o drive.mkv --pairs " + PAIRS + " --size 320x240");
        Files.writeString(folder.resolve("tiny.yaml"), TINY);
        Files.writeString(folder.resolve("review.md"), REVIEW);
        lab = folder.resolve("lab");
        assertThat(done(folder, "lab init lab")).contains("a lab, ledger in jdbc:sqlite:ledger.db");
    }

    private static String done(Path in, String line, Object... values) throws Exception {
        return Fovea.done(in, line, values).out();
    }

    private static String lab(String line, Object... values) throws Exception {
        return done(lab, "lab " + line, values);
    }

    private static void assertRefused(int exitCode, String words, String line, Object... values) throws Exception {
        Result result = Fovea.run(lab, "lab " + line, values);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.errorLines()).last().asString().contains(words).doesNotContain("Exception");
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    @Test
    @Order(1)
    void a_floor_is_measured_and_passes_every_gate() throws Exception {
        assertRefused(
                1,
                "no heading '## What changed'",
                "floor set --profile ../tiny.yaml --clip ../drive.mkv --review ../tiny.yaml");
        assertThat(lab("floor set --profile ../tiny.yaml --benchmark drive --review ../review.md"))
                .contains("drive: the floor is R-0001, ");
        JsonNode floors = json(lab("status --json")).get("floors");
        assertThat(floors.get("drive").get("run").asString()).isEqualTo("R-0001");
        assertThat(floors.get("drive").get("official").asBoolean()).isFalse();
        assertThat(lab("floor")).contains("drive", "R-0001", "bundled");
        assertThat(lab("show R-0001"))
                .contains("current_workflow", "rule_faithful", "gate regression held", "J-0001 promoted", "masks");
    }

    @Test
    @Order(2)
    void an_idea_is_tried_on_few_pairs_first_and_judged() throws Exception {
        assertThat(lab(
                        "try %s --set %s --bar 0.0001 --rungs 2",
                        "a search that tries more", "masks[2].multipliers=[1.5, 3]"))
                .contains("H-0001 queued", "smallest test: 2 pairs, nested in 4");
        assertThat(lab("status")).contains("waiting", "build");
        assertThat(lab("work --until-idle")).contains("R-0002", "~", "gain").containsPattern("on 2 of 4 pairs");
        JsonNode results = json(lab("results --json --sort score"));
        assertThat(results.get("count").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(lab("show H-0001")).contains("a search that tries more", "gain");
        assertRefused(
                1, "which was tried already", "try %s --set %s", "the same again", "masks[2].multipliers=[1.5, 3]");
        assertRefused(1, "changes nothing", "try nothing --set masks[2].multipliers=[1.5]");
        String partial = results.get("runs")
                .valueStream()
                .filter(run -> !run.get("whole").asBoolean())
                .findFirst()
                .orElseThrow()
                .get("run")
                .asString();
        assertThat(lab("diff R-0001 %s", partial)).contains("difference", "pairs were measured in both");
        assertRefused(
                1,
                "2 of 4 pairs were measured",
                "promote %s --reason %s --review ../review.md",
                partial,
                "it is small");
        assertThat(lab("floor")).contains("R-0001");
    }

    @Test
    @Order(3)
    void a_dead_end_stops_who_runs_into_it_until_it_is_reopened() throws Exception {
        assertThat(lab(
                        "deadends add --family masks --region masks.minimumRegion=100.. --mechanism %s --evidence "
                                + "R-0001 --numbers %s --gradients unchecked --reopens %s",
                        "regions of that size are cars", "0 pairs better", "a renderer that draws cars by itself"))
                .contains("D-0001");
        assertThat(lab(
                        "try %s --set masks.minimumRegion=200 --despite %s --rungs 2",
                        "huge specks", "another renderer"))
                .contains("queued");
        assertThat(lab("pause")).contains("paused");
        assertThat(lab("work --until-idle")).isEmpty();
        String waiting =
                json(lab("status --json")).at("/waitingSteps/0/experiment").asString();
        assertThat(lab("status")).contains("paused", waiting.substring(0, 12));
        assertThat(lab("resume")).contains("goes on");
        assertThat(lab("invalidate gradients=unchecked")).contains("relies on it", "D-0001");
        assertThat(lab("invalidate gradients=unchecked --reason %s", "the gradient was zero"))
                .contains("reopened", "D-0001");
        assertThat(lab("deadends")).doesNotContain("D-0001");
        assertThat(lab("deadends --all")).contains("D-0001", "reopened by");
        assertThat(lab("reject R-0002 --reason %s", "only two pairs")).contains("R-0002 is rejected");
    }

    @Test
    @Order(4)
    void what_a_lab_knows_can_be_carried_to_another_one() throws Exception {
        Files.writeString(lab.resolve("note.md"), "*Larger* regions.");
        assertThat(lab("note note.md --title %s --about R-0001,D-0001", "On regions"))
                .contains("T-0001");
        assertThat(lab("export -o one.jsonl")).contains("records");
        assertThat(done(folder, "lab init other")).contains("a lab");
        Path other = folder.resolve("other");
        assertThat(done(other, "lab import ../lab/one.jsonl")).contains("records added");
        assertThat(done(other, "lab export -o two.jsonl")).contains("records");
        assertThat(other.resolve("two.jsonl")).hasSameBinaryContentAs(lab.resolve("one.jsonl"));
        assertThat(done(other, "lab results")).contains("R-0001");
        assertRefused(2, "--force", "export -o one.jsonl");
        assertThat(lab("export -o -")).isEqualTo(Fovea.read(lab.resolve("one.jsonl")));
        Files.writeString(lab.resolve("torn.jsonl"), "{}");
        assertRefused(3, "torn.jsonl, line 1: ", "import torn.jsonl");
    }

    @Test
    @Order(5)
    void mistakes_are_told_in_a_line() throws Exception {
        assertRefused(1, "R-9999", "show R-9999");
        assertRefused(2, "is not KEY=VALUE", "try x --set nonsense");
        assertRefused(2, "masks.noSuchKey", "try x --set masks.noSuchKey=1");
        Result outside = Fovea.run(folder, "lab status");
        assertThat(outside.exitCode()).isEqualTo(2);
        assertThat(outside.err()).contains("no lab here or above");
        assertRefused(2, "is a lab already", "init .");
        Files.write(lab.resolve("latin.md"), new byte[] {'n', (byte) 0xe9});
        assertRefused(
                3,
                "latin.md: section text, byte 0: this is a text, not a note in UTF-8",
                "note latin.md --title %s",
                "On regions");
    }

    @Test
    @Order(6)
    void with_several_seeds_means_are_judged_and_the_noise_is_told() throws Exception {
        done(folder, "lab init seeds");
        Path config = folder.resolve("seeds/lab.yaml");
        Files.writeString(config, Files.readString(config).replace("seeds: 1", "seeds: 2"));
        Path in = folder.resolve("seeds");
        assertThat(done(in, "lab floor set --profile ../tiny.yaml --clip ../drive.mkv --name %s", "small start"))
                .containsPattern("the floor is R-0001, .* ± .* \\(2 seeds\\)");
        Result tried = Fovea.done(
                in,
                "lab try %s --set %s --rungs 2 --name %s --tag search --tag first",
                "a search that tries more",
                "masks[2].multipliers=[1.5, 3]",
                "try & more");
        assertThat(tried.err()).doesNotContain("one seed each");
        assertThat(done(in, "lab work --until-idle")).contains("means of 2 and 2 seeds", "× the noise");
        assertThat(done(in, "lab results --tag search")).contains("try & more #first #search", "repeated");
        assertThat(done(in, "lab results --tag nothing")).doesNotContain("R-0");
        JsonNode rows = json(done(in, "lab results --json")).get("runs");
        JsonNode floor = rows.get(0);
        assertThat(floor.get("seeds").asInt()).isEqualTo(2);
        double second = rows.get(1).get("current_workflow").asDouble();
        assertThat(rows.get(1).get("whole").asBoolean()).isFalse();
        assertThat(floor.get("mean_score").asDouble())
                .isCloseTo(
                        (floor.get("current_workflow").asDouble() + second) / 2,
                        org.assertj.core.api.Assertions.within(1e-12));
        assertThat(floor.get("current_workflow").asDouble()).isNotEqualTo(second); // another training
        assertThat(done(in, "lab show R-0001")).contains("small start", "(2 seeds)", "R-0002");
        assertThat(done(in, "lab show %s", "try & more"))
                .contains("try & more", "first, search")
                .doesNotContain("{\"");
        assertThat(done(in, "lab show H-0001")).contains("a search that tries more", "kind person");
    }
}
