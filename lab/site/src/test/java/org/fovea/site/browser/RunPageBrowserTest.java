package org.fovea.site.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.fovea.site.Labs;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a run as people use it. */
class RunPageBrowserTest {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Tab open(Tab tab) {
        return Labs.open(tab, Labs.example(), "runs/R-0001.html");
    }

    @Test
    void commands_are_copied_with_the_keyboard() {
        try (Tab tab = open(chromium.tab())) {
            tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            tab.all("button.copy").focus();
            tab.page().keyboard().press("Enter");

            assertThat(tab.all(".copied")).hasText("Copied");
            assertThat(tab.page().evaluate("navigator.clipboard.readText()"))
                    .isEqualTo(tab.all("#commands").textContent().strip());
            assertThat(tab.all("#commands")).containsText("--profile C-0001.yaml");
        }
    }

    @Test
    void commands_are_selected_where_there_is_no_clipboard() {
        try (Tab tab = chromium.tab()) {
            tab.page().addInitScript("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
            open(tab);
            tab.all("button.copy").click();

            assertThat(tab.all(".copied")).containsText("Selected");
            assertThat(tab.page().evaluate("getSelection().toString().trim()"))
                    .asString()
                    .startsWith("./fovea compress");
        }
    }

    @Test
    void without_scripts_there_is_no_button_but_all_of_the_text() {
        try (Tab tab = open(chromium.tab(1200, ColorScheme.LIGHT, false))) {
            assertThat(tab.all("button.copy")).hasCount(0);
            assertThat(tab.all("#commands")).containsText("./fovea score");
        }
    }

    @Test
    void the_profile_that_the_commands_take_is_a_link_to_a_file() {
        try (Tab tab = open(chromium.tab())) {
            String target = tab.all("a[download='C-0001.yaml']").getAttribute("href");

            assertThat(Labs.built(Labs.example())
                            .resolve("runs")
                            .resolve(target)
                            .normalize())
                    .isRegularFile();
        }
    }
}
