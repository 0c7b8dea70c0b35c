package org.fovea.site.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.site.Labs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown becomes HTML that can do no harm. */
class MarkdownTest {
    private static final RecordLinks LINKS = new RecordLinks(Labs.site(Labs.example()));

    private static String html(String text) {
        return Markdown.html(text, 2, LINKS, "../").strip();
    }

    @Test
    void html_is_text() {
        assertThat(html("<script>alert(1)</script>\n\na <b onclick=x>b</b>"))
                .doesNotContain("<script", "<b")
                .contains("&lt;script&gt;", "&lt;b onclick=x&gt;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "[a](&#106;avascript:alert(1))",
                "[a](<java\tscript:alert(1)>)",
                "[a](data:text/html,x)",
                "[a](vbscript:x)",
                "[a](file:///etc/passwd)",
                "[a](https:alert)",
                "<javascript:alert(1)>",
                "![a](javascript:alert(1))",
                "[a][b]\n\n[b]: javascript:alert(1)"
            })
    void links_that_do_harm_are_text(String text) {
        assertThat(html(text)).doesNotContain("<a", "href", "<img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/a?b=c&d", "mailto:a@example.org", "../runs/R-0001.html", "#x", "a:b/c"})
    void other_links_take_no_referrer_along(String address) {
        String html = html("[a](" + address + ")");
        if (address.startsWith("a:")) {
            assertThat(html).isEqualTo("<p>a</p>");
        } else {
            assertThat(html).contains("href=\"" + address.replace("&", "&amp;") + "\"", "rel=\"noreferrer\"");
        }
    }

    @Test
    void pictures_are_links_and_never_links_in_links() {
        assertThat(html("![a *b*](https://example.org/x.png)"))
                .contains("<a", "href=\"https://example.org/x.png\"", "a <em>b</em></a>")
                .doesNotContain("<img");
        assertThat(html("[![a](https://example.org/x.png)](https://example.org)"))
                .isEqualTo("<p><a rel=\"noreferrer\" href=\"https://example.org\">a</a></p>");
        assertThat(html("![](https://example.org/x.png)")).contains(">picture</a>");
    }

    @Test
    void headings_fit_below_the_page_and_leave_no_level_out() {
        assertThat(html("# a\n\n### b\n\n# c")).isEqualTo("<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>");
        assertThat(html("## a\n\n## b")).isEqualTo("<h3>a</h3>\n<h3>b</h3>");
        assertThat(html("# a\n\n## b\n\n### c\n\n#### d\n\n##### e")).endsWith("<h6>d</h6>\n<h6>e</h6>");
    }

    @Test
    void names_of_records_are_links_where_they_exist() {
        assertThat(html("**R-0047**, D-0002 and J-0035; R-9999, XR-0047, R-00470"))
                .contains(
                        "<strong><a rel=\"noreferrer\" href=\"../runs/R-0047.html\">R-0047</a></strong>",
                        "href=\"../decisions.html#D-0002\"",
                        "href=\"../decisions.html#J-0035\"",
                        "; R-9999, XR-0047, R-00470");
        assertThat(html("`R-0047` and [R-0047](https://example.org)")).doesNotContain("runs/");
        assertThat(html("    R-0047")).doesNotContain("<a");
        assertThat(html("C-0001 T-0001 H-0001")).contains("../runs/", "../notebook.html#T-0001");
    }

    @Test
    void tables_scroll_and_have_scopes() {
        assertThat(html("|a|b|\n|--|-:|\n|<i>|2|"))
                .contains(
                        "<div class=\"scroll\" tabindex=\"0\"",
                        "<th scope=\"col\">a</th>",
                        "<td class=\"number\">2</td>")
                .contains("&lt;i&gt;")
                .doesNotContain("align");
        assertThat(html("`<table>`")).doesNotContain("<table>", "scroll");
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "[", "*a _b ", "![", "<"})
    void deep_nesting_stays_bounded(String one) {
        String html = html(one.repeat(20_000) + "x");
        int deepest = 0;
        int depth = 0;
        for (String tag : html.split("<", -1)) {
            if (tag.matches("(?s)(blockquote|ul|ol|li|em|strong|a)\\b.*")) {
                deepest = Math.max(deepest, ++depth);
            } else if (tag.matches("(?s)/(blockquote|ul|ol|li|em|strong|a)>.*")) {
                depth--;
            }
        }
        assertThat(deepest).isLessThan(100);
        assertThat(html).contains("x");
    }

    @Test
    void plain_text_is_escaped_and_linked() {
        assertThat(LINKS.html("<R-0047> & \"R-0001\"\u0000", ""))
                .isEqualTo("&lt;<a href=\"runs/R-0047.html\">R-0047</a>&gt; &amp; &quot;<a "
                        + "href=\"runs/R-0001.html\">R-0001</a>&quot;\uFFFD");
    }
}
