package org.fovea.challenge.judge;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A way to run a program so that it sees as little as possible of this machine. */
public interface Isolation {
    /** Its name for people. */
    String label();

    /** What the program sees, a phrase for people. */
    String description();

    /** Whether files outside the stage are hidden; else the program was only started in a clean folder. */
    boolean hides();

    /**
     * The command that runs {@code inner} with {@code stage} as its working folder, the only one that it can write to besides a temporary one
     * of its own. Its environment is that of the command.
     *
     * @param stage absolute, without symbolic links; beside it must be room for a folder
     * @param java a Java to show it, if it lies where it would not be seen otherwise
     */
    List<String> command(Path stage, Optional<Path> java, List<String> inner);
}
