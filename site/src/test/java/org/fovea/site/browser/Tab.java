package org.fovea.site.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A browser's tab, and what every page must do in it: load nothing from elsewhere, say nothing on the console, keep to its policy, and be usable by everybody. */
public final class Tab implements AutoCloseable {
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    Tab(Page page) {
        this.page = page;
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

    /** Checks that nothing was complained of (a violated policy would be), and that all that was loaded lies under this address. */
    public void assertQuiet(String root) {
        assertThat(complaints).isEmpty();
        assertThat(requests.stream()
                        .filter(url -> !url.startsWith(root) && !url.startsWith("blob:") && !url.startsWith("data:")))
                .as("loaded from elsewhere")
                .isEmpty();
    }

    /** Checks the page with axe: all its rules, WCAG 2.2 AA among them. */
    public void assertAccessible() {
        int before = complaints.size();
        AxeResults results = new AxeBuilder(page).analyze();
        // Axe itself fetches the style sheet, which the policy forbids.
        complaints.subList(before, complaints.size()).clear();
        assertThat(results.getViolations())
                .as(() -> page.url() + "\n" + report(results))
                .isEmpty();
    }

    private static String report(AxeResults results) {
        StringBuilder out = new StringBuilder();
        for (Rule rule : results.getViolations()) {
            out.append(rule.getId()).append(": ").append(rule.getHelp()).append('\n');
            rule.getNodes().stream()
                    .limit(5)
                    .forEach(node -> out.append("  ").append(node.getHtml()).append('\n'));
        }
        return out.toString();
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
        page.context().close();
    }
}
