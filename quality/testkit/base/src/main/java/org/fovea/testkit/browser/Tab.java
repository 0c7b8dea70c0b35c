package org.fovea.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * A browser's tab, and what every page must do in it: load nothing from elsewhere, say nothing on the console, keep to
 * its policy, and be usable by everybody.
 */
public final class Tab implements AutoCloseable {
    /** Runs axe, and says of each violation its rule, what helps, and the first five elements. */
    private static final String AXE = """
            async () => {
              const results = await axe.run(document, { resultTypes: ['violations'] });
              return results.violations.map(rule =>
                `${rule.id}: ${rule.help}\\n` + rule.nodes.slice(0, 5).map(node => `  ${node.html}\\n`).join(''));
            }
            """;

    private final Page page;
    private final Runnable closed;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /**
     * Watches a page from its beginning.
     *
     * @param closed what to do when it is closed
     */
    Tab(Page page, Runnable closed) {
        this.page = page;
        this.closed = closed;
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onResponse(response -> {
            if (!response.ok()) {
                complaints.add(response.status() + " " + response.url());
            }
        });
        page.onRequest(request -> requests.add(request.url()));
    }

    /** What it shows. */
    public Page page() {
        return page;
    }

    /** Elements of what it shows. */
    public Locator all(String selector) {
        return page.locator(selector);
    }

    /**
     * Checks that nothing was complained of (a violated policy would be), and that all that was loaded lies under this
     * address.
     */
    public void assertQuiet(String root) {
        assertThat(complaints).isEmpty();
        assertThat(requests.stream()
                        .filter(url -> !url.startsWith(root) && !url.startsWith("blob:") && !url.startsWith("data:")))
                .as("loaded from elsewhere")
                .isEmpty();
    }

    /**
     * Checks the page with axe: all its rules, WCAG 2.2 AA among them. Axe's own binding for Playwright would open a
     * second window for every page; here it is run in the page itself.
     */
    public void assertAccessible() {
        int before = complaints.size();
        page.evaluate(AxeBuilder.getAxeScript() + "; 0");
        Object violations = page.evaluate(AXE);
        // Axe itself fetches the style sheet, which the policy forbids.
        complaints.subList(before, complaints.size()).clear();
        assertThat((List<?>) violations).as(page.url()).isEmpty();
    }

    /** Checks that the page does not scroll sideways. */
    public void assertFits() {
        Object beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) beyond).intValue())
                .as(() -> page.url() + ": pixels beyond the right edge")
                .isLessThanOrEqualTo(0);
    }

    @Override
    public void close() {
        try {
            page.context().close();
        } finally {
            closed.run();
        }
    }
}
