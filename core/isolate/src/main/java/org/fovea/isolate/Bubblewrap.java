package org.fovea.isolate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** bubblewrap, the sandbox of Flatpak: new namespaces of every kind, system folders read-only, no network. */
final class Bubblewrap {
    private static final String STAGE = "/judge";

    private Bubblewrap() {}

    static Isolation of(Path program) {
        return new Isolation(
                "bubblewrap",
                "no network, system programs read-only, no other file of this machine",
                true,
                (stage, shown, inner) -> command(program, stage, shown, inner));
    }

    private static List<String> command(Path program, Path stage, List<Path> shown, List<String> inner) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "--unshare-all", "--die-with-parent", "--new-session", "--hostname", "judge"));
        // Where root calls it, it would leave every privilege, and with it the way to mount back what is read-only.
        command.addAll(List.of("--cap-drop", "ALL"));
        // Before the folders, because what is shown may lie in one of these.
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        for (Path folder : SystemFolders.with(shown)) {
            if (Files.isSymbolicLink(folder)) {
                command.addAll(List.of("--symlink", target(folder), folder.toString()));
            } else {
                command.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
            }
        }
        command.addAll(List.of("--bind", stage.toString(), STAGE, "--chdir", STAGE, "--"));
        command.addAll(inner);
        return command;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
