package org.fovea.site.markdown;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown (CommonMark with tables) as HTML for a page. HTML in it is shown as text; links lead to http, https, mailto
 * or a place in the site and take no referrer along; pictures are not loaded but linked; headings fit below one of the
 * page; names of records such as R-0107 become links. However deep a text is nested, what is made of it is not.
 */
public final class Markdown {
    private static final int DEEPEST = 40;
    private static final int DEEPEST_HEADING = 6;
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(LinkTargets.SCHEMES))
            .percentEncodeUrls(true)
            .attributeProviderFactory(_ -> Markdown::attributes)
            .build();
    // Text is escaped, so that these letters are always the renderer's own.
    private static final String TABLE = "<table>";
    private static final String TABLE_END = "</table>";
    private static final String SCROLL = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">";

    private Markdown() {}

    /**
     * HTML of a text.
     *
     * @param below level of the page's heading that the text stands under, 1..5; the text's own begin one level deeper
     * @param root from the page to the site's root: empty, or {@code ../}
     */
    public static String html(String text, int below, RecordLinks links, String root) {
        Node document = PARSER.parse(clean(text));
        LinkTargets.keepSafe(document);
        References.link(document, links, root);
        shiftHeadings(document, below);
        return RENDERER.render(document).replace(TABLE, SCROLL + TABLE).replace(TABLE_END, TABLE_END + "</div>");
    }

    /** Without control characters, which no page may hold. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\r\\t]]", "\uFFFD");
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "noreferrer");
        } else if (node instanceof TableCell cell) {
            attributes.remove("align"); // style sheets say that today
            if (cell.getAlignment() == TableCell.Alignment.RIGHT) {
                attributes.put("class", "number");
            }
            if (cell.isHeader()) {
                attributes.put("scope", "col");
            }
        }
    }

    /**
     * Moves the headings of a text below one of the page, so that no level is left out: the highest comes directly
     * below the page's.
     */
    private static void shiftHeadings(Node document, int below) {
        List<Heading> headings = Nodes.below(document, Heading.class);
        int highest = headings.stream().mapToInt(Heading::getLevel).min().orElse(1);
        int before = below;
        for (Heading heading : headings) {
            int wanted = below + 1 + heading.getLevel() - highest;
            int level = Math.min(DEEPEST_HEADING, Math.min(wanted, before + 1));
            heading.setLevel(level);
            before = level;
        }
    }
}
