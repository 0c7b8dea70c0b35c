package org.fovea.lab.queue;

/** Kinds of reasons for which a job is blocked. */
enum Hold {
    /** The step before it is not done. */
    STEP,
    /** Its study is paused. */
    PAUSE,
    /** It was asked for while the lab or its study was frozen. */
    FREEZE,
    /** No worker has what it needs. */
    NEEDS
}
