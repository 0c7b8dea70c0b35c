package org.fovea.challenge.judge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.TemporaryFolder;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;

/**
 * Does with a submission what the challenge's {@code evaluate.sh} does, up to the scoring: unpacks {@code archive.zip},
 * calls {@code inflate.sh} with its three arguments, and looks for the raw file. It happens in a copy, in a folder
 * where nothing else is, with an empty environment; the frames are compared with those that this process draws.
 *
 * @param java home of the Java that the judge has installed, without symbolic links; empty where the submission brings
 *     one
 * @param workplace a folder with room for the submission and its frames
 * @param log what {@code inflate.sh} printed, written in any case
 * @param threads for drawing here; {@code inflate.sh} takes what the machine has
 */
public record Judge(Isolation isolation, Optional<Path> java, Path workplace, Path log, int threads) {
    /** Task of {@code inflate.sh}, in whole pairs of frames that it has written; the total is not known. */
    public static final String INFLATE = "inflate";

    /** Task of the comparison with the frames that are drawn here, in pairs. */
    public static final String COMPARE = "compare";

    /**
     * Runs and compares.
     *
     * @param submission folder with {@code archive.zip} and {@code inflate.sh}
     * @param progress of {@link #INFLATE}, then of {@link #COMPARE}
     * @throws JudgeFailure where it fails, or gives something else than the frames of the archive
     */
    public JudgeResult judge(Path submission, ProgressListener progress)
            throws IOException, InterruptedException, JudgeFailure {
        try (TemporaryFolder folder = TemporaryFolder.create(workplace, ".fovea-judge-")) {
            IsolatedInflation inflation = new IsolatedInflation(isolation, java, folder, log);
            ArchiveContent content = ArchiveFile.open(Files.readAllBytes(submission.resolve(SubmissionFiles.ARCHIVE)))
                    .drawable();
            ArchiveHeader header = content.header();
            IsolatedInflation.Frames frames = inflation.frames(
                    submission, header.pairs(), header.frameSize(), done -> progress.update(INFLATE, done, 0));
            Path raw = frames.raw();
            String sha256 = check(content, raw, progress);
            return new JudgeResult(
                    isolation.label(),
                    isolation.description(),
                    isolation.hides(),
                    frames.seconds(),
                    frames.use().peak(),
                    Files.size(raw),
                    sha256);
        }
    }

    private String check(ArchiveContent content, Path raw, ProgressListener progress)
            throws IOException, InterruptedException, JudgeFailure {
        ComparingSink sink = new ComparingSink(Files.newInputStream(raw));
        int pairs = content.header().pairs();
        ArchiveInflater.of(content)
                .run(
                        InflateOptions.all(pairs)
                                .withThreads(threads)
                                .withProgress(done -> progress.update(COMPARE, done, pairs)),
                        sink);
        if (sink.difference != null) {
            throw new JudgeFailure(IsolatedInflation.RAW + " differs from the frames that this process draws, first at "
                    + sink.difference);
        }
        return sink.sha256;
    }

    /** Compares the frames that are rendered here with the bytes of a raw file; stores nothing. */
    private static final class ComparingSink implements FrameSink {
        private final InputStream raw;
        private final MessageDigest digest = Sha256.digest();
        private byte[] frame;
        private FrameSize size;
        private String difference;
        private String sha256;

        ComparingSink(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public void begin(FrameSize frames, int firstPair, int endPair) {
            size = frames;
            frame = new byte[frames.rgbBytes()];
        }

        @Override
        public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
            compare(pair, 1, frame1);
            compare(pair, 2, frame2);
        }

        private void compare(int pair, int number, byte[] drawn) throws IOException {
            int read = raw.readNBytes(frame, 0, frame.length);
            digest.update(frame, 0, read);
            int at = Arrays.mismatch(frame, 0, read, drawn, 0, drawn.length);
            if (at >= 0 && difference == null) {
                int pixel = at / 3;
                difference = "pair " + pair + ", frame " + number + ", row " + pixel / size.width() + ", column "
                        + pixel % size.width();
            }
        }

        @Override
        public void commit() {
            sha256 = Sha256.of(digest);
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}
