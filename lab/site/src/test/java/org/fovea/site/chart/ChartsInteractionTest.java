package org.fovea.site.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import org.fovea.site.Labs;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Charts in a browser: with the mouse, with the keyboard, and without scripts. */
class ChartsInteractionTest {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void a_mark_under_the_pointer_tells_its_figures() {
        try (Tab tab = open(true)) {
            Locator mark = tab.all("svg.plot:not(.narrow) .point .mark.solid").last();
            assertThat(tab.all(".tooltip").isVisible()).isFalse();
            mark.scrollIntoViewIfNeeded();
            mark.hover();
            assertThat(tab.all(".tooltip").isVisible()).isTrue();
            assertThat(tab.all(".tooltip").textContent()).contains("R-");
        }
    }

    @Test
    void arrows_go_from_mark_to_mark_and_one_stop_is_enough_for_a_chart() {
        try (Tab tab = open(true)) {
            assertThat(tab.all("svg.plot >> nth=0 >> .point[tabindex='0']").count())
                    .isEqualTo(1);
            tab.all("svg.plot >> nth=0 >> .point >> nth=0").focus();
            String first = tab.all(".tooltip").textContent();
            tab.page().keyboard().press("ArrowRight");
            assertThat(tab.all(".tooltip").textContent()).isNotEqualTo(first);
            tab.page().keyboard().press("Home");
            assertThat(tab.all(".tooltip").textContent()).isEqualTo(first);
            tab.page().keyboard().press("Escape");
            assertThat(tab.all(".tooltip").isVisible()).isFalse();
            assertThat(tab.page()
                            .evaluate("document.activeElement.getAttribute('href')")
                            .toString())
                    .startsWith("runs/R-");
        }
    }

    @Test
    void without_scripts_each_mark_has_its_name_and_its_link() {
        try (Tab tab = open(false)) {
            Locator marks = tab.all("svg.plot >> nth=0 >> a.point");
            assertThat(marks.count()).isGreaterThan(5);
            Locator names = tab.all("svg.plot >> nth=0 >> a.point > title");
            assertThat(names.count()).isEqualTo(marks.count());
            assertThat(names.first().textContent()).startsWith("R-");
            assertThat(marks.first().getAttribute("href")).startsWith("runs/R-");
        }
    }

    private static Tab open(boolean scripts) {
        return Labs.open(chromium.tab(1200, ColorScheme.LIGHT, scripts), Labs.example(), "charts.html");
    }
}
