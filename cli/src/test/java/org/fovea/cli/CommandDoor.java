package org.fovea.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.fovea.cli.terminal.Terminal;

/** Lets the fuzz targets in, and tests that need a clip and not another start of the program: runs a command in this process, its output thrown away. */
public final class CommandDoor {
    private CommandDoor() {}

    /** Gives the exit code. */
    public static int run(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Main.run(new Terminal(nowhere, nowhere, false, 80), arguments);
    }
}
