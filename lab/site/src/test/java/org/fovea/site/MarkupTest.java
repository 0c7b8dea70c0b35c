package org.fovea.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;

/** Every page is valid HTML, as the validator of the W3C says. */
public class MarkupTest {
    @Test
    void of_the_example_lab() throws Exception {
        validate(Labs.example());
    }

    @Test
    void of_a_lab_without_anything() throws Exception {
        validate(Labs.empty());
    }

    @Test
    void of_a_lab_that_means_harm() throws Exception {
        validate(Labs.hostile());
    }

    @Test
    void no_text_becomes_markup() {
        Site site = Labs.site(Labs.hostile());
        assertThat(pages(site)).contains("runs/R-0001.html");
        for (String path : pages(site)) {
            assertThat(Labs.text(site, path))
                    .as(path)
                    .doesNotContain("<script>alert", "<img", "<b>bold", "<i>hostile", "\u0001");
        }
        assertThat(Labs.text(site, "runs.html")).containsPattern("&lt;script(>|&gt;)alert\\(1\\)&lt;/script");
    }

    private static void validate(Snapshot snapshot) throws Exception {
        Site site = Labs.site(snapshot);
        validate(site, pages(site));
    }

    private static List<String> pages(Site site) {
        List<String> pages = site.files().paths().stream()
                .filter(path -> path.endsWith(".html"))
                .toList();
        assertThat(pages).contains("runs.html");
        return pages;
    }

    /** Checks pages of a site. */
    public static void validate(Site site, List<String> pages) throws Exception {
        try (HtmlValidator validator = new HtmlValidator()) {
            assertThat(validator.check("<!doctype html><p>no title</p></b>".getBytes(StandardCharsets.UTF_8)))
                    .isNotEmpty();
            for (String path : pages) {
                Content content = site.files().file(path).orElseThrow();
                assertThat(validator.check(content.bytes())).as(path).isEmpty();
            }
        }
    }
}
