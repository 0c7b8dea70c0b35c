package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.Bases;
import org.fovea.app.open.ForeignSubmission;
import org.fovea.app.open.Opened;
import org.fovea.app.open.PlainVideo;
import org.fovea.app.text.Text;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.SubmissionFolder;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.raw.RawFrames;

/** What is shown in the original's place. */
public sealed interface Candidate {
    /**
     * Opens whatever has frames: a submission folder, raw frames ({@code .raw}, {@code .rgb}), a clip (by its suffix),
     * else an archive of ours or a foreign submission.
     *
     * @param payload files named as payload, which a submission folder may hold
     * @param note told what was not charged
     * @throws AppException where nothing in it draws frames
     */
    static Candidate open(Path path, List<Path> payload, int threads, Consumer<String> note) throws IOException {
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
                    : archive(folder.archive(), payload, threads, note);
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".raw") || name.endsWith(".rgb")) {
            return new Raw(path, Optional.empty());
        }
        return OriginalFiles.isClip(path) ? new ClipFile(path, Clip.open(path)) : archive(path, payload, threads, note);
    }

    /** Finds out at once whether there is something to draw. */
    private static Candidate archive(Path path, List<Path> payload, int threads, Consumer<String> note)
            throws IOException {
        Opened opened = Opened.open(path, Bases.of(payload));
        if (opened instanceof ForeignSubmission foreign && foreign.video().isPresent()) {
            PlainVideo video = foreign.video().get();
            video.verifyAlone();
            note.accept(video.note());
            return new VideoInside(path, foreign.format(), video);
        }
        return new Archive(path, opened.format(), opened.drawable(), threads);
    }

    Path file();

    /** The same with the colours of another choice, where it is a clip that has any. */
    default Candidate withColours(ColourChoice choice) {
        return this;
    }

    String kind();

    /** The file whose size is the archive's; absent for raw frames, which have none. */
    default Optional<Path> archive() {
        return Optional.of(file());
    }

    /** Size of its frames, where the file says so. */
    default Optional<FrameSize> size() {
        return Optional.empty();
    }

    /**
     * Number of its frames.
     *
     * @param original size of the original's frames, for files that do not say their own
     * @throws org.fovea.codec.FormatException where the file cannot be of that size
     */
    long frameCount(FrameSize original) throws IOException;

    /**
     * Its frames.
     *
     * @param original as above
     * @param firstPair pair to begin with
     * @param endPair one more than the last that is needed; later ones may come or not
     */
    FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException;

    /** An archive of ours or a foreign submission, inflated while it is scored. */
    record Archive(Path file, String kind, ArchiveContent content, int threads) implements Candidate {
        @Override
        public Optional<FrameSize> size() {
            return Optional.of(Inflation.size(content.header()));
        }

        @Override
        public long frameCount(FrameSize original) {
            return 2L * content.header().pairs();
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) {
            return Inflation.of(content, file.toString())
                    .pairs(firstPair, endPair)
                    .threads(threads)
                    .frames();
        }
    }

    /** A submission that holds a plain video, shown as large as the original. */
    record VideoInside(Path file, String format, PlainVideo video) implements Candidate {
        @Override
        public String kind() {
            return format + ", " + video.facts().codec() + " of "
                    + video.facts().size();
        }

        @Override
        public long frameCount(FrameSize original) {
            return video.facts().count().frames();
        }

        @Override
        public FrameSource frames(FrameSize original, int firstPair, int endPair) throws IOException {
            return video.frames(original, firstPair);
        }
    }

    /** Frames without a header, as large as the original's. */
    record Raw(Path file, Optional<Path> archive) implements Candidate {
        @Override
        public String kind() {
            return "raw frames";
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
    record ClipFile(Path file, Clip clip) implements Candidate {
        @Override
        public ClipFile withColours(ColourChoice choice) {
            return new ClipFile(file, clip.withColours(choice));
        }

        @Override
        public String kind() {
            return "clip, " + clip.facts().codec();
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

    /**
     * Frames that this program has made itself: drawn by a process of its own, or decoded from an anchor codec. They
     * need no check of their layout.
     */
    non-sealed interface Made extends Candidate {}
}
