package org.fovea.encode.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlText;
import org.fovea.encode.colours.ColoursSettings;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.TrainSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ProfileTest {
    private static final String GOOD = """
            # a comment
            renderer: {family: colours, rows: 2, columns: 3}
            stages:
              - colours: {rows: [4], columns: [5]}
              - train: {steps: 10}
              - train
            seed: 5
            """;

    static Profile parse(String yaml, String... overrides) {
        return Profile.parse(
                yaml.getBytes(StandardCharsets.UTF_8),
                Stream.of(overrides).map(ProfileOverride::of).toList());
    }

    static List<String> names() {
        return Profiles.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_comes_with_fovea_is_read(String name) throws Exception {
        Plan plan = Profiles.find(name).plan();
        assertThat(plan.hash()).hasSize(64);
        if (plan instanceof Profile profile) {
            assertThat(profile.stages()).isNotEmpty();
        }
    }

    /** docs/log/stages.md says what each stage of the rehearsal took, and means those of the profile itself. */
    @Test
    void the_rehearsal_of_the_challenge_has_its_renderer_and_its_stages() throws Exception {
        Path file = Path.of(System.getProperty("fovea.root", "../.."), "examples", "rehearsal.yaml");
        Profile rehearsal = Profiles.find(file.toString()).profile();
        Profile challenge = Profiles.find("best/masks").profile();
        assertThat(rehearsal.renderer()).isEqualTo(challenge.renderer());
        assertThat(rehearsal.stages())
                .extracting(StageChoice::name)
                .containsExactlyElementsOf(
                        challenge.stages().stream().map(StageChoice::name).toList());
        assertThat(rehearsal.scoredPairs()).isEqualTo(challenge.scoredPairs());
    }

    static List<StageKind<?>> kinds() {
        return StageKind.all();
    }

    /** So that every type of setting that a stage declares can be written in a profile. */
    @ParameterizedTest
    @MethodSource("kinds")
    void all_settings_of_a_stage_can_be_written_and_read(StageKind<?> kind) {
        String json = JsonMapper.shared().writeValueAsString(SettingsReader.document(kind.defaults()));
        Record read = kind.choose(YamlText.read(json.getBytes(StandardCharsets.UTF_8), kind.name(), "settings"))
                .settings();
        assertThat(read).isEqualTo(kind.defaults());
        assertThat(kind.make()).isNotNull();
    }

    @Test
    void stored_profiles_may_name_settings_that_became_constants() {
        Profile stored = parse(
                GOOD.replace("{steps: 10}", "{steps: 10, weightDecay: 0.0, checkpointSeconds: 20.0, inFlight: 2}"));
        assertThat(stored).isEqualTo(parse(GOOD));
        assertThatThrownBy(() -> parse(GOOD, "train.inFlight=3"))
                .hasMessageContaining("'inFlight' is no longer a setting; it is always 2");
    }

    @Test
    void values_and_defaults() {
        Profile profile = parse(GOOD);
        assertThat(profile.renderer().parameters()).containsExactly(2, 3);
        assertThat(profile.stages()).extracting(StageChoice::name).containsExactly("colours", "train", "train");
        assertThat(profile.stages().get(0).settings()).isEqualTo(new ColoursSettings(List.of(4), List.of(5)));
        assertThat(((TrainSettings) profile.stages().get(1).settings()).steps()).isEqualTo(10);
        assertThat(profile.stages().get(2).settings()).isEqualTo(TrainSettings.defaults());
        assertThat(profile.seed()).isEqualTo(5);
        assertThat(profile.pack()).isEqualTo(MaskEffort.BEST);
    }

    @Test
    void the_hash_names_what_is_set_not_how_it_is_written() {
        String other = "seed: 5\nstages: [{colours: {columns: [5], rows: 4}}, {train: {steps: 10}}, train: ]\n"
                + "scoredPairs: 120\nrenderer:\n  columns: 3\n  rows: 2\n  family: colours\n";
        assertThat(parse(other).canonical()).isEqualTo(parse(GOOD).canonical());
        assertThat(parse(other).hash()).isEqualTo(parse(GOOD).hash());
        assertThat(parse(GOOD.replace("seed: 5", "seed: 6")).hash())
                .isNotEqualTo(parse(GOOD).hash());
        assertThat(parse("renderer: {family: colours, rows: 1, columns: 1}\nstages: colours")
                        .canonical())
                .isEqualTo("{\"pack\":\"best\",\"renderer\":{\"columns\":1,\"family\":\"colours\",\"rows\":1},"
                        + "\"scoredPairs\":120,\"seed\":1,\"stages\":[{\"name\":\"colours\",\"settings\":"
                        + "{\"columns\":[1,4,8,12,20],\"rows\":[1,3,6,9,15]}}]}");
    }

    @Test
    void fewer_steps_leave_all_else_as_it_is() throws Exception {
        Profile whole = Profiles.find("standard/latent").profile();
        Profile half = whole.withShareOfSteps(0.5);
        assertThat(half.stages()).hasSameSizeAs(whole.stages());
        for (int i = 0; i < whole.stages().size(); i++) {
            Record before = whole.stages().get(i).settings();
            switch (half.stages().get(i).settings()) {
                case QuantiseSettings fewer -> {
                    QuantiseSettings all = (QuantiseSettings) before;
                    assertThat(fewer.training().steps())
                            .isEqualTo(all.training().steps() / 2);
                    assertThat(fewer.training().averaging())
                            .isLessThan(all.training().averaging());
                    assertThat(fewer.ranges()).isEqualTo(all.ranges());
                }
                case PretrainSettings cheap ->
                    assertThat(cheap.steps()).isEqualTo(((PretrainSettings) before).steps() / 2);
                default ->
                    assertThat(half.stages().get(i)).isEqualTo(whole.stages().get(i));
            }
        }
    }

    @Test
    void settings_can_be_replaced() {
        assertThat(parse(GOOD, "seed=7").seed()).isEqualTo(7);
        assertThat(parse(GOOD, "renderer.rows=9").renderer().parameters()).containsExactly(9, 3);
        assertThat(parse(GOOD, "colours.rows=[1, 2]", "colours.columns=[3, 4]")
                        .stages()
                        .getFirst()
                        .settings())
                .isEqualTo(new ColoursSettings(List.of(1, 2), List.of(3, 4)));
        Profile both = parse(GOOD, "train.steps=3");
        assertThat(both.stages().stream().skip(1)).allMatch(stage -> ((TrainSettings) stage.settings()).steps() == 3);
        Profile second = parse(GOOD, "train[2].steps=3");
        assertThat(((TrainSettings) second.stages().get(1).settings()).steps()).isEqualTo(10);
        assertThat(((TrainSettings) second.stages().get(2).settings()).steps()).isEqualTo(3);
        assertThat(parse(GOOD).withStages(List.of("train")).stages()).hasSize(2);
        assertThatThrownBy(() -> parse(GOOD).withStages(List.of("masks")))
                .hasMessage("'masks' is not a stage of this profile, which has colours, train");
        assertThatThrownBy(() -> parse(GOOD, "train[3].steps=3")).hasMessageContaining("has 2 stages train");
        assertThatThrownBy(() -> parse(GOOD, "train.stepz=3")).hasMessageContaining("unknown key 'stepz'");
        assertThrown(IllegalArgumentException.class, () -> ProfileOverride.of("steps"));
    }

    private static Profile corrected(String... stages) {
        return parse("renderer: {family: colours, rows: 1, columns: 1}\nstages: [" + String.join(", ", stages) + "]");
    }

    private static PosesSettings refit(Profile profile, int stage) {
        return profile.stages().get(stage).poses();
    }

    @Test
    void corrections_fit_poses_as_the_poses_stage_does() {
        String one = "poses: {trials: 1}";
        String two = "poses: {trials: 2}";
        PosesSettings usual = PosesSettings.defaults();
        assertThat(refit(corrected("corrections"), 0)).isEqualTo(usual);
        assertThat(refit(corrected("poses", "corrections"), 1)).isEqualTo(usual);
        assertThat(refit(corrected(one, two, "corrections"), 2).trials()).isEqualTo(2);
        assertThat(refit(corrected(one, "corrections", two), 1).trials()).isEqualTo(1);
        assertThat(refit(corrected("corrections", one, two), 0).trials()).isEqualTo(1);
        assertThat(refit(corrected(one, "masks"), 1)).isEqualTo(usual);
    }

    @Test
    void corrections_alone_keep_the_poses_settings_of_their_profile_and_their_hash_says_so() {
        Profile alone = corrected("poses: {trials: 1}", "corrections").withStages(List.of("corrections"));
        assertThat(refit(alone, 0).trials()).isEqualTo(1);
        assertThat(alone.canonical())
                .contains("\"poses\":{\"candidates\":8,\"pairs\":0,\"rounds\":8,\"stepRounds\":4,\"trials\":1}");
        Profile usual = corrected("poses: {}", "corrections").withStages(List.of("corrections"));
        assertThat(usual.canonical()).isEqualTo(corrected("corrections").canonical());
        assertThat(corrected("poses: {trials: 1}", "corrections").canonical()).doesNotContain("\"poses\":{");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 5|seed: many|line 7|many' is not a whole number",
                "seed: 5|seed: 4294967296|line 7|0..4294967295",
                "seed: 5|speed: 5|line 7: unknown key 'speed'; did you mean 'seed'?|",
                "steps: 10|steps: -1|line 5|warmUpSteps, steps is out of range",
                "steps: 10|step: 1|line 5|unknown key 'step'",
                "steps: 10|steps: 1.5|line 5|whole number",
                "- colours|- polish|line 4: 'polish' is not a stage; known are colours|",
                "- train|- look|every run begins by computing the ground truth|",
                "family: colours|family: colors|line 2|not one of",
                "rows: 2|row: 2|line 2|unknown key 'row'; did you mean 'rows'?",
                "columns: 3|columns: 65|line 2|grid of 65",
                "columns: 3|columns: 70000|line 2|1..65535",
                "rows: [4]|rows: [four]|line 4|whole number",
                "rows: [4]|rows: [4, 5]|line 4|2 rows and 1 columns",
            })
    void a_mistake_is_told_with_its_line(String good, String bad, String one, String two) {
        assertThrown(
                FormatException.class,
                () -> parse(GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad)),
                one,
                two == null ? one : two);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compact, channels: 6, blocks: 1, fold: 4|the key 'mapChannels' is missing",
                "compact, channels: 6, blocks: 1, fold: 3|fold 3 of renderer family compact",
                "filter, members: 1, hidden: 8, dilation1: 1|the key 'dilation2' is missing",
                "filter, members: 9, hidden: 8, dilation1: 1|members 9 of renderer family filter is not in 1..8",
            })
    void what_is_missing_and_what_is_impossible_are_told_apart(String renderer, String told) {
        assertThrown(
                FormatException.class, () -> parse("renderer: {family: " + renderer + "}\nstages: []"), "line 1", told);
    }

    @Test
    void what_is_no_profile() {
        assertThatThrownBy(() -> Profiles.find("quicker")).hasMessageContaining("not a profile; use fast, fast/latent");
        assertThatThrownBy(() -> Profiles.find("quick")).hasMessage("'quick' is now called fast/masks");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("needs the maps renderer and stages");
        assertThatThrownBy(() -> parse("[]")).hasMessageContaining("line 1: a list where a map belongs");
        assertThatThrownBy(() -> parse("renderer: 5\nstages: train")).hasMessageContaining("line 1");
    }
}
