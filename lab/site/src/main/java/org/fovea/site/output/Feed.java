package org.fovea.site.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Author;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.page.Decision;
import org.fovea.site.page.Decisions;

/**
 * The newest decisions and dead ends as an Atom feed (RFC 4287). Names are made from the keys of records, so that they
 * stay when the site moves. Links are relative to the feed's own address, for a folder does not know where it will be
 * published.
 */
public final class Feed implements Site.Part {
    /** How many entries it has, at most. */
    static final int MOST = 100;

    private static final String NAME = "urn:sha256:";

    /** An entry. */
    record Entry(String id, Instant updated, Author author, String title, String text, String path) {}

    @Override
    public void addTo(Site site) {
        site.files().add(Paths.FEED, () -> content(site));
    }

    private static Content content(Site site) {
        List<Entry> entries = entries(site);
        Instant updated =
                entries.isEmpty() ? site.snapshot().time() : entries.getFirst().updated();
        String name = site.snapshot().name();
        String id = NAME + CanonicalJson.hash(Map.of("feed", "decisions", "lab", name));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AtomWriter atom = new AtomWriter(out)) {
            atom.begin(
                    id,
                    "Decisions of " + name,
                    updated,
                    Paths.FEED,
                    site.paths().of(Topic.DECISIONS));
            for (Entry entry : entries) {
                atom.entry(entry);
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // memory does not fail
        }
        return new Content("application/atom+xml; charset=utf-8", out.toByteArray());
    }

    private static List<Entry> entries(Site site) {
        Decisions decisions = Decisions.of(site.snapshot(), new RecordLinks(site));
        List<Entry> all = new ArrayList<>();
        decisions.all().stream().limit(MOST).forEach(decision -> all.add(entry(decision, site.paths())));
        decisions.deadEnds().forEach(idea -> all.add(entry(idea, site.paths())));
        return all.stream()
                .sorted(Comparator.comparing(Entry::updated).reversed())
                .limit(MOST)
                .toList();
    }

    private static Entry entry(Decision decision, Paths paths) {
        return new Entry(
                NAME + decision.judgement().key(),
                decision.time(),
                decision.judgement().record().by(),
                decision.headline() + (decision.stands() ? "" : " (void)"),
                decision.judgement().record().reason(),
                decision.promotion() ? paths.promotion(decision.judgement()) : paths.decision(decision.judgement()));
    }

    private static Entry entry(Decisions.ClosedIdea idea, Paths paths) {
        return new Entry(
                NAME + idea.deadEnd().key(),
                idea.deadEnd().record().time(),
                idea.deadEnd().record().by(),
                "Dead end on " + idea.benchmark().record().name() + ": " + idea.title(),
                idea.deadEnd().record().mechanism() + "\n"
                        + idea.deadEnd().record().numbers() + "\nWould reopen it: "
                        + idea.deadEnd().record().reopens(),
                paths.deadEnd(idea.deadEnd()));
    }

    /** Writes Atom. Characters that XML cannot hold are left out. */
    static final class AtomWriter implements AutoCloseable {
        private static final String ATOM = "http://www.w3.org/2005/Atom";

        private final XMLStreamWriter xml;

        AtomWriter(OutputStream out) throws XMLStreamException {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
        }

        void begin(String id, String title, Instant updated, String self, String page) throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.setDefaultNamespace(ATOM);
            xml.writeStartElement(ATOM, "feed");
            xml.writeDefaultNamespace(ATOM);
            element("id", id);
            element("title", title);
            element("updated", updated.toString());
            link("self", self, "application/atom+xml");
            link("alternate", page, "text/html");
        }

        void entry(Feed.Entry entry) throws XMLStreamException {
            xml.writeCharacters("\n");
            xml.writeStartElement(ATOM, "entry");
            element("id", entry.id());
            element("title", entry.title());
            element("updated", entry.updated().toString());
            xml.writeStartElement(ATOM, "author");
            element("name", entry.author().name());
            xml.writeEndElement();
            link("alternate", entry.path(), "text/html");
            xml.writeStartElement(ATOM, "content");
            xml.writeAttribute("type", "text");
            xml.writeCharacters(legal(entry.text()));
            xml.writeEndElement();
            xml.writeEndElement();
        }

        private void element(String name, String text) throws XMLStreamException {
            xml.writeStartElement(ATOM, name);
            xml.writeCharacters(legal(text));
            xml.writeEndElement();
        }

        private void link(String relation, String href, String type) throws XMLStreamException {
            xml.writeEmptyElement(ATOM, "link");
            xml.writeAttribute("rel", relation);
            xml.writeAttribute("href", href);
            xml.writeAttribute("type", type);
        }

        /** Without what XML 1.0 cannot hold: control characters and halves of surrogate pairs. */
        static String legal(String text) {
            StringBuilder out = new StringBuilder(text.length());
            text.codePoints().filter(AtomWriter::isLegal).forEach(out::appendCodePoint);
            return out.toString();
        }

        private static boolean isLegal(int point) {
            return point == '\t'
                    || point == '\n'
                    || point == '\r'
                    || point >= 0x20 && point <= 0xD7FF
                    || point >= 0xE000 && point <= 0xFFFD
                    || point >= 0x10000;
        }

        @Override
        public void close() throws XMLStreamException {
            xml.writeEndDocument();
            xml.close();
        }
    }
}
