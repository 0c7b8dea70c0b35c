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
    /** Of a clip; longer ones are cut around the floor's worst pair. */
    private static final int PAIRS = 120;
    /** Of all clips of a benchmark. */
    private static final long BYTES = 256L << 20;

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "Maximum runs per benchmark with clips in the explorer, the floor and earlier floors first; 0 "
                            + "for no clips.")
    private int runs;

    /** Makes them, with a progress bar; finds those that were made before. */
    public Viewer make(int threads, Reporter reporter, LabFolder lab, Snapshot snapshot) throws IOException {
        if (runs < 0 || runs > MAX_RUNS) {
            throw AppException.usage("--clips " + runs + ": is not from 0 to " + MAX_RUNS);
        }
        if (runs == 0) {
            return new Viewer(Map.of());
        }
        ViewerClips.Options options = new ViewerClips.Options(runs, PAIRS, BYTES);
        return ViewerClips.make(lab, snapshot, options, threads, reporter);
    }
}
