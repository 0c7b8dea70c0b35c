package org.fovea.site.output;

import java.io.OutputStream;
import java.time.Instant;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes Atom. Characters that XML cannot hold are left out. */
final class AtomWriter implements AutoCloseable {
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
