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

    /** Charts, tables and pictures that are wider than what is seen of them, each with how it begins. */
    private static final String CUT = """
            () => [...document.querySelectorAll('svg, table, img, canvas, video, iframe')].filter(element => {
              const box = element.getBoundingClientRect();
              let [left, right] = [0, document.documentElement.clientWidth];
              for (let up = element.parentElement; up; up = up.parentElement) {
                if (getComputedStyle(up).overflowX === 'visible' || up === document.body) continue;
                left = Math.max(left, up.getBoundingClientRect().left);
                right = Math.min(right, up.getBoundingClientRect().right);
              }
              const region = element.closest('.scroll');
              return box.width > 1 && element.checkVisibility() && (box.left < left - 1 || box.right > right + 1
                  || region && region.scrollWidth > region.clientWidth + 1);
            }).map(element => `${element.tagName} ${element.getAttribute('class') ?? ''}: `
                + element.textContent.replace(/\\s+/g, ' ').trim().slice(0, 80))
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

    /** Charts, tables and pictures that are cut off or scroll sideways, as text. */
    public List<?> cut() {
        return (List<?>) page.evaluate(CUT);
    }

    /** Checks that the page does not scroll sideways, nor any chart, table or picture on it. */
    public void assertNothingCut() {
        assertFits();
        assertThat(cut()).as("%s: cut off", page.url()).isEmpty();
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
