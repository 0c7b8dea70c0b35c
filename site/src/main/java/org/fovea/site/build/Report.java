package org.fovea.site.build;

import java.util.List;
import org.fovea.site.asset.Assets;
import org.fovea.site.charts.ChartsPart;
import org.fovea.site.clip.Viewer;
import org.fovea.site.data.DataPage;
import org.fovea.site.decisions.DecisionsPart;
import org.fovea.site.explorer.ExplorerPage;
import org.fovea.site.feed.Feed;
import org.fovea.site.front.FrontPage;
import org.fovea.site.notebook.NotebookPart;
import org.fovea.site.packet.PacketPart;
import org.fovea.site.page.Site;
import org.fovea.site.runs.RunPagesPart;
import org.fovea.site.runs.RunsTablePart;
import org.fovea.site.snapshot.Snapshot;

/** The whole site of a snapshot. */
public final class Report {
    private Report() {}

    /**
     * All its files.
     *
     * @param live whether a server shows them
     */
    public static Site of(Snapshot snapshot, boolean live) {
        return of(snapshot, live, Viewer.none());
    }

    /**
     * The same with clips to look at.
     *
     * @param viewer clips of runs and of the originals
     */
    public static Site of(Snapshot snapshot, boolean live, Viewer viewer) {
        Site site = new Site(snapshot, live);
        List<Site.Part> parts = List.of(
                new Assets(),
                new FrontPage.Part(),
                new ExplorerPage.Part(viewer),
                new RunsTablePart(),
                new RunPagesPart(),
                new ChartsPart(),
                new DecisionsPart(),
                new PacketPart(),
                new NotebookPart(),
                new Feed(),
                new DataPage.Part());
        parts.forEach(part -> part.addTo(site));
        return site;
    }
}
