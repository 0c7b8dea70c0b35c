package org.fovea.render;

import java.io.IOException;
import java.util.ServiceLoader;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;

/** Renders the frames of an archive of any kind. */
@FunctionalInterface
public interface ArchiveInflater {
    /**
     * The inflater for what an archive says; checks everything but masks and video, which are decoded while rendering.
     *
     * @throws FormatException where the parts of the archive cannot be rendered
     */
    static ArchiveInflater of(ArchiveContent content) {
        return switch (content) {
            case RendererContent renderer -> new Inflater(renderer)::run;
            case VideoContent video ->
                ServiceLoader.load(Videos.class, Videos.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() -> new FormatException(
                                "header",
                                0,
                                "the archive holds a video, and this program has no video decoder",
                                FormatException.CONTENTS))
                        .inflater(video);
        };
    }

    /**
     * Renders archives of a video. That needs a video decoder, which this module does without: the implementation is a
     * service.
     */
    interface Videos {
        /**
         * The inflater of a video.
         *
         * @throws FormatException where its parts cannot be rendered
         */
        ArchiveInflater inflater(VideoContent content);
    }

    /**
     * Renders. The sink is closed in any case, and committed only when all pairs are rendered.
     *
     * @throws FormatException where masks or video are damaged or the archive cannot be rendered
     * @throws IOException from the sink
     * @throws InterruptedException where the calling thread is interrupted
     */
    void run(InflateOptions options, FrameSink sink) throws IOException, InterruptedException;
}
