package org.fovea.cli.command;

import org.fovea.cli.terminal.ExitCode;

/** A command that only holds other commands. Called by itself, it prints their list and fails as wrong usage. */
public abstract class GroupCommand extends LeafCommand {
    @Override
    public final Integer call() {
        spec().commandLine().usage(fovea().terminal().err());
        return ExitCode.USAGE;
    }
}
