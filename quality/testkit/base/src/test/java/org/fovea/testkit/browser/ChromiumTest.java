package org.fovea.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No test waits for a browser that does not answer, and none passes because axe was not asked. */
@Tag("slow")
class ChromiumTest {
    private static final String ENDLESS = "() => { while (true) {} }";
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @Test
    void a_page_that_never_answers_is_an_error_after_a_second_try() {
        try (Chromium chromium = Chromium.start()) {
            AtomicInteger tries = new AtomicInteger();

            assertThatThrownBy(() -> chromium.inTab(300, ColorScheme.LIGHT, LIMIT, tab -> {
                        tries.incrementAndGet();
                        tab.page().evaluate(ENDLESS);
                    }))
                    .isInstanceOf(PlaywrightException.class);
            assertThat(tries).hasValue(2);
            try (Tab tab = chromium.tab()) {
                assertThat(tab.page().evaluate("1 + 1")).as("in a new browser").isEqualTo(2);
            }
        }
    }

    @Test
    void a_page_that_answers_the_second_time_is_fine() {
        try (Chromium chromium = Chromium.start()) {
            AtomicInteger tries = new AtomicInteger();

            chromium.inTab(300, ColorScheme.LIGHT, LIMIT, tab -> {
                if (tries.incrementAndGet() == 1) {
                    tab.page().evaluate(ENDLESS);
                }
                assertThat(tab.page().evaluate("1 + 1")).isEqualTo(2);
            });
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void axe_finds_what_is_wrong() {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab()) {
            tab.page()
                    .setContent("<!DOCTYPE html><html lang=en><title>t</title><main><h1>h</h1><img src=data:,></main>");

            assertThatThrownBy(tab::assertAccessible)
                    .hasMessageContaining("image-alt")
                    .hasMessageContaining("<img");
        }
    }
}
