package org.fovea.isolate;

import java.nio.file.Path;
import java.util.List;

/** A way to run a program so that it sees as little as possible of this machine. */
public interface Isolation {
    /** Its name for people. */
    String label();

    /** What the program sees, a phrase for people. */
    String description();

    /** Whether files outside the stage are hidden; else the program was only started in a clean folder. */
    boolean hides();

    /**
     * The command that runs {@code inner} with {@code stage} as its working folder, the only one that it can write to
     * besides a temporary one of its own. Its environment is that of the command.
     *
     * @param stage absolute, without symbolic links; beside it must be room for a folder
     * @param shown further folders that it can read, such as that of a Java, if they lie where they would not be seen
     *     otherwise
     */
    List<String> command(Path stage, List<Path> shown, List<String> inner);
}
