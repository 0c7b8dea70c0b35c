package org.fovea.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.Reporter;
import org.fovea.app.compress.Compressed;
import org.fovea.app.compress.Compression;
import org.fovea.encode.profile.Profile;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.clip.Clip;

/** Encodes the demo's drive as {@code fovea compress} would, and scores what another process inflates. */
public final class DemoEncode {
    private final Reporter reporter;
    private final int threads;
    private final EvaluatorPair networks;
    private final Clip clip;

    /** Of a clip for two networks, which stay open. */
    public DemoEncode(Reporter reporter, int threads, EvaluatorPair networks, Clip clip) {
        this.reporter = reporter;
        this.threads = threads;
        this.networks = networks;
        this.clip = clip;
    }

    /**
     * Encodes and scores.
     *
     * @param run directory of the run
     * @param resume whether a run that is there already is continued
     * @param anew whether it is removed
     */
    public Compressed run(Profile profile, Path run, Path archive, boolean resume, boolean anew)
            throws IOException, InterruptedException {
        Compression compression = Compression.of(clip, networks, profile)
                .archive(archive, resume || anew)
                .scoreDelivered()
                .directory(run)
                .threads(threads)
                .reporter(reporter);
        if (resume) {
            compression.resume();
        } else if (anew) {
            compression.anew();
        }
        return compression.run();
    }
}
