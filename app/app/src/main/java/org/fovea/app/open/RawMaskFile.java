package org.fovea.app.open;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;

/**
 * Class ids in a plain file, a byte each, frame by frame and row by row; read frame by frame, never held as a whole.
 */
public final class RawMaskFile implements MaskFrames {
    private static final String SECTION = "class ids";

    private final Path path;
    private final MaskShape shape;

    private RawMaskFile(Path path, MaskShape shape) {
        this.path = path;
        this.shape = shape;
    }

    /**
     * Opens a file whose class ids are all known to lie below {@code classes}, or are looked at once to find the number
     * of classes.
     *
     * @param classes number of classes, or 0 to find it
     * @throws FormatException where the file has another length or an id that is too large
     */
    public static RawMaskFile open(Path path, int frames, int height, int width, int classes) throws IOException {
        MaskShape asked = new MaskShape(frames, height, width, classes == 0 ? MaskShape.MAX_CLASSES : classes);
        long size = Files.size(path);
        if (size != asked.total()) {
            throw new FormatException(
                            SECTION,
                            Math.min(size, asked.total()),
                            String.format(
                                    java.util.Locale.ROOT,
                                    "the file has %,d bytes, %d×%d×%d class ids would be %,d",
                                    size,
                                    frames,
                                    height,
                                    width,
                                    asked.total()),
                            "check --frames, --height and --width")
                    .inFile(path.toString());
        }
        if (classes != 0) {
            return new RawMaskFile(path, asked);
        }
        int most = largestId(new RawMaskFile(path, asked));
        return new RawMaskFile(path, new MaskShape(frames, height, width, Math.max(2, most + 1)));
    }

    private static int largestId(RawMaskFile file) {
        int most = 0;
        byte[] frame = new byte[file.shape.pixels()];
        try (MaskReader reader = file.open()) {
            while (reader.next(frame)) {
                for (byte id : frame) {
                    most = Math.max(most, id & 0xff);
                }
            }
        }
        return most;
    }

    @Override
    public MaskShape shape() {
        return shape;
    }

    @Override
    public MaskReader open() {
        try {
            return new Reader(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Reader implements MaskReader {
        private final InputStream in;
        private int done;

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public boolean next(byte[] frame) {
            if (done == shape.frames()) {
                return false;
            }
            long start = (long) done * shape.pixels();
            try {
                int read = in.readNBytes(frame, 0, shape.pixels());
                verify(read == shape.pixels(), start + read, "the file shrank while being read");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (int i = 0; i < shape.pixels(); i++) {
                int id = frame[i] & 0xff;
                verify(id < shape.classes(), start + i, "class id " + id + " is not in 0.." + (shape.classes() - 1));
            }
            done++;
            return true;
        }

        private void verify(boolean condition, long offset, String reason) {
            if (!condition) {
                throw new FormatException(SECTION, offset, reason, "check that the file holds class ids, one byte each")
                        .inFile(path.toString());
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
