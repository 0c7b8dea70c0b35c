package org.fovea.challenge.judge;

/** Is told how far a judge's run is. */
public interface JudgeWatcher {
    /** {@code inflate.sh} has written this much, in whole pairs of frames. */
    void inflated(int pairs);

    /** So many pairs were compared with those that were drawn here. */
    void compared(int pairs);
}
