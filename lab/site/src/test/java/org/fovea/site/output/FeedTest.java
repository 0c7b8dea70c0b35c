package org.fovea.site.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fovea.site.Labs;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.DecisionLabs;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The feed is Atom, with all that RFC 4287 asks for. */
class FeedTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    @Test
    void has_what_atom_asks_for() throws Exception {
        for (Snapshot snapshot : List.of(Labs.example(), Labs.empty(), DecisionLabs.hostile())) {
            check(snapshot);
        }
    }

    private static void check(Snapshot snapshot) throws Exception {
        Site site = Labs.site(snapshot);
        Element feed = parse(site);
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        assertThat(child(feed, "id")).startsWith("urn:sha256:");
        assertThat(child(feed, "title")).contains(snapshot.name());
        Instant last = Instant.parse(child(feed, "updated"));
        Set<String> ids = new HashSet<>();
        for (Element entry : entries(feed)) {
            assertThat(ids.add(child(entry, "id"))).isTrue();
            assertThat(child(entry, "id")).matches("urn:sha256:[0-9a-f]{64}");
            assertThat(child(entry, "title")).isNotBlank();
            assertThat(child(entry, "content")).isNotBlank();
            assertThat(entry.getElementsByTagNameNS(ATOM, "name").item(0).getTextContent())
                    .isNotBlank();
            Instant updated = Instant.parse(child(entry, "updated"));
            assertThat(updated).isBeforeOrEqualTo(last);
            last = updated;
            String href = ((Element) entry.getElementsByTagNameNS(ATOM, "link").item(0)).getAttribute("href");
            assertThat(site.files().paths()).contains(href.replaceFirst("#.*", ""));
        }
    }

    @Test
    void says_what_happened_in_plain_words() throws Exception {
        List<String> titles = new ArrayList<>();
        for (Element entry : entries(parse(Labs.site(Labs.example())))) {
            titles.add(child(entry, "title"));
        }
        assertThat(titles)
                .hasSize(52)
                .contains(
                        "R-0047 became the floor of drive: 0.5339, −0.0117",
                        "R-0028 is no longer the floor of drive",
                        "Dead end on drive: renderer: renderer.channels = 16..");
    }

    @Test
    void holds_the_newest_only_and_no_illegal_characters() throws Exception {
        assertThat(entries(parse(Labs.site(DecisionLabs.many(450))))).hasSize(Feed.MOST);
        assertThat(Feed.AtomWriter.legal("a\u0000\u0001\uD800b\uFFFE\n😀")).isEqualTo("ab\n😀");
    }

    private static Element parse(Site site) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        site.files().file(Paths.FEED).orElseThrow().bytes()))
                .getDocumentElement();
    }

    private static List<Element> entries(Element feed) {
        NodeList nodes = feed.getElementsByTagNameNS(ATOM, "entry");
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    private static String child(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (name.equals(node.getLocalName())) {
                return node.getTextContent();
            }
        }
        return "";
    }
}
