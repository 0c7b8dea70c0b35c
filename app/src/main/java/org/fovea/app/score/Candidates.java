package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.app.open.OpenedFile;
import org.fovea.app.open.OutsideFiles;
import org.fovea.app.text.Text;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.video.OutsidePayload.Purpose;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.SubmissionFolder;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.raw.RawFrames;

/** Recognises candidates. */
public final class Candidates {
    private Candidates() {}

    /**
     * Opens a candidate: a submission folder, raw frames ({@code .raw}, {@code .rgb}), a clip (by its suffix), else an archive.
     *
     * @param payload files named as payload, which a submission folder may hold and an archive may need
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
                    : archive(folder.archive(), payload, threads);
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".raw") || name.endsWith(".rgb")) {
            return new Raw(path, Optional.empty());
        }
        return OriginalFiles.isClip(path) ? new Video(path, Clip.open(path)) : archive(path, payload, threads);
    }

    /** Finds out at once whether there is something to draw. */
    private static Candidate archive(Path path, List<Path> payload, int threads) throws IOException {
        OpenedFile opened = OpenedFile.open(path);
        if (opened.outside().isEmpty()) {
            return new Archive(path, opened.format(), opened.name(), opened.drawable(), threads);
        }
        OutsideFiles files = OutsideFiles.find(opened.name(), opened.outside(), payload);
        Optional<Path> frames = files.file(Purpose.FRAMES);
        if (frames.isPresent()) {
            return framesOutside(path, opened, frames.get());
        }
        ArchiveContent content = opened.drawable(files.file(Purpose.WEIGHTS).orElseThrow());
        return new Archive(path, opened.format(), opened.name(), content, threads);
    }

    private static Candidate framesOutside(Path path, OpenedFile opened, Path frames) throws IOException {
        Clip clip = Clip.open(frames);
        FrameSize size = opened.header().frameSize();
        int pairs = opened.header().pairs();
        if (!clip.size().equals(size) || clip.frameCount() / 2 != pairs) {
            throw AppException.badInput(String.format(
                    Locale.ROOT,
                    "%s: has %d frames of %s, and %s says that there are %d of %s",
                    frames,
                    clip.frameCount(),
                    clip.size(),
                    path,
                    2L * pairs,
                    size));
        }
        return new FramesOutside(path, opened.format(), new Video(frames, clip));
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
    private record Archive(Path file, String kind, String name, ArchiveContent content, int threads)
            implements Candidate {
        @Override
        public Optional<Path> archive() {
            return Optional.of(file);
        }

        @Override
        public Optional<FrameSize> size() {
            return Optional.of(content.header().frameSize());
        }

        @Override
        public long frameCount(FrameSize original) {
            return 2L * content.header().pairs();
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) {
            return InflatedFrames.start(content, name, threads, firstPair, endPair);
        }
    }

    /** An archive that holds no frames at all: those of a clip outside it are shown. */
    private record FramesOutside(Path file, String kind, Video shown) implements Candidate {
        @Override
        public Optional<Path> archive() {
            return Optional.of(file);
        }

        @Override
        public Optional<FrameSize> size() {
            return shown.size();
        }

        @Override
        public long frameCount(FrameSize original) {
            return shown.frameCount(original);
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException {
            return shown.frames(original, firstPair, endPair);
        }
    }
}
