package org.fovea.site.build;

import java.util.List;
import org.fovea.site.asset.Assets;
import org.fovea.site.charts.ChartsPage;
import org.fovea.site.decisions.DecisionsPart;
import org.fovea.site.feed.Feed;
import org.fovea.site.front.FrontPage;
import org.fovea.site.notebook.NotebookPart;
import org.fovea.site.packet.PacketPart;
import org.fovea.site.page.Site;
import org.fovea.site.snapshot.Snapshot;

/** The whole site of a snapshot. */
public final class Report {
    private static final List<Site.Part> PARTS = List.of(
            new Assets(), //
            new FrontPage.Part(), //
            new ChartsPage.Part(), //
            new DecisionsPart(), //
            new PacketPart(), //
            new NotebookPart(), //
            new Feed());

    private Report() {}

    /**
     * All its files.
     *
     * @param live whether a server shows them
     */
    public static Site of(Snapshot snapshot, boolean live) {
        Site site = new Site(snapshot, live);
        PARTS.forEach(part -> part.addTo(site));
        return site;
    }
}
