package org.fovea.app.inflate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.render.FrameSink;
import org.fovea.render.PngSink;
import org.fovea.video.clip.FrameRate;
import org.jspecify.annotations.Nullable;

/**
 * Frames as a file, or as a folder of PNG pictures, and beside them a document that says what they are:
 * {@link Description}. Both appear under their names when all frames are there.
 */
public final class FrameFileSink implements FrameSink {
    /**
     * What a program must know to read the frames.
     *
     * @param file name of the file of frames, in the same folder; none where each frame has a file of its own
     * @param format raw, y4m, npy, png or ffv1
     * @param layout how the bytes lie, in words
     * @param shape of the decoded frames: pairs, 2, rows, columns, 3
     * @param dtype NumPy's name of the samples
     * @param order what the dimensions of {@code shape} are
     * @param firstPair number of the first pair in the archive, counted from 0
     * @param rate frames per second that were asked for; an archive does not tell any
     * @param bytes of the file
     * @param sha256 of the file
     * @param framesSha256 of the frames as RGB bytes, whatever the format
     * @param archive name of the file that the frames were drawn from
     */
    public record Description(
            Optional<String> file,
            String format,
            String layout,
            List<Integer> shape,
            String dtype,
            List<String> order,
            int firstPair,
            double rate,
            Optional<Long> bytes,
            Optional<String> sha256,
            String framesSha256,
            String archive) {}

    private static final List<String> ORDER = List.of("pair", "frame", "row", "column", "red green blue");

    private final FrameTarget target;
    private final FrameRate rate;
    private final boolean replaceExisting;
    private final String archive;
    private final MessageDigest frames = Sha256.digest();
    private @Nullable AtomicFile file;
    private @Nullable AtomicFile sidecar;
    private FrameFormat.@Nullable Writer writer;
    private @Nullable PngSink pictures;
    private @Nullable FrameSize size;
    private int firstPair;
    private int pairs;

    /**
     * For a target that is no stream.
     *
     * @param replaceExisting whether older files are replaced at the end; else there must be none
     */
    public FrameFileSink(FrameTarget target, FrameRate rate, boolean replaceExisting, String archive) {
        this.target = target;
        this.rate = rate;
        this.replaceExisting = replaceExisting;
        this.archive = archive;
    }

    @Override
    public void begin(FrameSize frameSize, int first, int end) throws IOException {
        size = frameSize;
        firstPair = first;
        pairs = end - first;
        sidecar = AtomicFile.create(target.sidecar(), replaceExisting);
        if (target.format() == FrameFormat.PNG) {
            pictures = new PngSink(target.file(), replaceExisting);
            pictures.begin(frameSize, first, end);
        } else {
            file = AtomicFile.create(target.file(), replaceExisting);
            writer = target.format().to(file.path(), frameSize, pairs, rate);
        }
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        frames.update(frame1);
        frames.update(frame2);
        if (pictures != null) {
            pictures.pair(pair, frame1, frame2);
        } else {
            FrameFormat.Writer into = begun(writer);
            into.frame(frame1);
            into.frame(frame2);
        }
    }

    @Override
    public void commit() throws IOException {
        AtomicFile description = begun(sidecar);
        String hash = Sha256.of(frames);
        if (pictures != null) {
            describe(description.path(), Optional.empty(), Optional.empty(), hash);
            pictures.commit();
        } else {
            begun(writer).end();
            Path written = begun(file).path();
            String fileHash = target.format() == FrameFormat.RAW ? hash : Sha256.of(written);
            describe(description.path(), Optional.of(Files.size(written)), Optional.of(fileHash), hash);
            begun(file).commit();
        }
        description.commit();
    }

    private void describe(Path into, Optional<Long> bytes, Optional<String> fileHash, String hash) throws IOException {
        FrameSize frame = begun(size);
        Description description = new Description(
                fileHash.map(_ -> String.valueOf(target.file().getFileName())),
                target.format().label(),
                target.format().layout(),
                List.of(pairs, 2, frame.height(), frame.width(), 3),
                "uint8",
                ORDER,
                firstPair,
                rate.perSecond(),
                bytes,
                fileHash,
                hash,
                archive);
        Files.writeString(into, Json.of(description) + "\n", StandardCharsets.UTF_8);
    }

    private static <T> T begun(@Nullable T part) {
        return Objects.requireNonNull(part, "begin() comes first");
    }

    @Override
    public void close() throws IOException {
        try (AtomicFile first = sidecar;
                AtomicFile second = file;
                PngSink third = pictures;
                FrameFormat.Writer fourth = writer) {
            // closed in reverse order: what writes before what it writes to
        }
    }
}
