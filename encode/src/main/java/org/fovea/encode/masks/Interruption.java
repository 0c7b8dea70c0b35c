package org.fovea.encode.masks;

/** Looks whether the calling thread is asked to stop. */
final class Interruption {
    private Interruption() {}

    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
