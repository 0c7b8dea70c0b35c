package org.fovea.site.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;

/**
 * Takes pictures of pages, for people to look at: {@code Pictures OUT FOLDER PAGE…} draws each page of a built site in
 * both themes and two widths. No test.
 */
public final class Pictures {
    private Pictures() {}

    /** Starts it. */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(out);
        try (Chromium chromium = Chromium.start()) {
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {1400, 390}) {
                    try (Tab tab = chromium.tab(width, colours, true)) {
                        for (String path : List.of(arguments).subList(2, arguments.length)) {
                            tab.page().navigate(folder.toUri() + path);
                            tab.page().waitForTimeout(400);
                            tab.cut().forEach(cut -> System.out.println(path + " at " + width + ": " + cut));
                            String name = path.replaceAll("[^A-Za-z0-9-]+", "_") + "-" + colours + "-" + width + ".png";
                            tab.page()
                                    .screenshot(new Page.ScreenshotOptions()
                                            .setFullPage(true)
                                            .setPath(out.resolve(name.toLowerCase(java.util.Locale.ROOT))));
                        }
                    }
                }
            }
        }
    }
}
