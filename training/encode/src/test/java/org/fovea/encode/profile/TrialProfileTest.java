package org.fovea.encode.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.TrainSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialProfileTest {
    private static Plan parse(String yaml, String... overrides) {
        return Plan.parse(
                yaml.getBytes(StandardCharsets.UTF_8),
                Stream.of(overrides).map(ProfileOverride::of).toList());
    }

    private static TrialProfile standard(String... overrides) throws Exception {
        return (TrialProfile) Plan.parse(
                Profiles.find("standard").yaml(),
                Stream.of(overrides).map(ProfileOverride::of).toList());
    }

    @Test
    void standard_tries_what_comes_with_fovea() throws Exception {
        TrialProfile standard = standard();
        assertThat(standard.candidates())
                .extracting(TrialProfile.Candidate::name)
                .containsExactly("standard/latent", "standard/masks", "standard/short");
        assertThat(standard.candidates().getFirst().profile())
                .isEqualTo(Profiles.find("standard/latent").profile());
        assertThat(parse(standard.yaml())).isEqualTo(standard);
        TrialProfile other = standard("seed=9", "share=0.1", "try=[standard/latent, fast/masks]");
        assertThat(other.share()).isEqualTo(0.1);
        assertThat(other.candidates()).allMatch(candidate -> candidate.profile().seed() == 9);
        assertThat(other.hash()).isNotEqualTo(standard.hash());
        assertThat(other.canonical()).contains("\"profile\":\"fast/masks\",\"settings\":{\"forPairs\":60,");
    }

    @Test
    void without_a_segmentation_network_the_video_track_is_tried_in_place_of_masks() throws Exception {
        TrialProfile drawn = standard("seed=9").withoutMasks();
        assertThat(drawn.candidates())
                .extracting(TrialProfile.Candidate::name)
                .containsExactly("standard/latent", "standard/video");
        assertThat(drawn.candidates()).allMatch(candidate -> candidate.profile().seed() == 9);
        assertThat(drawn.untried()).extracting(TrialProfile.Candidate::name).containsExactly("standard/latent");
        TrialProfile fast = ((TrialProfile) Profiles.find("fast").plan()).withoutMasks();
        assertThat(fast.candidates())
                .extracting(TrialProfile.Candidate::name)
                .containsExactly("fast/latent", "fast/video");
        assertThat(fast.minutes()).hasValue(9.9);
        assertThat(fast.withoutMasks()).isEqualTo(fast);
        assertThat(standard().withVideo().candidates())
                .extracting(TrialProfile.Candidate::name)
                .containsExactly("standard/latent", "standard/masks", "standard/short", "standard/video");
        assertThat(fast.withVideo()).isEqualTo(fast);
    }

    @Test
    void fast_has_minutes_of_its_own_and_standard_has_none() throws Exception {
        Plan fast = Plan.parse(Profiles.find("fast").yaml(), List.of());
        assertThat(fast.minutes()).hasValue(9.9);
        assertThat(fast.forClip(4).minutes()).hasValue(9.9);
        assertThat(parse(fast.yaml()).hash()).isEqualTo(fast.hash());
        assertThat(standard().minutes()).isEmpty();
        assertThat(Profiles.find("fast/masks").profile().minutes()).isEmpty();
    }

    @Test
    void a_trial_has_a_share_of_the_steps_and_leaves_searches_out() throws Exception {
        TrialProfile.Candidate masks = standard().candidates().get(1);
        Profile trial = masks.shortened(0.04, 7);
        assertThat(trial.stages())
                .extracting(StageChoice::name)
                .containsExactly("masks", "train", "quantise", "masks", "poses");
        TrainSettings train = (TrainSettings) trial.stages().get(1).settings();
        TrainSettings whole = (TrainSettings) masks.profile().stages().get(1).settings();
        assertThat(train.steps()).isEqualTo(600);
        assertThat(((PosesSettings) trial.stages().getLast().settings()).pairs())
                .isEqualTo(7);
        assertThat(train.warmUpSteps()).isEqualTo(12);
        assertThat(train.learningRate()).isEqualTo(whole.learningRate());
        assertThat(train.averaging()).isCloseTo(1 - 0.003 / 0.04, within(1e-12));
        assertThat(((QuantiseSettings) trial.stages().get(2).settings())
                        .training()
                        .steps())
                .isEqualTo(640);
        MasksSettings cleaned = (MasksSettings) trial.stages().get(0).settings();
        assertThat(cleaned.minimumRegion()).isEqualTo(32);
        assertThat(((MasksSettings) trial.stages().get(3).settings()).multipliers())
                .isEmpty();
        Profile tiny = masks.shortened(1e-9, 7);
        assertThat(((TrainSettings) tiny.stages().get(1).settings()).steps()).isEqualTo(1);
    }

    @Test
    void a_short_clip_has_fewer_steps_and_a_profile_that_needs_no_trial() throws Exception {
        TrialProfile clip = standard().forClip(11);
        assertThat(clip.candidates().getFirst().profile().judgedSteps()).isEqualTo(1700);
        assertThat(clip.untried()).extracting(TrialProfile.Candidate::name).contains("standard/short");
        assertThat(clip.named("standard/short", 11).orElseThrow().judgedSteps()).isEqualTo(7013);
        assertThat(clip.named("none", 8)).isEmpty();
        assertThat(standard().forClip(110)).isEqualTo(standard());
        Profile least = Profiles.find("standard/latent").profile().forClip(1);
        assertThat(least.judgedSteps()).isEqualTo(500);
        assertThat(least.forClip(1)).isEqualTo(least);
        assertThat(Profiles.find("fast/colours").profile().forClip(1))
                .isEqualTo(Profiles.find("fast/colours").profile());
    }

    @Test
    void files_can_be_tried_too(@TempDir Path folder) throws Exception {
        Path mine = Files.write(
                folder.resolve("mine.yaml"), Profiles.find("fast/masks").yaml());
        TrialProfile plan = (TrialProfile) parse("try: [fast/masks, '" + mine + "']");
        assertThat(plan.candidates().getLast().profile())
                .isEqualTo(plan.candidates().getFirst().profile());
        Path auto = Files.write(
                folder.resolve("auto.yaml"), Profiles.find("standard").yaml());
        assertThrown(
                FormatException.class,
                () -> parse("try: [fast/masks, '" + auto + "']"),
                "auto.yaml",
                "chooses between others");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "try: [fast/masks]|1 profiles to try, 2..8 expected",
                "try: [fast/masks, fast/masks]|tried twice",
                "try: [fast/masks, quick]|is now called fast/masks",
                "try: [fast/masks, none.yaml]|cannot be read",
                "{try: [fast/masks, fast/latent], share: 0.6}|share 0.6",
                "{try: [fast/masks, fast/latent], share: 0}|share 0",
                "{try: [fast/masks, fast/latent], scoredPairs: 0}|whole number in 1..",
                "{try: [fast/masks, fast/latent], minutes: 0}|minutes 0",
                "{try: [fast/masks, fast/latent], stages: []}|unknown key 'stages'",
            })
    void a_mistake_is_told(String yaml, String told) {
        assertThrown(FormatException.class, () -> parse(yaml), told);
    }

    @Test
    void settings_of_a_stage_belong_to_one_profile_not_to_several() {
        assertThatThrownBy(() -> standard("masks.minimumRegion=6")).hasMessageContaining("unknown key 'masks'");
        assertThrown(
                FormatException.class,
                () -> Profiles.find("standard").profile(),
                "profile standard",
                "only fovea compress does");
    }
}
