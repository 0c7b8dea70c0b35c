package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;

/**
 * A page of the notebook.
 *
 * @param text Markdown
 * @param about keys of records that it is about
 */
public record Note(String title, String text, List<String> about, Author by, Instant time) implements LabRecord {
    public Note {
        Texts.required("title", title);
        Texts.required("text", text);
        Texts.keys("a record that the note is about", about);
        about = List.copyOf(about);
        time = Texts.time(time);
    }
}
