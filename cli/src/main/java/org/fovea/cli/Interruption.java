package org.fovea.cli;

import org.fovea.cli.terminal.Terminal;

/** Says a word when the process is ended from outside. Unfinished files are removed by those who write them. */
final class Interruption {
    private volatile boolean over;

    Interruption(Terminal terminal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!over) {
                                terminal.err().println();
                                terminal.err().println("interrupted; no unfinished file is left");
                            }
                        },
                        "interruption"));
    }

    /** The command has ended by itself. */
    void over() {
        over = true;
    }
}
