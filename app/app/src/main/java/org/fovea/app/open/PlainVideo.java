package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.mask.MaskShape;
import org.fovea.interop.VideoMember;
import org.fovea.isolate.TemporaryFolder;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.ClipFacts;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.scale.CubicFrames;

/**
 * The plain video of a submission. Its frames are those that the challenge's own baseline makes: decoded, and enlarged
 * in RGB to the size that is wanted by the bicubic of {@link CubicFrames}. What a submission's own inflate script may
 * do besides, such as sharpening, its file does not say.
 */
public final class PlainVideo implements ArchiveInflater {
    /** Size of the challenge's clip, which the file does not store. */
    private static final FrameSize CHALLENGE = new FrameSize(1164, 874);

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final String archive;
    private final VideoMember member;
    private final ClipFacts facts;

    private PlainVideo(String archive, VideoMember member, ClipFacts facts) {
        this.archive = archive;
        this.member = member;
        this.facts = facts;
    }

    /**
     * Finds out what it is.
     *
     * @param archive the submission's file, for messages
     * @throws FormatException where it cannot be decoded; names archive and member
     * @throws AppException where it has fewer than two frames
     */
    static PlainVideo open(String archive, VideoMember member) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create(TEMPORARY, "fovea-video")) {
            ClipFacts facts = opened(member, folder).facts();
            if (facts.count().frames() < 2) {
                throw AppException.badInput(name(archive, member) + ": the video has fewer than two frames, no pair");
            }
            if (Math.max(facts.size().width(), facts.size().height()) > MaskShape.MAX_SIDE) {
                throw AppException.badInput(name(archive, member) + ": pictures of " + facts.size() + ", at most "
                        + MaskShape.MAX_SIDE + " on a side are read in a submission; score it as a clip");
            }
            return new PlainVideo(archive, member, facts);
        } catch (FormatException e) {
            throw e.asFile(name(archive, member));
        }
    }

    /** FFmpeg is only ever given files. */
    private static Path unpacked(VideoMember member, TemporaryFolder folder) throws IOException {
        return Files.write(folder.path().resolve("video"), member.bytes());
    }

    private static String name(String archive, VideoMember member) {
        return archive + ", member " + member.name();
    }

    public String member() {
        return member.name();
    }

    public ClipFacts facts() {
        return facts;
    }

    /** Names of other members, which only the submission's own inflate script can use. */
    public List<String> beside() {
        return member.beside();
    }

    /** Pairs of frames; one frame that is over is none. */
    public int pairs() {
        return Math.toIntExact(Math.min(ArchiveHeader.MAX_PAIRS, facts.count().frames() / 2));
    }

    /** What an archive of the same pictures would say, with frames of the challenge's size. */
    ArchiveHeader header() {
        FrameSize size = facts.size();
        return ArchiveHeader.ofVideo(
                CHALLENGE.width(),
                CHALLENGE.height(),
                CodedShape.ofPictures(pairs(), size.height(), size.width()),
                Optional.empty());
    }

    /**
     * Refuses a submission whose frames depend on more than the video.
     *
     * @throws AppException that says what makes them
     */
    public void verifyAlone() {
        if (!member.beside().isEmpty()) {
            throw AppException.badInput(archive + ": holds the video " + member.name() + " and "
                    + String.join(", ", member.beside()) + ", which its own inflate script needs; run that script, then"
                    + " fovea score --original CLIP --candidate 0.raw --archive " + archive);
        }
    }

    /** What its frames are and are not, in a sentence. */
    public String note() {
        return archive + ": frames of " + member.name()
                + " as the challenge's baseline makes them, enlarged by bicubic;"
                + " if its own inflate script does more, score what that writes:"
                + " fovea score --original CLIP --candidate 0.raw --archive " + archive;
    }

    /**
     * Its frames from a pair on, in the size that is wanted. To be closed, which removes the video's file.
     *
     * @throws IOException where there is no room for the video's file
     */
    public FrameSource frames(FrameSize size, int firstPair) throws IOException {
        verifyAlone();
        FrameSource frames = open();
        try {
            byte[] passed = new byte[frames.size().rgbBytes()];
            for (long i = 0; i < 2L * firstPair && frames.next(passed); i++) {
                // Only decoded.
            }
            return CubicFrames.of(frames, size);
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    private FrameSource open() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create(TEMPORARY, "fovea-video");
        try {
            return new Frames(opened(member, folder).frames(), folder, name(archive, member));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** With the challenge's colours, for which such videos are made. */
    private static Clip opened(VideoMember member, TemporaryFolder folder) throws IOException {
        return Clip.open(unpacked(member, folder)).withColours(ColourChoice.CHALLENGE);
    }

    private record Frames(FrameSource source, TemporaryFolder folder, String name) implements FrameSource {
        @Override
        public FrameSize size() {
            return source.size();
        }

        @Override
        public boolean next(byte[] rgb) throws IOException {
            try {
                return source.next(rgb);
            } catch (FormatException e) {
                throw e.asFile(name);
            }
        }

        @Override
        public void close() throws IOException {
            try (folder) {
                source.close();
            }
        }
    }

    @Override
    public void run(InflateOptions options, FrameSink sink) throws IOException, InterruptedException {
        try (sink;
                FrameSource frames = frames(CHALLENGE, options.firstPair())) {
            sink.begin(CHALLENGE, options.firstPair(), options.endPair());
            byte[] first = new byte[CHALLENGE.rgbBytes()];
            byte[] second = new byte[CHALLENGE.rgbBytes()];
            for (int pair = options.firstPair(); pair < options.endPair(); pair++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted");
                }
                if (!frames.next(first) || !frames.next(second)) {
                    throw new FormatException("video stream", 0, "the video ends before pair " + pair)
                            .inFile(name(archive, member));
                }
                sink.pair(pair, first, second);
                options.progress().accept(pair - options.firstPair() + 1);
            }
            sink.commit();
        }
    }
}
