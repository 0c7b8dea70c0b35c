package org.fovea.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.MadeFolders;
import org.fovea.render.frame.PngWriter;
import org.jspecify.annotations.Nullable;

/**
 * A folder of PNG files, {@code p007_1.png} and {@code p007_2.png} for pair 7. They get their names when all pairs are
 * rendered, because damage of the masks may show only behind their last frame.
 */
public final class PngSink implements FrameSink {
    private final Path folder;
    private final boolean replaceExisting;
    private final List<AtomicFile> files = new ArrayList<>();
    private @Nullable FrameSize size;
    private @Nullable MadeFolders folders;
    private boolean committed;

    /**
     * Writes into {@code folder}, which is made where it is missing.
     *
     * @param replaceExisting whether older files are replaced; else there must be none of these names
     */
    public PngSink(Path folder, boolean replaceExisting) {
        this.folder = folder;
        this.replaceExisting = replaceExisting;
    }

    /** Name of the file of frame 1 or 2 of a pair. */
    public static String name(int pair, int frame) {
        return String.format(Locale.ROOT, "p%03d_%d.png", pair, frame);
    }

    @Override
    public void begin(FrameSize frames, int firstPair, int endPair) throws IOException {
        size = frames;
        folders = MadeFolders.make(folder);
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        write(pair, 1, frame1);
        write(pair, 2, frame2);
    }

    private void write(int pair, int frame, byte[] rgb) throws IOException {
        FrameSize pixels = Objects.requireNonNull(size, "begin() comes first");
        byte[] png = PngWriter.rgb(rgb, pixels.height(), pixels.width());
        AtomicFile file = AtomicFile.create(folder.resolve(name(pair, frame)), replaceExisting);
        files.add(file);
        Files.write(file.path(), png);
    }

    @Override
    public void commit() throws IOException {
        AtomicFile.commit(files);
        committed = true;
        Objects.requireNonNull(folders, "begin() comes first").keep();
    }

    @Override
    public void close() throws IOException {
        for (AtomicFile file : files) {
            file.close();
        }
        if (!committed && folders != null) {
            folders.removeEmpty();
        }
    }
}
