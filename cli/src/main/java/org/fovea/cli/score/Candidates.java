package org.fovea.cli.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.cli.file.OpenedFile;
import org.fovea.cli.terminal.Text;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.SubmissionFolder;
import org.fovea.video.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.raw.RawFrames;

/** Recognises candidates. */
public final class Candidates {
    private Candidates() {}

    /**
     * Opens a candidate: a submission folder, raw frames ({@code .raw}, {@code .rgb}), a clip (by its suffix), else an archive.
     *
     * @param payload files named as payload, which a submission folder may hold
     * @param threads to inflate with
     * @param note told what was not charged
     */
    public static Candidate open(Path path, List<Path> payload, int threads, Consumer<String> note) throws IOException {
        if (Files.isDirectory(path)) {
            SubmissionFolder folder = SubmissionFolder.open(path, payload);
            if (!folder.code().isEmpty()) {
                long bytes =
                        folder.code().stream().mapToLong(CountedFile::bytes).sum();
                note.accept(path + ": " + folder.code().size() + " files of code, " + Text.size(bytes)
                        + ", are charged by no accounting");
            }
            return folder.raw().isPresent()
                    ? new Raw(folder.raw().get(), Optional.of(folder.archive()))
                    : new Archive(folder.archive(), OpenedFile.open(folder.archive()), threads);
        }
        String name = path.toString().toLowerCase(java.util.Locale.ROOT);
        if (name.endsWith(".raw") || name.endsWith(".rgb")) {
            return new Raw(path, Optional.empty());
        }
        return OriginalFiles.isClip(path)
                ? new Video(path, Clip.open(path))
                : new Archive(path, OpenedFile.open(path), threads);
    }

    /** Frames without a header, as large as the original's. */
    private record Raw(Path file, Optional<Path> archive) implements Candidate {
        @Override
        public String kind() {
            return "raw frames";
        }

        @Override
        public Optional<FrameSize> size() {
            return Optional.empty();
        }

        @Override
        public long frameCount(FrameSize original) throws IOException {
            try (RawFrames frames = RawFrames.open(file, original)) {
                return frames.frameCount();
            }
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException {
            RawFrames frames = RawFrames.open(file, original);
            frames.seek(2L * firstPair);
            return frames;
        }
    }

    /** A clip, which is its own archive. */
    private record Video(Path file, Clip clip) implements Candidate {
        @Override
        public String kind() {
            return "clip, " + clip.facts().codec();
        }

        @Override
        public Optional<Path> archive() {
            return Optional.of(file);
        }

        @Override
        public Optional<FrameSize> size() {
            return Optional.of(clip.size());
        }

        @Override
        public long frameCount(FrameSize original) {
            return clip.frameCount();
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException {
            FrameSource frames = clip.frames();
            byte[] passed = new byte[clip.size().rgbBytes()];
            try {
                for (long i = 0; i < 2L * firstPair; i++) {
                    if (!frames.next(passed)) {
                        break;
                    }
                }
            } catch (IOException | RuntimeException e) {
                frames.close();
                throw e;
            }
            return frames;
        }
    }

    /** An archive of ours or a foreign submission, inflated while it is scored. */
    private record Archive(Path file, OpenedFile opened, int threads) implements Candidate {
        /** Finds out at once whether there is something to draw. */
        Archive {
            opened.drawable();
        }

        @Override
        public String kind() {
            return opened.format();
        }

        @Override
        public Optional<Path> archive() {
            return Optional.of(file);
        }

        @Override
        public Optional<FrameSize> size() {
            return Optional.of(InflatedFrames.size(opened));
        }

        @Override
        public long frameCount(FrameSize original) {
            return 2L * opened.header().pairs();
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) {
            return InflatedFrames.start(opened, threads, firstPair, endPair);
        }
    }
}
