package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;

/** A rival's encoder. */
interface AnchorEncoder {
    /** Program and version: what decides about its bytes besides frames and settings. */
    String version();

    /**
     * Codes frames, to their end.
     *
     * @param frames of the coded size; stay open
     * @param folder empty, for its files; removed later by the caller
     * @param progress told the number of frames so far
     */
    CodedClip encode(FrameSource frames, FrameRate rate, AnchorSettings settings, Path folder, LongConsumer progress)
            throws IOException, InterruptedException;
}
