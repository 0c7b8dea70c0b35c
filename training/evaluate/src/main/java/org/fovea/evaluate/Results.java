package org.fovea.evaluate;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What tasks on other threads come to. */
public final class Results {
    private Results() {}

    /**
     * Waits for a result. What the task threw is thrown as it was, wrapped only if it is a checked exception.
     *
     * @throws InterruptedException where the calling thread is interrupted
     */
    public static <T> T of(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }
}
