package org.fovea.lab.record;

import java.time.Instant;
import java.util.List;

/**
 * A page of the notebook.
 *
 * @param title of it
 * @param text Markdown
 * @param about keys of records that it is about
 * @param by who wrote it
 * @param time when
 */
public record Note(String title, String text, List<String> about, Author by, Instant time) implements LabRecord {
    /** Rejects an empty one. */
    public Note {
        Texts.required("title", title);
        Texts.required("text", text);
        Texts.keys("a record that the note is about", about);
        about = List.copyOf(about);
        time = Texts.time(time);
    }
}
