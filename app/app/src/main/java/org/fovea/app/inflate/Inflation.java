package org.fovea.app.inflate;

import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.fovea.app.AppException;
import org.fovea.app.open.ForeignSubmission;
import org.fovea.app.open.Opened;
import org.fovea.app.open.PlainVideo;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.video.FrameSource;

/**
 * Draws the frames of an archive: all pairs on all processors, unless another number is told by name. The original and
 * the networks are not needed.
 *
 * <pre>{@code
 * try (InflatedPairs pairs = Inflation.of(Opened.open(path)).open()) {
 *     for (InflatedPair pair : pairs) { … }
 * }
 * }</pre>
 */
public final class Inflation {
    private final FrameSize size;
    private final Supplier<ArchiveInflater> inflater;
    private final String name;
    private InflateOptions options;

    private Inflation(ArchiveHeader header, Supplier<ArchiveInflater> inflater, String name) {
        this.size = size(header);
        this.inflater = inflater;
        this.name = name;
        this.options = InflateOptions.all(header.pairs());
    }

    /**
     * Of a file.
     *
     * @throws AppException where nothing in it draws
     * @throws FormatException where a section is damaged
     */
    public static Inflation of(Opened file) {
        if (file instanceof ForeignSubmission foreign && foreign.video().isPresent()) {
            PlainVideo video = foreign.video().get();
            video.verifyAlone();
            return new Inflation(file.header(), () -> video, file.name());
        }
        return of(file.drawable(), file.name());
    }

    /**
     * Of an archive's content, which is all that the inflater is given.
     *
     * @param name of the archive, for messages
     */
    public static Inflation of(ArchiveContent content, String name) {
        return new Inflation(content.header(), () -> ArchiveInflater.of(content), name);
    }

    public Inflation pairs(int first, int end) {
        options = options.withPairs(first, end);
        return this;
    }

    /** Threads that draw, 1..256; the frames are the same for any number. */
    public Inflation threads(int count) {
        options = options.withThreads(count);
        return this;
    }

    /** Told how many pairs are done, after each, in order. */
    public Inflation progress(IntConsumer done) {
        options = options.withProgress(done);
        return this;
    }

    public static FrameSize size(ArchiveHeader header) {
        return new FrameSize(header.outputWidth(), header.outputHeight());
    }

    /**
     * Draws into a sink, which is closed in any case and committed when all pairs are there.
     *
     * @throws FormatException where masks or video are damaged; names the archive
     * @throws IOException from the sink
     */
    public void into(FrameSink sink) throws IOException, InterruptedException {
        try {
            inflater.get().run(options, sink);
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }

    /**
     * Begins to draw: frame 1, then frame 2 of each pair, by a thread of their own, which waits for the reader. To be
     * closed.
     *
     * @throws FormatException where the archive cannot be drawn; damage to masks or video is told by the frame that it
     *     concerns
     */
    public FrameSource frames() {
        return InflatedFrames.start(size, inflater, name, options);
    }

    /** The same pair by pair, in memory. To be closed. */
    public InflatedPairs open() {
        return new InflatedPairs(frames(), options.firstPair());
    }
}
