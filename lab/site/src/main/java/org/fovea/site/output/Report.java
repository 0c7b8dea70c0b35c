package org.fovea.site.output;

import org.fovea.site.chart.ChartsPage;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.DataPage;
import org.fovea.site.page.DecisionsPage;
import org.fovea.site.page.FrontPage;
import org.fovea.site.page.NotebookPage;
import org.fovea.site.page.RunFiles;
import org.fovea.site.page.RunPage;
import org.fovea.site.page.RunsPage;
import org.fovea.site.player.ExplorerPage;
import org.fovea.site.player.Viewer;
import org.fovea.site.study.StudyPage;

/** The whole site of a snapshot. */
public final class Report {
    private Report() {}

    /**
     * All its files.
     *
     * @param live whether a server shows them
     * @param viewer clips of runs and of the originals
     * @param files documents of scores and archives that the lab has kept
     */
    public static Site of(Snapshot snapshot, boolean live, Viewer viewer, RunFiles files) {
        Site site = new Site(snapshot, live);
        Assets.addTo(site);
        FrontPage.addTo(site, viewer);
        ExplorerPage.addTo(site, viewer);
        RunsPage.addTo(site);
        RunPage.addTo(site, files);
        StudyPage.addTo(site);
        ChartsPage.addTo(site);
        DecisionsPage.addTo(site);
        NotebookPage.addTo(site);
        DataPage.addTo(site);
        return site;
    }
}
