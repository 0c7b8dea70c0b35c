package org.fovea.site.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fovea.encode.profile.Profile;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.browser.Chromium;
import org.fovea.site.browser.Tab;
import org.fovea.site.page.Site;
import org.fovea.site.snapshot.Snapshot;
import org.junit.jupiter.api.Test;

class RunPageTest {
    private static String page(Snapshot snapshot, String run) {
        return new String(
                Labs.site(snapshot)
                        .files()
                        .file("runs/" + run + ".html")
                        .orElseThrow()
                        .bytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void every_run_has_one() {
        for (Snapshot snapshot : List.of(Labs.example(), Labs.hostile())) {
            Site site = Labs.site(snapshot);
            for (RunRow run : snapshot.runs()) {
                assertThat(site.files().file(site.paths().run(run))).isPresent();
            }
        }
    }

    @Test
    void the_floor_tells_its_hashes_its_bytes_and_how_to_make_it_again() {
        assertThat(page(Labs.example(), "R-0047"))
                .contains(
                        "It is the <strong>floor</strong>",
                        "0.5339",
                        "1,873",
                        "de31fdf59d651e509dafe5ea4f0f2f478b523e9d8606cc690da9b59d070aa65e",
                        "c510eacceedb5fcc3bce082ac8270361932b765438943c44b762c0fe6206e985",
                        "./fovea compress drive.mkv -o R-0047.zip --evaluators bundled --profile C-0032.yaml --original-bytes 333932",
                        "./fovea score --original drive.mkv --candidate R-0047.zip --evaluators bundled",
                        "What gained alone gains together");
    }

    @Test
    void a_run_on_some_pairs_is_no_score_of_the_benchmark() {
        assertThat(page(Labs.example(), "R-0069"))
                .contains("Only 8 of 24 pairs were scored", "Its score is none of the benchmark", "../data/studies/");
    }

    @Test
    void an_imported_run_says_what_cannot_be_repeated() {
        assertThat(page(Labs.comma(), "R-0028"))
                .contains(
                        "another program made it",
                        "raw frames written as yuv444p instead of rgb24",
                        "The ledger does not know what was lost on single pairs",
                        "No file of it was kept")
                .doesNotContain("./fovea compress");
        assertThat(page(Labs.comma(), "R-0001")).contains("can never be the floor");
    }

    /** The file that a page hands out is a profile, and the one that was measured. */
    @Test
    void the_profile_of_a_page_is_what_was_measured() {
        Site site = Labs.site(Labs.example());
        int profiles = 0;
        for (Numbered<Candidate> candidate : Labs.example().all(Candidate.class)) {
            Recipe recipe = candidate.record().recipe();
            if (recipe.kind() == Recipe.Kind.PROFILE
                    && !Labs.example().runsOf(candidate.key()).isEmpty()) {
                byte[] file = site.files()
                        .file(site.paths().profile(candidate.key()))
                        .orElseThrow()
                        .bytes();
                String measured = recipe.settings().toString();
                assertThat(Profile.parse(file, List.of()).yaml())
                        .isEqualTo(Profile.parse(measured.getBytes(StandardCharsets.UTF_8), List.of())
                                .yaml());
                profiles++;
            }
        }
        assertThat(profiles).isGreaterThan(50);
    }

    @Test
    void commands_are_copied_or_selected() {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab()) {
            tab.page()
                    .navigate(Labs.built(Labs.example())
                            .resolve("runs/R-0047.html")
                            .toUri()
                            .toString());
            tab.all("button.copy").click();
            PlaywrightAssertions.assertThat(tab.all(".copied")).not().isEmpty();
            String said = tab.all(".copied").textContent();
            Object selected = tab.page().evaluate("getSelection().toString()");
            assertThat(said.equals("Copied") || selected.toString().contains("./fovea compress"))
                    .as(said)
                    .isTrue();
        }
    }
}
