package org.fovea.cli.command.lab;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea lab}. */
@Command(
        name = "lab",
        header = "Experiments: try ideas, compare them with the baseline (the floor), record the results.",
        description = "A lab is a folder with lab.yaml; commands find it from inside, or with --lab DIR.",
        subcommands = {
            LabInitCommand.class,
            LabBenchmarkCommand.class,
            LabFloorCommand.class,
            LabTryCommand.class,
            LabStudyCommand.class,
            LabWorkCommand.class,
            LabStatusCommand.class,
            LabWatchCommand.class,
            LabResultsCommand.class,
            LabShowCommand.class,
            LabDiffCommand.class,
            LabPromoteCommand.class,
            LabRejectCommand.class,
            LabReopenCommand.class,
            LabDeadEndsCommand.class,
            LabInvalidateCommand.class,
            LabNoteCommand.class,
            LabExportCommand.class,
            LabImportCommand.class,
            LabDoctorCommand.class,
            LabBackupCommand.class,
            LabVerifyCommand.class,
            LabCalibrateCommand.class,
            LabMcpCommand.class,
            LabQueueCommands.Pause.class,
            LabQueueCommands.Resume.class,
            LabQueueCommands.Freeze.class,
            LabQueueCommands.Unfreeze.class,
            LabQueueCommands.Skip.class,
            LabQueueCommands.Retry.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab init mylab && cd mylab",
            "  fovea lab floor set ../drive.zip --clip ../drive.mp4 --evaluators ../cabin.yaml --review ../review.md",
            "  fovea lab try \"drop specks under 6 pixels\" --set masks.minimumRegion=6",
            "  fovea lab work"
        })
public final class LabCommand extends GroupCommand {}
