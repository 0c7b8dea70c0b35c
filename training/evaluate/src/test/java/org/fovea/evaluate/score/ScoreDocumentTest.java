package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.config.Json;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScoreDocumentTest {
    private static byte[] write(ScoreResult result) {
        return JsonMapper.shared().writeValueAsBytes(ScoreDocument.of(result));
    }

    private static ScoreResult sample(OptionalLong archive) {
        return Scores.of(Scores.random(3, 9, 8, 1), 41, archive, 77, "bundled");
    }

    private static String file(String name) {
        return new String(Resources.bytes(ScoreDocumentTest.class, name), StandardCharsets.UTF_8);
    }

    @Test
    void a_document_is_the_same_to_the_letter() {
        ScoreResult whole = Scores.of(Scores.random(0, 2, 8, 1), 5, OptionalLong.of(12_345), 77, "official");
        assertThat(Json.of(ScoreDocument.of(whole)) + "\n").isEqualTo(file("whole.json"));
        ScoreResult some = Scores.of(Scores.random(3, 2, 9, 1), 41, OptionalLong.empty(), 0, "bundled");
        assertThat(Json.of(ScoreDocument.of(some)) + "\n").isEqualTo(file("some.json"));
    }

    @Test
    void what_is_read_is_what_was_written_bit_by_bit() {
        for (OptionalLong archive : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(12345)}) {
            ScoreResult result = sample(archive);
            byte[] document = write(result);
            ScoreResult back = ScoreDocument.read(document, "a.json");
            assertThat(write(back)).isEqualTo(document);
            assertThat(back.table().pairs())
                    .usingRecursiveComparison()
                    .isEqualTo(result.table().pairs());
            assertThat(back.averages()).isEqualTo(result.averages());
            assertThat(back.provenance()).isEqualTo(result.provenance());
            assertThat(back.bytes()).isEqualTo(result.bytes());
        }
    }

    @Test
    void other_documents_are_refused_with_the_files_name() {
        for (String other :
                new String[] {"", "{}", "[1]", "7", "{\"format\":\"fovea score\",\"version\":9}", "{\"a\":"}) {
            assertThatThrownBy(() -> ScoreDocument.read(other.getBytes(StandardCharsets.UTF_8), "b.json"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("b.json: ");
        }
    }

    @Test
    void contradictions_are_refused() {
        String good = new String(write(sample(OptionalLong.of(5))), StandardCharsets.UTF_8);
        assertThat(ScoreDocument.read(good.getBytes(StandardCharsets.UTF_8), "x"))
                .isNotNull();
        String[][] changes = {
            {"\"pair\":4,", "\"pair\":5,"},
            {"\"clipFrames\":41", "\"clipFrames\":4"},
            {"\"countedOutputs\":6", "\"countedOutputs\":13"},
            {"\"mapPixels\":196608", "\"mapPixels\":1"},
            {"\"archive\":5,", "\"archive\":0,"},
            {"\"archive\":5,", "\"archive\":-5,"},
            {"\"squaredErrors\":[", "\"squaredErrors\":[-1,"},
            {"\"width\":1164", "\"width\":0"},
        };
        for (String[] change : changes) {
            String bad = good.replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1]);
            assertThat(bad).isNotEqualTo(good);
            assertThatThrownBy(() -> ScoreDocument.read(bad.getBytes(StandardCharsets.UTF_8), "x"))
                    .as(change[1])
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void damage_gives_a_format_exception_or_another_document_never_anything_else() {
        byte[] good = write(sample(OptionalLong.of(5)));
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bad = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                bad[random.nextInt(bad.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "0{}[]\",:.-e".charAt(random.nextInt(11)));
            }
            try {
                ScoreDocument.read(bad, "x");
            } catch (FormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
