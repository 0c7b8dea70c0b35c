package org.fovea.render;

import java.util.List;

/** Threads that work together: they begin together and are waited for together. */
final class Threads {
    private Threads() {}

    /** Starts all. Where the system gives no more threads, those that run already are stopped. */
    static void start(List<Thread> threads) {
        try {
            threads.forEach(Thread::start);
        } catch (RuntimeException | Error e) {
            stop(threads);
            throw e;
        }
    }

    /** Interrupts all and waits for their end. */
    static void stop(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        join(threads);
    }

    /** Waits for the end of all, also where this thread is interrupted meanwhile; it stays interrupted then. */
    static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
