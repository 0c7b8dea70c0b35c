package org.fovea.encode.run;

import java.io.IOException;
import java.util.Optional;
import org.fovea.codec.io.ProgressListener;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.estimate.Outlook;

/** Shows people what a run does. Progress and log may be told by any thread, the rest by the one that runs. */
public interface RunWatcher extends ProgressListener, EncodeLog {
    /** @param label number and name */
    default void begins(String label) {}

    /**
     * A stage is finished.
     *
     * @param before the stage before it, if there is one
     * @param encoding what it made
     * @param worst which of the pairs that it was measured on costs most
     */
    default void finished(Optional<FinishedStage> before, FinishedStage stage, Encoding encoding, int worst)
            throws IOException, InterruptedException {}

    /** A stage was finished by an earlier process. */
    default void skipped(FinishedStage stage) {}

    /** A choice was made, in one sentence. */
    default void decided(String why) {}

    /** How far the whole run is; told with every update once the work of the run is known. */
    default void outlook(Outlook outlook) {}
}
