package org.fovea.site.layout;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.model.Snapshot;

/**
 * What surrounds the content of every page.
 *
 * @param site that it is a page of
 * @param path of this page
 * @param title of this page, without the lab's name
 * @param description one sentence
 * @param topic that the navigation marks
 * @param benchmark that the page is about; absent where it is about all
 * @param scripts of this page alone, from the site's root; each is loaded after the ones before
 */
public record Frame(
        Site site,
        String path,
        String title,
        String description,
        Topic topic,
        Optional<Numbered<Benchmark>> benchmark,
        List<String> scripts) {
    public Snapshot snapshot() {
        return site.snapshot();
    }

    public Paths paths() {
        return site.paths();
    }

    public Tracks tracks() {
        return site.tracks();
    }

    /** From this page's folder to the site's root: empty, or {@code ../}. */
    public String root() {
        return "../"
                .repeat((int) path.chars().filter(character -> character == '/').count());
    }

    /** The same around another page of the topic. */
    public Frame at(String otherPath, String otherTitle) {
        return new Frame(site, otherPath, otherTitle, description, topic, benchmark, scripts);
    }

    /** From this page to a path. */
    public String to(String target) {
        return root() + target;
    }

    /**
     * The Content-Security-Policy of all pages: what the browser may load and run are files of this site only, nothing
     * inline. A server says the same in its headers.
     *
     * @param live whether pages may ask their server for news
     */
    public static String policy(boolean live) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                + "form-action 'none'" + (live ? "; connect-src 'self'" : "");
    }
}
