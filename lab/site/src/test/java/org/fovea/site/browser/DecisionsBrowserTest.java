package org.fovea.site.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import org.fovea.site.Labs;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.ManyRuns;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decisions, dead ends and review forms as people use them. */
@Tag("slow")
class DecisionsBrowserTest {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void filter_shows_promotions_only() {
        try (Tab tab = Labs.open(chromium.tab(), Labs.example(), "decisions.html")) {
            tab.all("#timeline select[name=verdict]").selectOption("promoted");

            assertThat(tab.all("#timeline [data-row]:visible")).hasCount(5);
            assertThat(tab.all("#timeline details:visible")).hasCount(0);
            assertThat(tab.all("#timeline output")).hasText("5 of 47");

            tab.all("#timeline select[name=benchmark]").selectOption("white");
            assertThat(tab.all("#timeline [data-row]:visible")).hasCount(1);
        }
    }

    @Test
    void search_opens_what_is_folded_and_escape_ends_it() {
        try (Tab tab = Labs.open(chromium.tab(), Labs.example(), "decisions.html")) {
            tab.all("#timeline input[name=text]").focus();
            tab.page().keyboard().type("norm=q6 white");
            int found = tab.all("#timeline [data-row]:visible").count();
            assertThat(found).isBetween(1, 5);
            assertThat(tab.all("#timeline [data-row]:visible").first()).containsText("norm=q6");

            tab.page().keyboard().press("Escape");
            assertThat(tab.all("#timeline output")).hasText("");
            assertThat(tab.all("#timeline details[open]")).hasCount(0);
            assertThat(tab.all("#timeline details:visible")).hasCount(3);
        }
    }

    @Test
    void dead_ends_are_searched_on_their_own() {
        try (Tab tab = Labs.open(chromium.tab(), Labs.example(), "decisions.html")) {
            tab.all("#dead-ends input[name=text]").fill("wider network");

            assertThat(tab.all("#dead-ends [data-row]:visible")).hasCount(1);
            assertThat(tab.all("#D-0002")).isVisible();
            assertThat(tab.all("#timeline .decision.major:visible")).hasCount(5);
        }
    }

    @Test
    void anchors_lead_into_what_is_folded() {
        try (Tab tab = Labs.open(chromium.tab(), Labs.example(), "decisions.html#J-0020")) {
            assertThat(tab.all("#J-0020")).isVisible();
            assertThat(tab.all("#J-0020")).isInViewport();
        }
    }

    @Test
    void search_goes_through_all_pages_and_anchors_follow_what_moved() {
        Snapshot snapshot = ManyRuns.open(700);
        try (Tab tab = Labs.open(chromium.tab(), snapshot, "decisions.html")) {
            tab.all("#timeline input[name=text]").fill("number 450");
            assertThat(tab.all("#timeline .found > li")).hasCount(2);
            assertThat(tab.all("#timeline output")).hasText("2 decisions of 586");
            assertThat(tab.all("#timeline .days")).isHidden();

            tab.all("#timeline input[name=text]").fill("no gain that is certain, number 3 round R-0004");
            tab.all("#timeline .found a").first().click();
            tab.page().waitForURL("**/decisions-3.html#J-0004");

            Labs.open(tab, snapshot, "decisions.html?again#J-0004");
            tab.page().waitForURL("**/decisions-3.html#J-0004");
            assertThat(tab.all("#J-0004")).isInViewport();
            tab.assertQuiet(Labs.built(snapshot).toUri().toString());
        }
    }

    @Test
    void everything_is_there_without_scripts() {
        try (Tab tab = Labs.open(chromium.tab(1200, ColorScheme.LIGHT, false), Labs.example(), "decisions.html")) {
            assertThat(tab.all("form[data-filter]:visible")).hasCount(0);
            assertThat(tab.all("[data-row]")).hasCount(52);
            tab.all("details > summary").first().click();
            assertThat(tab.all("details [data-row]:visible").first()).isVisible();
        }
    }

    @Test
    void documents_print_without_navigation_and_with_lines_to_sign() {
        try (Tab tab = Labs.open(chromium.tab(), Labs.example(), "decisions/J-0035.html")) {
            assertThat(tab.all(".signatures")).isHidden();
            tab.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(tab.all("nav:visible")).hasCount(0);
            assertThat(tab.all(".theme, .skip").first()).isHidden();
            assertThat(tab.all(".signatures")).isVisible();
            assertThat(tab.all("h1")).isVisible();
        }
    }
}
