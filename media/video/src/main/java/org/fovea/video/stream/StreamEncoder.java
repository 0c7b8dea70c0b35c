package org.fovea.video.stream;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;

/** Makes elementary streams. The same pictures, settings and version give the same bytes. */
public interface StreamEncoder {
    String version();

    /**
     * Codes all pictures of a source.
     *
     * @param rate 20 frames per second are assumed where it is unknown
     * @param progress called with the number of pictures taken after each
     * @throws IllegalArgumentException where the encoder has no such settings or sizes
     * @throws IOException where the source or the encoder fails
     */
    EncodedStream encode(
            PlaneSource source, FrameSize size, FrameRate rate, StreamSettings settings, LongConsumer progress)
            throws IOException, InterruptedException;
}
