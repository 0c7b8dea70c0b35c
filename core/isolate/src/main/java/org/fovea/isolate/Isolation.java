package org.fovea.isolate;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to run a program so that it sees as little as possible of this machine.
 *
 * @param description what the program sees, a phrase for display
 * @param hides whether files outside the stage are hidden; else the program is only started in a clean folder
 */
public record Isolation(String label, String description, boolean hides, Commands commands) {
    @FunctionalInterface
    public interface Commands {
        /** See {@link Isolation#command}. */
        List<String> of(Path stage, List<Path> shown, List<String> inner);
    }

    /** Works everywhere: a folder of its own and an empty environment, but the program can read any file. */
    static final Isolation CLEAN_FOLDER = new Isolation(
            "a clean folder",
            "not isolated: neither bubblewrap nor unshare works here, so it could have read any file",
            false,
            (stage, shown, inner) -> inner);

    /**
     * The command that runs {@code inner} with {@code stage} as its working folder, the only one that it can write to
     * besides a temporary one of its own. Its environment is that of the command.
     *
     * @param stage absolute, without symbolic links; its parent must have room for another folder
     * @param shown further folders that it can read, such as that of a Java, if they lie where they would not be seen
     *     otherwise
     */
    public List<String> command(Path stage, List<Path> shown, List<String> inner) {
        return commands.of(stage, shown, inner);
    }
}
