package org.fovea.encode;

import java.io.IOException;
import java.util.function.Supplier;

/** Receives the progress of an encoder, from any thread. */
@FunctionalInterface
public interface EncodeProgress {
    /**
     * A part is finished.
     *
     * @param stage what is being done, as in "look"
     * @param done finished pairs
     * @param total all pairs of the stage, 0 where it is not known yet
     */
    void update(String stage, int done, int total);

    /**
     * An unfinished training has something to show; called every 50 steps, by the thread that runs. What is done with
     * it must change nothing of the stage.
     *
     * @param stage name of the stage
     * @param step finished steps
     * @param sketch what the stage would make if it ended now; each call copies the weights
     */
    default void sketch(String stage, long step, Supplier<Encoding> sketch) throws IOException, InterruptedException {
        // most show figures only
    }
}
