package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A run that broke off because something could not be read or written. What it had finished is kept, and
 * {@link Compression#resume} goes on from there.
 */
public final class UnfinishedRunException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String run;

    UnfinishedRunException(Path run, IOException cause) {
        super(cause.getMessage(), cause);
        this.run = run.toString();
    }

    /** Directory of the run. */
    public Path run() {
        return Path.of(run);
    }

    @Override
    public synchronized IOException getCause() {
        return Objects.requireNonNull((IOException) super.getCause());
    }
}
