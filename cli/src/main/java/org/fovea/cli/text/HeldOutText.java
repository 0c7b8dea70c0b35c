package org.fovea.cli.text;

import java.util.List;
import java.util.Locale;
import org.fovea.app.text.Table;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.samples.drive.DriveClass;
import org.fovea.samples.training.HeldOut;

/** Held-out figures as tables. */
public final class HeldOutText {
    private static final List<String> UNITS = List.of("mm", "mm", "mm", "mrad", "mrad", "mrad");
    private static final double THOUSAND = 1000;

    private HeldOutText() {}

    /** For day and night side by side. */
    public static String render(HeldOut day, HeldOut night) {
        return segmentation(day, night) + System.lineSeparator() + pose(day, night);
    }

    private static String segmentation(HeldOut day, HeldOut night) {
        Table table = Table.of("lrr");
        table.row("segmentation", "day", "night").rule();
        table.row("pixels right", percent(day.accuracy()), percent(night.accuracy()));
        for (DriveClass each : DriveClass.values()) {
            int id = each.ordinal();
            table.row("overlap, " + each.label(), percent(day.overlap()[id]), percent(night.overlap()[id]));
        }
        table.row("overlap, mean", percent(day.meanOverlap()), percent(night.meanOverlap()));
        return table.render("  ");
    }

    private static String pose(HeldOut day, HeldOut night) {
        Table table = Table.of("lrrrr");
        table.row("pose", "error, day", "explained", "error, night", "explained")
                .rule();
        for (int i = 0; i < UNITS.size(); i++) {
            table.row(
                    PoseNetwork.OUTPUTS.get(i),
                    physical(day, i),
                    percent(day.explained(i)),
                    physical(night, i),
                    percent(night.explained(i)));
        }
        table.row(
                "mean square, in units",
                String.format(Locale.ROOT, "%.4f", day.poseError()),
                "",
                String.format(Locale.ROOT, "%.4f", night.poseError()),
                "");
        return table.render("  ");
    }

    private static String physical(HeldOut held, int output) {
        double error = held.error()[output] * PoseNetwork.units()[output] * THOUSAND;
        return String.format(Locale.ROOT, "%.2f %s", error, UNITS.get(output));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
