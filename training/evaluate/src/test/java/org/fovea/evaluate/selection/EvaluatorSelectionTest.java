package org.fovea.evaluate.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.script.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorSelectionTest {
    @TempDir
    private Path folder;

    @Test
    void a_description_opens_its_networks() throws IOException {
        TinyNetworks.segmentation(folder);
        TinyNetworks.pose(folder);
        Path file = folder.resolve("Tiny.YML");
        Files.writeString(
                file,
                "segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n"
                        + "pose: { torchscript: pose.pt, input: native, rgb: 0..255 }\n");

        try (EvaluatorPair pair = EvaluatorSelection.open(file.toString())) {
            assertThat(pair.identity().name()).isEqualTo("seg + pose");
        }
    }

    @Test
    void the_bundled_pair_needs_no_file() throws IOException {
        try (EvaluatorPair pair = EvaluatorSelection.open("bundled")) {
            assertThat(pair.identity().official()).isFalse();
            assertThat(pair.segmentation().classes()).isEqualTo(5);
        }
    }

    @Test
    void official_networks_need_their_weights() {
        assertThrown(
                NoSuchFileException.class, () -> EvaluatorSelection.open("official:" + folder), "posenet.safetensors");
        assertThrown(
                NoSuchFileException.class,
                () -> EvaluatorSelection.open(folder.resolve("absent.yaml").toString()));
    }

    @Test
    void the_challenge_is_an_objective_by_name_and_the_same_as_its_networks() throws IOException {
        OfficialEvaluators.writePseudoRandom(folder.resolve("nets/models"));
        Path file = folder.resolve("challenge.yaml");
        Files.writeString(file, "objective: challenge\nmodels: nets\n");
        try (EvaluatorPair named = EvaluatorSelection.open(file.toString());
                EvaluatorPair plain = EvaluatorSelection.open("official:" + folder.resolve("nets"))) {
            assertThat(named.identity()).isEqualTo(plain.identity());
            assertThat(ScoreFormula.of(named)).isEqualTo(ScoreFormula.COMMA);
            assertThat(ScoreObjective.of(named).challenge()).isTrue();
            assertThat(named).isInstanceOf(OfficialEvaluators.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective: challenge",
                "objective: challenge\nmodels: nets\nrate: 25",
                "objective: challenge\nmodels: nets\nsegmentation: none",
                "objective: other\nmodels: nets"
            })
    void the_challenge_cannot_be_said_otherwise(String yaml) throws IOException {
        Path file = folder.resolve("challenge.yaml");
        Files.writeString(file, yaml);
        assertThatThrownBy(() -> EvaluatorSelection.open(file.toString()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("challenge.yaml")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "official", "Bundled", "official:", "net.pt", "Official:models", "a\0b.yaml"})
    void anything_else_is_explained(String text) {
        assertThrown(IllegalArgumentException.class, () -> EvaluatorSelection.open(text), "official:");
    }
}
