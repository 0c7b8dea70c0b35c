package org.fovea.app.compress;

import java.io.IOException;
import java.util.Objects;

/**
 * A run that broke off because something could not be read or written. A resumed run goes on with what it had finished.
 */
public final class UnfinishedRunException extends IOException {
    private static final long serialVersionUID = 1L;

    UnfinishedRunException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized IOException getCause() {
        return Objects.requireNonNull((IOException) super.getCause());
    }
}
