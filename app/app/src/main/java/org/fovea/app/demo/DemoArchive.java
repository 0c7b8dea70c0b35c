package org.fovea.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The trained archive of the demo's drive that comes with Fovea, among this package's resources: {@code fovea compress
 * drive.mkv -o drive.zip --profile fast/masks}. Decoding is exact, so every machine scores it alike.
 */
public final class DemoArchive {
    /** How it was made, for the page. */
    public static final String ORIGIN = "This archive comes with Fovea. It was trained on this drive with the profile"
            + " fast/masks, in 19 minutes on two busy cores of an x86-64 server.";

    private DemoArchive() {}

    public static byte[] bytes() throws IOException {
        try (InputStream file = Objects.requireNonNull(DemoArchive.class.getResourceAsStream("drive.zip"))) {
            return file.readAllBytes();
        }
    }
}
