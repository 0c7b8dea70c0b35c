package org.fovea.site.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All kinds of pages of two real labs, in both themes and two widths, opened as files. */
@Tag("slow")
class EveryPageTest {
    /** Pages that are looked at in one tab: a new one costs more than most pages. */
    private static final int TOGETHER = 20;

    /** For as many, of which most take half a second each. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Names of charts that are wider than the page, or scroll sideways. */
    private static final String WIDE_CHARTS = """
            () => [...document.querySelectorAll('svg.plot')].filter(chart => {
              const box = chart.getBoundingClientRect();
              const region = chart.closest('.scroll');
              return box.width > 0 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1
                  || region && region.scrollWidth > region.clientWidth + 1);
            }).map(chart => chart.textContent.slice(0, 80))
            """;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    // Colours do not depend on the width, nor what fits on the colours; ExplorerTest has all four of the page with most
    // of its own.
    @ParameterizedTest
    @CsvSource({"LIGHT, 1200", "DARK, 390"})
    void of_the_example_lab(ColorScheme colours, int width) {
        look(Labs.example(), colours, width);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1200", "DARK, 390"})
    void of_the_published_lab(ColorScheme colours, int width) {
        look(Labs.comma(), colours, width);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1200", "DARK, 390"})
    void of_a_lab_that_means_harm(ColorScheme colours, int width) {
        look(Labs.hostile(), colours, width);
    }

    @Test
    void of_a_lab_without_anything() {
        look(Labs.empty(), ColorScheme.LIGHT, 1200);
    }

    @Test
    void texts_that_mean_harm_are_shown_as_text() {
        Path folder = Labs.built(Labs.hostile());
        try (Tab tab = chromium.tab()) {
            for (String path : List.of("runs.html", "runs/R-0002.html", "decisions.html", "notebook.html")) {
                tab.page().navigate(folder.resolve(path).toUri().toString());
                tab.page().waitForFunction("document.readyState === 'complete'");
                assertThat(tab.all("main").innerText()).as(path).contains("<script>alert(1)</script>");
                assertThat(tab.all("main script:not([src]):not([type]), main b").count())
                        .as(path)
                        .isZero();
            }
        }
    }

    private static void look(Snapshot snapshot, ColorScheme colours, int width) {
        Path folder = Labs.built(snapshot);
        Site site = Labs.site(snapshot);
        boolean several = width > 1000 && colours == ColorScheme.LIGHT;
        List<String> paths = kinds(List.copyOf(site.files().paths()), several);
        for (int i = 0; i < paths.size(); i += TOGETHER) {
            List<String> some = paths.subList(i, Math.min(paths.size(), i + TOGETHER));
            chromium.inTab(width, colours, LIMIT, tab -> some.forEach(path -> look(tab, folder, path)));
        }
    }

    private static void look(Tab tab, Path folder, String path) {
        tab.page().navigate(folder.resolve(path).toUri().toString());
        tab.assertQuiet(folder.toUri().toString());
        tab.assertFits();
        assertThat(tab.page().evaluate(WIDE_CHARTS))
                .as("%s: charts cut off", path)
                .isEqualTo(List.of());
        tab.assertAccessible();
    }

    /**
     * All pages, but of those that differ only by their number the first; where several are wanted, the middle one and
     * the last, too.
     */
    private static List<String> kinds(List<String> paths, boolean several) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        paths.stream()
                .filter(path -> path.endsWith(".html"))
                .forEach(path -> groups.computeIfAbsent(path.replaceAll("[0-9]+", "#"), _ -> new ArrayList<>())
                        .add(path));
        return groups.values().stream()
                .flatMap(group -> (several ? Stream.of(0, group.size() / 2, group.size() - 1) : Stream.of(0))
                        .distinct()
                        .map(group::get))
                .toList();
    }
}
