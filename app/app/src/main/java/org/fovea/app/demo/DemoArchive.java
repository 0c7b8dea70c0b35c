package org.fovea.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.fovea.app.anchor.AnchorSettings;

/**
 * The trained archive of the usual drive that comes with Fovea: {@code drive.zip} of {@code fovea demo} without
 * options, copied to this package's resources. Decoding is exact, so every machine scores it alike.
 */
public final class DemoArchive {
    /** How it was made, for the page. */
    public static final String ORIGIN = "This archive comes with Fovea. fovea demo made it, with its"
            + " usual settings, in 19 minutes on two busy cores of an x86-64 server.";

    /** AV1 at its bytes, as the search of {@link DemoRival} with preset 6 found it: 7,048 bytes. */
    public static final AnchorSettings RIVAL = DemoRival.settings(6, 24).at(24, 62);

    private DemoArchive() {}

    public static byte[] bytes() throws IOException {
        try (InputStream file = Objects.requireNonNull(DemoArchive.class.getResourceAsStream("drive.zip"))) {
            return file.readAllBytes();
        }
    }
}
