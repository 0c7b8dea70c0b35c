package org.fovea.challenge.fetch;

import java.time.Duration;
import org.fovea.challenge.official.OfficialFile;

/** Is told how far a download is. */
public interface FetchWatcher {
    /** So many bytes of a file are here. */
    void has(OfficialFile file, long bytes);

    /** It failed and will be tried again after a pause. */
    void retrying(OfficialFile file, String why, Duration pause);
}
