package org.fovea.encode.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.encode.profile.ProfileTest.parse;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.FilterFamily;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlText;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.video.VideoSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class VideoProfileTest {
    private static final String GOOD = """
            renderer: {family: filter, members: 1, hidden: 8, dilation1: 1, dilation2: 2}
            stream:
              encoder: svt-av1
              scale: 0.5
              crf: 40
            stages:
              - train: {warmUpSteps: 0, steps: 10}
            """;

    @Test
    void values_and_defaults() {
        Profile profile = parse(GOOD);
        VideoSettings stream = profile.stream().orElseThrow();
        assertThatThrownBy(() -> parse(GOOD, "stream.encoder=x265"))
                .hasMessageContaining("'encoder' is no longer a setting; it is always svt-av1");
        assertThat(stream.scale()).isEqualTo(0.5);
        assertThat(stream.crf()).isEqualTo(40);
        assertThat(stream.preset()).isEqualTo(VideoSettings.defaults().preset());
        assertThat(FilterFamily.Layout.of(profile.renderer().parameters()))
                .contains(new FilterFamily.Layout(1, 8, List.of(1, 2)));
        assertThat(parse("renderer: {family: filter}\nstream:\nstages: []").stream())
                .contains(VideoSettings.defaults());
    }

    @Test
    void all_settings_can_be_written_and_read() {
        VideoSettings settings = parse(GOOD).stream().orElseThrow();
        String json = JsonMapper.shared().writeValueAsString(SettingsReader.document(settings));
        VideoSettings read = SettingsReader.read(
                YamlText.read(json.getBytes(StandardCharsets.UTF_8), "stream", "settings"), VideoSettings.defaults());
        assertThat(read).isEqualTo(settings);
    }

    @Test
    void the_hash_names_the_stream_too() {
        Profile profile = parse(GOOD);
        assertThat(parse(GOOD.replace("scale: 0.5", "scale: 5e-1")).hash()).isEqualTo(profile.hash());
        assertThat(parse(GOOD, "stream.crf=41").hash()).isNotEqualTo(profile.hash());
        assertThat(profile.canonical()).contains("\"stream\":{").doesNotContain("encoder");
    }

    @Test
    void settings_can_be_replaced() {
        VideoSettings stream =
                parse(GOOD, "stream.crf=50", "stream.preset=4").stream().orElseThrow();
        assertThat(stream.crf()).isEqualTo(50);
        assertThat(stream.preset()).isEqualTo(4);
        assertThat(parse(GOOD).withStages(List.of("train")).stream())
                .contains(parse(GOOD).stream().orElseThrow());
        assertThatThrownBy(() -> parse(GOOD, "stream.crv=50")).hasMessageContaining("unknown key 'crv'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crf: 40|crv: 40|line 5|unknown key 'crv'",
                "crf: 40|crf: 64|line 2|crf 64",
                "crf: 40|crf: many|line 5|whole number",
                "scale: 0.5|scale: 1.5|line 2|scale is not in 0..1",
                "svt-av1|x264|line 3|svt-av1",
                "hidden: 8|hidden: 257|line 1|hidden channels 257",
                "dilation2: 2|dilation2: 17|line 1|dilation 17",
                "dilation1: 1, dilation2: 2|dilation1: 1|line 1|dilation2",
            })
    void a_mistake_is_told_with_its_line(String good, String bad, String line, String what) {
        assertThrown(FormatException.class, () -> parse(GOOD.replaceFirst(Pattern.quote(good), bad)), line, what);
    }

    @Test
    void a_stream_and_a_filter_belong_together() {
        assertThrown(
                FormatException.class,
                () -> parse("renderer: {family: colours, rows: 1, columns: 1}\nstream: {crf: 30}\nstages: []"),
                "line 1",
                "stream belongs to renderer family filter; omit one of them");
        assertThrown(
                FormatException.class,
                () -> parse("renderer: {family: filter}\nstages: []"),
                "line 1",
                "renderer family filter needs a map stream; add one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard/video", "fast/video"})
    void profiles_of_the_robust_track_train_a_filter_on_a_video(String name) throws Exception {
        Profile profile = Profiles.find(name).profile();
        assertThat(profile.renderer().family().id()).isEqualTo(FilterFamily.ID);
        assertThat(FilterFamily.Layout.of(profile.renderer().parameters())).isPresent();
        assertThat(profile.stages()).extracting(StageChoice::name).containsExactly("train", "quantise");
        // Filters know no warm-up, and a training that begins with one is refused only when it runs.
        TrainSettings train = (TrainSettings) profile.stages().get(0).settings();
        QuantiseSettings quantise = (QuantiseSettings) profile.stages().get(1).settings();
        assertThat(train.warmUpSteps()).isZero();
        assertThat(train.learnPoses()).isFalse();
        assertThat(quantise.training().learnPoses()).isFalse();
        assertThat(train.finalLearningRate()).isEqualTo(quantise.training().learningRate());
    }
}
