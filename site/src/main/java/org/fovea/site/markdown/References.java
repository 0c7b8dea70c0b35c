package org.fovea.site.markdown;

import java.util.Optional;
import java.util.regex.Matcher;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Turns names of records in text into links. Code and links are left as they are. */
final class References {
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
