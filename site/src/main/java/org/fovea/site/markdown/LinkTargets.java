package org.fovea.site.markdown;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Where links may lead. A link that leads elsewhere is shown as its text; a picture, which pages may not load from
 * elsewhere, as a link to it.
 */
final class LinkTargets {
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
