package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Note;
import org.fovea.lab.store.Numbered;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.markdown.Markdown;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;

/**
 * The notebook.
 *
 * @param frame around it
 * @param notes newest first
 */
public record NotebookPage(Frame frame, List<Entry> notes) {
    private static final int NOTE_HEADING = 2;

    /** Adds the page, and its notes for scripts. */
    public static void addTo(Site site) {
        RecordLinks links = new RecordLinks(site);
        Frame frame = site.frame(Topic.NOTEBOOK, Optional.empty(), "Dated notes about what was seen and thought");
        site.page(frame.path(), "notebook.jte", () -> of(frame, links));
        site.data(
                "notes",
                "notes",
                () -> newestFirst(site.snapshot()).stream()
                        .map(note -> new Row(
                                note,
                                about(site.snapshot(), links, note.record()).stream()
                                        .map(Subject::label)
                                        .toList()))
                        .toList());
    }

    /** A note in {@code data/notes.json}. */
    private record Row(@JsonUnwrapped Numbered<Note> note, List<String> about) {}

    /**
     * A note.
     *
     * @param note itself
     * @param html its text
     * @param about records that it is about
     */
    public record Entry(Numbered<Note> note, String html, List<Subject> about) {}

    static List<Numbered<Note>> newestFirst(Snapshot snapshot) {
        return snapshot.all(Note.class).stream()
                .sorted(Comparator.<Numbered<Note>, java.time.Instant>comparing(
                                note -> note.record().time())
                        .thenComparing(Numbered::number)
                        .reversed())
                .toList();
    }

    static NotebookPage of(Frame frame, RecordLinks links) {
        List<Entry> notes = newestFirst(frame.snapshot()).stream()
                .map(note -> new Entry(
                        note,
                        Markdown.html(note.record().text(), NOTE_HEADING, links, frame.root()),
                        about(frame.snapshot(), links, note.record())))
                .toList();
        return new NotebookPage(frame, notes);
    }

    static List<Subject> about(Snapshot snapshot, RecordLinks links, Note note) {
        return note.about().stream()
                .flatMap(key -> Subject.of(snapshot, links, key).stream())
                .toList();
    }
}
