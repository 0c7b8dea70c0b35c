package org.fovea.evaluate;

import java.io.IOException;
import org.fovea.video.FrameSource;

/** Opens a clip from its beginning, as often as an encoder wants to look at it. */
@FunctionalInterface
public interface FrameOpener {
    /** The frames from the first one on; the caller closes them. */
    FrameSource open() throws IOException;
}
