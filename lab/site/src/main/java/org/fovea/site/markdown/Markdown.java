package org.fovea.site.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
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

    /**
     * Where links may lead. A link that leads elsewhere is shown as its text; a picture, which pages may not load from
     * elsewhere, as a link to it.
     */
    static final class LinkTargets {
        /** What may stand before the colon. */
        static final List<String> SCHEMES = List.of("http", "https", "mailto");

        private static final Pattern SCHEME = Pattern.compile("^([^/?#]*?):");
        // Browsers take these out of an address before they read its scheme.
        private static final Pattern IGNORED = Pattern.compile("[\\p{Cntrl}\\s]");
        private static final String MAILTO = "mailto";

        private LinkTargets() {}

        static void keepSafe(Node document) {
            for (Image image : Nodes.below(document, Image.class)) {
                if (image.getFirstChild() == null) {
                    image.appendChild(new Text("picture"));
                }
                if (Nodes.within(image, Link.class) || Nodes.within(image, Image.class)) {
                    Nodes.unwrap(image);
                } else {
                    Nodes.replace(image, new Link(image.getDestination(), image.getTitle()));
                }
            }
            for (Link link : Nodes.below(document, Link.class)) {
                if (!safe(link.getDestination()) || Nodes.within(link, Link.class)) {
                    Nodes.unwrap(link);
                }
            }
        }

        static boolean safe(String address) {
            String read = IGNORED.matcher(address).replaceAll("");
            Matcher scheme = SCHEME.matcher(read);
            if (!scheme.find()) {
                return true;
            }
            String name = scheme.group(1).toLowerCase(Locale.ROOT);
            return SCHEMES.contains(name)
                    && (name.equals(MAILTO) || read.substring(scheme.end()).startsWith("//"));
        }
    }

    /** Walks a document. */
    static final class Nodes {
        private Nodes() {}

        /** All nodes of a type below one, in the order of the text. */
        static <T extends Node> List<T> below(Node root, Class<T> type) {
            List<T> found = new ArrayList<>();
            for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
                if (type.isInstance(node)) {
                    found.add(type.cast(node));
                }
                found.addAll(below(node, type)); // at most DEEPEST levels
            }
            return found;
        }

        /** Whether a node lies in one of a type. */
        static boolean within(Node node, Class<? extends Node> type) {
            for (Node above = node.getParent(); above != null; above = above.getParent()) {
                if (type.isInstance(above)) {
                    return true;
                }
            }
            return false;
        }

        /** Puts the children of a node into its place. */
        static void unwrap(Node node) {
            while (node.getFirstChild() != null) {
                node.insertBefore(node.getFirstChild());
            }
            node.unlink();
        }

        /** Puts a node into the place of another, with its children. */
        static void replace(Node old, Node with) {
            while (old.getFirstChild() != null) {
                with.appendChild(old.getFirstChild());
            }
            old.insertBefore(with);
            old.unlink();
        }
    }

    /** Turns names of records in text into links. Code and links are left as they are. */
    static final class References {
        private References() {}

        static void link(Node document, RecordLinks links, String root) {
            for (Text text : Nodes.below(document, Text.class)) {
                if (!Nodes.within(text, Link.class) && !Nodes.within(text, Image.class)) {
                    link(text, links, root);
                }
            }
        }

        private static void link(Text text, RecordLinks links, String root) {
            String literal = text.getLiteral();
            Matcher names = RecordLinks.NAME.matcher(literal);
            int done = 0;
            while (names.find()) {
                Optional<String> path = links.path(names.group());
                if (path.isPresent()) {
                    text.insertBefore(new Text(literal.substring(done, names.start())));
                    Link link = new Link(root + path.get(), null);
                    link.appendChild(new Text(names.group()));
                    text.insertBefore(link);
                    done = names.end();
                }
            }
            if (done > 0) {
                text.setLiteral(literal.substring(done));
            }
        }
    }
}
