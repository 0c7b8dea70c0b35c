package org.fovea.site.watch;

import org.fovea.site.plot.Box;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Svg;

/** How much of a run is done. */
final class ProgressBar {
    private static final double THICK = 14;

    private ProgressBar() {}

    static String svg(double share) {
        Svg svg = new Svg();
        Plot.begin(svg, THICK, Math.round(100 * share) + " % done");
        Plot.rectangle(svg, new Box(0, 0, Plot.WIDTH, THICK), "rest");
        Plot.rectangle(svg, new Box(0, 0, Math.max(1, share * Plot.WIDTH), THICK), "done");
        return Plot.end(svg);
    }
}
