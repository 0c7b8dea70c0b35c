package org.fovea.site.build;

import java.util.List;
import org.fovea.site.asset.Assets;
import org.fovea.site.charts.ChartsPart;
import org.fovea.site.data.DataPage;
import org.fovea.site.front.FrontPage;
import org.fovea.site.page.Site;
import org.fovea.site.snapshot.Snapshot;

/** The whole site of a snapshot. */
public final class Report {
    private static final List<Site.Part> PARTS =
            List.of(new Assets(), new FrontPage.Part(), new ChartsPart(), new DataPage.Part());

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
