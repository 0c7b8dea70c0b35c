package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.site.HtmlValidator;
import org.fovea.site.Labs;
import org.fovea.site.output.ClipFolder;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.fovea.video.clip.FrameRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page about one clip, outside of any lab. */
class ClipPageTest {
    private static final String NAME = "clip-a.html";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Path written() throws Exception {
        Path folder = Labs.temporary("clip");
        ClipStore store = new ClipStore(folder.resolve("store"));
        ClipWindow window = new ClipWindow(2, 8);
        StoredClip original = store.make(
                new NumberedFrames("clip", Optional.empty(), 0xc08040, false, 12),
                window,
                new FrameRate(20, 1),
                _ -> {});
        StoredClip drawn = store.make(
                new NumberedFrames("drawn", Optional.empty(), 0x4060a0, true, 12),
                window,
                new FrameRate(20, 1),
                _ -> {});
        ClipPage page = new ClipPage(
                "monday <b>",
                "The highest score.",
                "index.html",
                "The fleet",
                List.of(new ClipPage.Fact("Score", "0.5", "of a <script>")),
                new ClipPage.Played(
                        original,
                        drawn,
                        12,
                        List.of(
                                new PairStrip.Bar(1, 0.5, 0.1, 60),
                                new PairStrip.Bar(4, 0.01, 0.2, 3),
                                new PairStrip.Bar(5, 0.02, 0.3, 5))));
        ClipFolder.write(page, folder.resolve("public"), NAME);
        return folder.resolve("public");
    }

    @Test
    void it_is_whole_valid_and_escapes_what_it_is_given() throws Exception {
        Path folder = written();
        byte[] page = Files.readAllBytes(folder.resolve(NAME));
        try (HtmlValidator validator = new HtmlValidator()) {
            assertThat(validator.check(page)).isEmpty();
        }
        String text = Files.readString(folder.resolve(NAME));
        assertThat(text)
                .contains(
                        "monday &lt;b&gt;", "of a &lt;script&gt;", "Clips show pairs 2 to 9 of 12", "href=\"#pair=5\"")
                .doesNotContain("monday <b>", "href=\"#pair=1\"");
        assertThat(text.indexOf("Pair 1<")).as("the most expensive first").isLessThan(text.indexOf("Pair 5<"));
    }

    @Test
    void the_viewer_plays_the_worst_pair_that_it_has() throws Exception {
        Path folder = written();
        try (Tab tab = chromium.tab()) {
            tab.page().navigate(folder.resolve(NAME).toUri().toString());
            tab.all(".viewer-pane canvas[data-frame='11']").first().waitFor();
            assertThat(tab.page().locator("#viewer-state").textContent()).contains("rank 1 by the cost in archive");
            assertThat(tab.page().locator("#viewer-losses").textContent()).contains("Recall in archive");
            tab.assertQuiet(folder.toUri().toString());
        }
    }
}
