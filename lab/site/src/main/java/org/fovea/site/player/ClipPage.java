package org.fovea.site.player;

import java.util.List;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Files;
import org.fovea.site.layout.Policy;
import org.fovea.site.layout.Templates;

/**
 * The compare viewer of one clip and what its archive draws. It belongs to no lab: all that it needs beside it are
 * clips and the viewer's scripts.
 *
 * @param title of the page
 * @param lede why the clip is shown
 * @param home address of the page that leads here
 * @param homeName what that page is
 * @param facts figures at the top
 * @param played what is shown
 */
public record ClipPage(String title, String lede, String home, String homeName, List<Fact> facts, Played played) {
    private static final int WORST = 10;

    /**
     * A figure at the top.
     *
     * @param name of it
     * @param value as text
     * @param aside what else there is to say
     */
    public record Fact(String name, String value, String aside) {}

    /**
     * What is shown.
     *
     * @param original the clip
     * @param drawn what the archive draws, of the same pairs
     * @param clipPairs pairs of the whole clip
     * @param pairs what each pair of the whole clip costs, at least one
     */
    public record Played(StoredClip original, StoredClip drawn, int clipPairs, List<PairStrip.Bar> pairs) {
        /** Copies. */
        public Played {
            pairs = List.copyOf(pairs);
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("no pair");
            }
        }
    }

    /** Adds the page at the folder's root, and its clips. */
    public void addTo(Files files, String path) {
        files.add(path, () -> Content.html(Templates.draw("clip.jte", this)));
        ExplorerPage.addClip(files, played.original());
        ExplorerPage.addClip(files, played.drawn());
    }

    /** Files of the site that such pages load, from the folder's root. */
    public static List<String> scripts() {
        return ExplorerPage.SCRIPTS;
    }

    /** What the browser may load and run. */
    public String policy() {
        return Policy.of(false);
    }

    /** What the viewer's script is told, as JSON that may be embedded in a page. */
    public String settings() {
        return ExplorerPage.ExplorerSettings.text(played, title);
    }

    /** The pairs that cost most. */
    public List<PairStrip.Bar> worst() {
        return PairStrip.worst(played.pairs()).stream().limit(WORST).toList();
    }

    /** Whether a pair can be looked at. */
    public boolean playable(int pair) {
        return played.original().window().contains(pair);
    }

    /** Size of the drawing of all pairs, as SVG's viewBox. */
    public String viewBox() {
        return PairStrip.box();
    }

    /** The drawing of all pairs as path data. */
    public String path() {
        return PairStrip.path(
                played.pairs(), played.clipPairs(), worst().getFirst().cost());
    }
}
