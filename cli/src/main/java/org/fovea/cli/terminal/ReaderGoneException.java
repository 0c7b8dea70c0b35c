package org.fovea.cli.terminal;

import java.io.IOException;

/** Whoever read standard output, such as {@code head}, has closed it: a reason to stop, and no error. */
public final class ReaderGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ReaderGoneException() {
        super("nobody reads standard output any more");
    }
}
