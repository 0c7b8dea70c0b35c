package org.fovea.video.inflate;

import org.fovea.codec.archive.VideoContent;
import org.fovea.render.ArchiveInflater;

/** The service that renders archives of a video, for {@link ArchiveInflater#of}. */
public final class VideoInflaters implements ArchiveInflater.Videos {
    @Override
    public ArchiveInflater inflater(VideoContent content) {
        return new VideoInflater(content);
    }
}
