package org.fovea.site.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.render.frame.PngWriter;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.DemoSheetTest;
import org.fovea.site.watch.WatchPage;
import org.fovea.site.watch.WatchPage.Curve;
import org.fovea.site.watch.WatchPage.Point;
import org.fovea.site.watch.WatchPage.StageRow;
import org.fovea.site.watch.WatchPage.Term;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All kinds of pages of a real lab and of others, in both themes and two widths, opened as files. */
@Tag("slow")
class EveryPageTest {
    /** Pages that are looked at in one tab: a new one costs more than most pages. */
    private static final int TOGETHER = 20;

    /** For as many, of which most take half a second each. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

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
    void of_a_lab_that_means_harm(ColorScheme colours, int width) {
        look(Labs.hostile(), colours, width);
    }

    @Test
    void of_a_lab_without_anything() {
        look(Labs.empty(), ColorScheme.LIGHT, 1200);
    }

    /**
     * Pages of the demo and of a run at work; the other page without a lab, a fleet's report, has a test of its own.
     */
    @ParameterizedTest
    @CsvSource({"LIGHT, 1400", "DARK, 390"})
    void that_belong_to_no_lab(ColorScheme colours, int width) throws IOException {
        Path folder = Labs.temporary("pages");
        String demo = DemoSheetTest.sheet("blue").html().replace("http-equiv=\"refresh\"", "name=\"refresh\"");
        Files.writeString(folder.resolve("demo.html"), demo);
        Term term = new Term(
                "Segmentation",
                "points",
                "Falls.",
                List.of(new Curve("02-train", List.of(new Point(1, 4.0), new Point(2, 0.5)))));
        List<StageRow> stages = List.of(
                new StageRow("02-train", 123_456, List.of(0.1234, 0.0123, 0.2345, 0.3702), "1:02:03"),
                new StageRow("03-quantise", 6_903, List.of(), "0:07"));
        String picture = "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(PngWriter.rgb(new byte[800 * 90 * 3], 90, 800));
        WatchPage watch = new WatchPage(
                "a-run-of-a-long-name.run",
                "At work on 03-quantise: 5 of 10; 1 stage finished.",
                List.of(new WatchPage.Fact("Time left", "1:23", "0:07 worked, 8 % by cost")),
                Optional.of(0.5),
                List.of(term),
                stages,
                List.of(new WatchPage.Preview("02-train", picture)),
                Optional.empty(),
                0,
                false);
        Files.writeString(folder.resolve("watch.html"), watch.html());
        chromium.inTab(width, colours, LIMIT, tab -> {
            look(tab, folder, "demo.html");
            look(tab, folder, "watch.html");
        });
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
        if (tab.page().viewportSize().width < 1000) {
            tab.assertNothingCut();
        } else {
            tab.assertFits();
        }
        tab.assertAccessible();
    }

    /** All pages, but of those that differ only by their number the first; where several are wanted, the last, too. */
    private static List<String> kinds(List<String> paths, boolean several) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        paths.stream()
                .filter(path -> path.endsWith(".html"))
                .forEach(path -> groups.computeIfAbsent(path.replaceAll("[0-9]+", "#"), _ -> new ArrayList<>())
                        .add(path));
        return groups.values().stream()
                .flatMap(group -> (several ? Stream.of(0, group.size() - 1) : Stream.of(0))
                        .distinct()
                        .map(group::get))
                .toList();
    }
}
