package org.fovea.cli.command;

import java.io.IOException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Mixin;

/** A command on an open lab. */
abstract class LabAction extends LeafCommand {
    @Mixin
    private LabOption where;

    /** Works on the lab, which is closed afterwards. */
    abstract void run(OpenLab open) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (OpenLab open = where.open()) {
            run(open);
        }
        return ExitCode.DONE;
    }
}
