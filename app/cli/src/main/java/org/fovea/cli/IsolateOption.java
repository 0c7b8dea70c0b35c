package org.fovea.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.fovea.app.isolate.IsolatedCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code --isolate}: the whole command once more in a process that can do little else, for networks and files of
 * strangers.
 */
public final class IsolateOption {
    private static final String NAME = "--isolate";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = NAME,
            description = "Run in a sandbox: no network, writes only to the output folders and a private cache. For "
                    + "untrusted files.")
    private boolean wanted;

    /** Whether the command is to be run by {@link #run} and not here. */
    public boolean wanted() {
        return wanted;
    }

    /**
     * Runs the same command in isolation, to its end.
     *
     * @param outputs files and folders that it makes; null is left out
     * @return its exit code
     * @throws org.fovea.app.AppException where nothing isolates on this machine
     */
    public int run(@Nullable Path... outputs) throws IOException, InterruptedException {
        List<String> arguments = command.root().commandLine().getParseResult().originalArgs().stream()
                .filter(argument -> !argument.equals(NAME))
                .toList();
        return new IsolatedCommand(command.qualifiedName(), Main.class.getName(), arguments)
                .run(Stream.of(outputs).filter(Objects::nonNull).toList());
    }
}
