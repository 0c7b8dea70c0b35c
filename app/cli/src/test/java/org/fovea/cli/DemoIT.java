package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea demo}, and its page in a browser. */
@Tag("slow")
@Tag("even")
class DemoIT {
    private static final String DEMO = "demo --pairs 3 --profile fast/colours";

    @TempDir
    static Path folder;

    private static Result demo;

    @BeforeAll
    static void run() throws Exception {
        demo = Fovea.run(folder, DEMO);
    }

    @Test
    void the_demo_encodes_a_drive_and_scores_what_another_process_draws() throws Exception {
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        for (String file : List.of("drive.mkv", "drive.zip", "score.json", "av1.json", "index.html")) {
            assertThat(folder.resolve("demo").resolve(file)).isRegularFile();
        }
        assertThat(demo.out()).contains("bundled score", "this archive", "best AV1 of", "context mixing");
        JsonShape.assertSame("score-demo", Fovea.read(folder.resolve("demo/score.json")), "provenance.versions.*");
        JsonNode score = Fovea.json(folder.resolve("demo/score.json"));
        Result again =
                Fovea.done(folder, "score --original demo/drive.mkv --candidate demo/drive.zip --no-cache --json -");
        JsonNode repeated = new JsonMapper().readTree(again.out());
        for (String part : List.of("score", "terms", "pairs", "name", "accountings")) {
            assertThat(repeated.get(part)).as(part).isEqualTo(score.get(part));
        }
        byte[] drive = Files.readAllBytes(folder.resolve("demo/drive.zip"));
        assertThat(Fovea.run(folder, DEMO).exitCode()).isEqualTo(2);
        assertThat(Files.readAllBytes(folder.resolve("demo/drive.zip"))).isEqualTo(drive);
    }

    @Test
    void the_archive_that_comes_with_fovea_scores_as_the_readme_says() throws Exception {
        Result tour = Fovea.done(folder, "demo --no-training -o tour");
        assertThat(folder.resolve("tour/drive.zip")).hasSize(6_903);
        assertThat(folder.resolve("tour/drive.run")).doesNotExist();
        JsonNode score = Fovea.json(folder.resolve("tour/score.json"));
        assertThat(score.at("/accountings/current_workflow/score").asDouble()).isCloseTo(0.465, within(0.0005));
        assertThat(Fovea.read(folder.resolve("tour/index.html")))
                .contains("This archive comes with Fovea", "classes of AV1&#39;s frame")
                .doesNotContain("http-equiv=\"refresh\"");
        assertThat(Fovea.run(folder, "demo --no-training --pairs 3 -o other").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1200", "DARK, 390"})
    void the_page_needs_nothing_else_and_fits_the_screen(ColorScheme colours, int width) {
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        String address = folder.resolve("demo/index.html").toUri().toString();
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab(width, colours, true)) {
            Page page = tab.page();
            List<String> fetched = new ArrayList<>();
            page.onRequest(request -> fetched.add(request.url()));
            page.navigate(address);
            tab.assertQuiet(address);
            assertThat(fetched.stream().filter(url -> !url.startsWith("data:"))).hasSize(1);
            tab.assertNothingCut();
            tab.assertAccessible();
            assertContent(page);
            boolean dark = colours == ColorScheme.DARK;
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(dark ? "rgb(22, 23, 26)" : "rgb(251, 250, 246)");
        }
    }

    private static void assertContent(Page page) {
        assertThat(page.title()).contains("Fovea");
        assertThat(page.locator("h1").innerText()).matches("A drive in [\\d,]+ bytes");
        assertThat(page.locator("h2").allInnerTexts())
                .containsExactly(
                        "What people and networks see",
                        "What was lost, class by class",
                        "Where the bytes are",
                        "The score",
                        "Against AV1");
        // Two pairs with two frames and a class map each, original and decoded.
        assertThat(page.locator("img").count()).isEqualTo(12);
        // The sections of the archive, and bytes against score and each loss.
        assertThat(page.locator("figure.chart-sheet svg.sheet").count()).isEqualTo(8);
        assertThat(page.locator("h3").allInnerTexts())
                .contains("Bytes against segmentation loss", "Bytes against pose loss");
        assertThat(page.locator("img:not([alt]), img[alt='']").count()).isZero();
        assertThat(page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)"))
                .isEqualTo(true);
        assertThat(page.locator("script").count()).isZero();
        assertThat(page.locator("tr.us").allInnerTexts()).hasSize(2);
        assertThat(page.locator("tr.best").innerText()).startsWith("AV1");
        assertThat(page.locator("body").innerText())
                .contains("forward", "masks", "of the pixels differ", "this archive");
    }
}
