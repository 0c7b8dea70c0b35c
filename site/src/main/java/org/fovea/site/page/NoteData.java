package org.fovea.site.page;

import java.util.List;
import org.fovea.lab.record.Note;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;

/** A row of {@code data/notes.json}; its schema says what each field is. */
record NoteData(String label, String key, String time, By by, String title, String text, List<String> about) {
    record By(String kind, String name) {}

    static List<NoteData> of(Snapshot snapshot, RecordLinks links) {
        return NotebookPage.newestFirst(snapshot).stream()
                .map(note -> {
                    Note record = note.record();
                    return new NoteData(
                            note.label(),
                            note.key(),
                            record.time().toString(),
                            new By(Wording.word(record.by().kind()), record.by().name()),
                            record.title(),
                            record.text(),
                            NotebookPage.about(snapshot, links, record).stream()
                                    .map(NotebookPage.About::label)
                                    .toList());
                })
                .toList();
    }
}
