package org.fovea.cli.option;

import java.io.IOException;
import java.util.Map;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.clips.ViewerClips;
import org.fovea.lab.folder.LabFolder;
import org.fovea.site.model.Snapshot;
import org.fovea.site.player.Viewer;
import picocli.CommandLine.Option;

/** Which clips are made for the explorer. */
public final class ClipOptions {
    private static final int MAX_RUNS = 1000;
    private static final int MAX_PAIRS = 100_000;
    private static final int MAX_MEGABYTES = 100_000;
    private static final long MEGABYTE = 1 << 20;

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "Maximum runs per benchmark with clips in the explorer, the floor and earlier floors first; 0 "
                            + "for no clips.")
    private int runs;

    @Option(
            names = "--clip-pairs",
            paramLabel = "N",
            defaultValue = "120",
            description = "Maximum pairs of frames in a clip; longer clips are cut around the floor's worst pair.")
    private int pairs;

    @Option(
            names = "--clip-megabytes",
            paramLabel = "N",
            defaultValue = "256",
            description = "Maximum megabytes of all clips of a benchmark.")
    private int megabytes;

    /** Makes them, with a progress bar; finds those that were made before. */
    public Viewer make(int threads, Reporter reporter, LabFolder lab, Snapshot snapshot) throws IOException {
        limit("--clips", runs, 0, MAX_RUNS);
        limit("--clip-pairs", pairs, 1, MAX_PAIRS);
        limit("--clip-megabytes", megabytes, 1, MAX_MEGABYTES);
        if (runs == 0) {
            return new Viewer(Map.of());
        }
        ViewerClips.Options options = new ViewerClips.Options(runs, pairs, megabytes * MEGABYTE);
        return ViewerClips.make(lab, snapshot, options, threads, reporter);
    }

    private static void limit(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw AppException.usage(option + " " + value + ": is not from " + least + " to " + most);
        }
    }
}
