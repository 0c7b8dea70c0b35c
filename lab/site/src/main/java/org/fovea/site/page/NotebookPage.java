package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Study;
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

    /** The page, and its notes for scripts. */
    public static final class Part implements Site.Part {
        @Override
        public void addTo(Site site) {
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
                                            .map(About::label)
                                            .toList()))
                            .toList());
        }
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
    public record Entry(Numbered<Note> note, String html, List<About> about) {}

    /**
     * A record that a note is about.
     *
     * @param label as people read it
     * @param path from the site's root; absent where it has no place
     * @param what it is, in words
     */
    public record About(String label, Optional<String> path, String what) {}

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

    static List<About> about(Snapshot snapshot, RecordLinks links, Note note) {
        List<About> all = new ArrayList<>();
        for (String key : note.about()) {
            snapshot.run(key)
                    .map(run -> about(links, run.numberLabel(), run.label()))
                    .or(() -> named(snapshot, links, key))
                    .ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private static Optional<About> named(Snapshot snapshot, RecordLinks links, String key) {
        return snapshot.find(Study.class, key)
                .map(found -> about(
                        links, found.label(), "the study " + found.record().name()))
                .or(() -> find(snapshot, links, DeadEnd.class, key, "dead end"))
                .or(() -> find(snapshot, links, Judgement.class, key, "judgement"))
                .or(() -> find(snapshot, links, Candidate.class, key, "candidate"))
                .or(() -> find(snapshot, links, Hypothesis.class, key, "hypothesis"))
                .or(() -> find(snapshot, links, Benchmark.class, key, "benchmark"))
                .or(() -> find(snapshot, links, Note.class, key, "note"));
    }

    private static <T extends LabRecord> Optional<About> find(
            Snapshot snapshot, RecordLinks links, Class<T> type, String key, String what) {
        return snapshot.find(type, key).map(found -> about(links, found.label(), what));
    }

    private static About about(RecordLinks links, String label, String what) {
        return new About(label, links.path(label), what);
    }
}
