package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.snapshot.Snapshot;

/**
 * What pages are made of: the snapshot they show, where they are, and the files they become.
 *
 * @param snapshot what is shown
 * @param paths where pages are
 * @param live whether a server shows them
 * @param files to which pages are added
 */
public record Site(Snapshot snapshot, Paths paths, boolean live, Files files) {
    /** A site without files. */
    public static Site of(Snapshot snapshot, boolean live) {
        return new Site(snapshot, new Paths(snapshot), live, new Files());
    }

    /** Those who add files to a site. */
    public interface Part {
        /** Adds its files. */
        void addTo(Site site);
    }

    /** The frame of a page. */
    public Frame frame(
            String path,
            String title,
            String description,
            Topic topic,
            Optional<Numbered<Benchmark>> benchmark,
            List<String> scripts) {
        return new Frame(snapshot, paths, path, title, description, topic, benchmark, scripts, live);
    }

    /**
     * Adds a page that a template draws.
     *
     * @param template under {@code src/main/jte}, as in {@code front.jte}; takes one parameter {@code page}
     * @param model that parameter
     */
    public void page(String path, String template, java.util.function.Supplier<?> model) {
        files.add(path, () -> Content.html(Templates.draw(template, model.get())));
    }
}
