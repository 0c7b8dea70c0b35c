package org.fovea.challenge.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.challenge.io.TemporaryFolder;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.InflateOptions;

/**
 * Does with a submission what the challenge's {@code evaluate.sh} does, up to the scoring: unpacks {@code archive.zip}, calls
 * {@code inflate.sh} with its three arguments, and looks for the raw file. It happens in a copy, in a folder where nothing else is, with an
 * empty environment; the frames are compared with those that this process draws.
 */
public final class Judge {
    private final Isolation isolation;
    private final Optional<Path> java;
    private final Path workplace;
    private final Path log;
    private final int threads;

    /**
     * @param isolation how
     * @param java home of the Java that the judge has installed, without symbolic links; empty where the submission brings one
     * @param workplace a folder with room for the submission and its frames
     * @param log what {@code inflate.sh} printed, written in any case
     * @param threads for drawing here; {@code inflate.sh} takes what the machine has
     */
    public Judge(Isolation isolation, Optional<Path> java, Path workplace, Path log, int threads) {
        this.isolation = isolation;
        this.java = java;
        this.workplace = workplace;
        this.log = log;
        this.threads = threads;
    }

    /**
     * Runs and compares.
     *
     * @param submission folder with {@code archive.zip} and {@code inflate.sh}
     * @throws JudgeFailure where it fails, or gives something else than the frames of the archive
     */
    public JudgeResult judge(Path submission, JudgeWatcher watcher)
            throws IOException, InterruptedException, JudgeFailure {
        try (TemporaryFolder folder = TemporaryFolder.create(workplace, ".fovea-judge-")) {
            IsolatedInflation inflation = new IsolatedInflation(isolation, java, folder, log);
            IsolatedInflation.Inflated inflated = inflation.run(submission, watcher::inflated);
            Path raw = inflated.raw();
            ArchiveContent content = inflated.content();
            String sha256 = check(content, raw, watcher);
            return new JudgeResult(
                    isolation.label(),
                    isolation.description(),
                    isolation.hides(),
                    inflated.seconds(),
                    inflated.peakBytes(),
                    Files.size(raw),
                    sha256);
        }
    }

    private String check(ArchiveContent content, Path raw, JudgeWatcher watcher)
            throws IOException, InterruptedException, JudgeFailure {
        ComparingSink sink = new ComparingSink(Files.newInputStream(raw));
        ArchiveInflater.of(content)
                .run(
                        InflateOptions.all(content.header().pairs())
                                .withThreads(threads)
                                .withProgress(watcher::compared),
                        sink);
        if (sink.difference() != null) {
            throw new JudgeFailure(IsolatedInflation.RAW + " differs from the frames that this process draws, first at "
                    + sink.difference());
        }
        return sink.sha256();
    }
}
