package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program on published submissions; skipped where they are not there. */
class RealSubmissionIT {
    private static final String TILES = "data/qzs3/pr77_payload.bin";
    private static final String ROUTED = "data/qzs3/seed_layout.zip";

    @TempDir
    Path folder;

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.done(folder, line, values);
    }

    private static JsonNode json(Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    private static long section(JsonNode ledger, String prefix) {
        return ledger.get("sections")
                .valueStream()
                .filter(section -> section.get("section").asString().startsWith(prefix))
                .mapToLong(section -> section.get("bytes").asLong())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({TILES + ", 276451, 219472, 55756, 898", ROUTED + ", 215830, 159011, 55596, 898"})
    void inspect_places_every_byte(String name, long bytes, long masks, long weights, long poses) throws Exception {
        JsonNode ledger = json(run("inspect %s --json --challenge", SharedFiles.file(name)));
        assertThat(ledger.get("bytes").asLong()).isEqualTo(bytes);
        assertThat(section(ledger, "")).isEqualTo(bytes);
        assertThat(section(ledger, "masks")).isEqualTo(masks);
        assertThat(section(ledger, "weights")).isEqualTo(weights);
        assertThat(section(ledger, "poses")).isEqualTo(poses);
        assertThat(ledger.get("score").asDouble()).isEqualTo(25.0 * bytes / 37_545_489);
    }

    @Test
    void frames_equal_those_of_the_published_inflater() throws Exception {
        Path reference = SharedFiles.file("data/qzs3/frames/p000_1.png");
        run("inflate %s --pairs 0..0 -o raw", SharedFiles.file(TILES));
        run("inflate %s --pairs 0..0 -o png --format png", SharedFiles.file(TILES));
        assertThat(Files.size(folder.resolve("raw/0.raw"))).isEqualTo(2L * 874 * 1164 * 3);
        byte[] raw = Files.readAllBytes(folder.resolve("raw/0.raw"));
        for (int frame = 1; frame <= 2; frame++) {
            BufferedImage wanted = ImageIO.read(
                    reference.resolveSibling("p000_" + frame + ".png").toFile());
            BufferedImage drawn =
                    ImageIO.read(folder.resolve("png/p000_" + frame + ".png").toFile());
            assertSameFrame(wanted, drawn, raw, (frame - 1) * raw.length / 2);
        }
    }

    private static void assertSameFrame(BufferedImage wanted, BufferedImage drawn, byte[] raw, int offset) {
        int different = 0;
        int position = offset;
        for (int y = 0; y < 874; y++) {
            for (int x = 0; x < 1164; x++) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int sample = drawn.getRGB(x, y) >> shift & 0xff;
                    assertThat(raw[position++] & 0xff).isEqualTo(sample);
                    int difference = Math.abs(sample - (wanted.getRGB(x, y) >> shift & 0xff));
                    assertThat(difference).isLessThanOrEqualTo(1);
                    different += difference;
                }
            }
        }
        assertThat(different).isLessThan((int) (0.0005 * 874 * 1164 * 3));
    }

    @Test
    @Tag("slow")
    @Tag("odd")
    void a_repacked_submission_is_smaller_and_draws_the_same_bytes() throws Exception {
        String input = SharedFiles.file(TILES).toString();
        run("repack %s -o small.zip --effort fast --challenge", input);
        JsonNode after = json(run("inspect small.zip --json"));
        assertThat(after.get("bytes").asLong())
                .isEqualTo(Files.size(folder.resolve("small.zip")))
                .isLessThan(169_000);
        assertThat(section(after, "weights")).isLessThanOrEqualTo(53_500);
        assertThat(section(after, "poses")).isLessThanOrEqualTo(815);
        assertThat(section(after, "tiles")).isLessThanOrEqualTo(265);
        assertThat(after.get("structureBytes").asLong()).isLessThanOrEqualTo(160);
        run("inflate %s --pairs 3..4 -o a", input);
        run("inflate small.zip --pairs 3..4 -o b");
        assertThat(folder.resolve("b/0.raw")).hasSameBinaryContentAs(folder.resolve("a/0.raw"));
        assertThat(section(after, "")).isEqualTo(after.get("bytes").asLong());
    }
}
