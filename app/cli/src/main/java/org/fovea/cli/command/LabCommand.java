package org.fovea.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "lab",
        header = "Experiments: try ideas, compare them with the baseline (the floor), record the results.",
        description = "A lab is a folder with lab.yaml; commands find it from inside, or with --lab DIR.",
        subcommands = {
            LabSetUp.InitCommand.class,
            LabSetUp.BenchmarkCommand.class,
            LabSetUp.FloorCommand.class,
            LabExperiments.TryCommand.class,
            LabExperiments.StudyCommand.class,
            LabExperiments.WorkCommand.class,
            LabViews.StatusCommand.class,
            LabViews.ResultsCommand.class,
            LabViews.ShowCommand.class,
            LabViews.DiffCommand.class,
            LabVerdicts.PromoteCommand.class,
            LabVerdicts.RejectCommand.class,
            LabVerdicts.ReopenCommand.class,
            LabDeadEnds.DeadEndsCommand.class,
            LabVerdicts.InvalidateCommand.class,
            LabVerdicts.NoteCommand.class,
            LabRecords.ExportCommand.class,
            LabRecords.ImportCommand.class,
            LabRecords.DoctorCommand.class,
            LabRecords.McpCommand.class,
            LabExperiments.QueueCommands.Pause.class,
            LabExperiments.QueueCommands.Resume.class,
            LabExperiments.QueueCommands.Skip.class,
            LabExperiments.QueueCommands.Retry.class
        },
        footer = {
            "  fovea lab init mylab && cd mylab",
            "  fovea lab floor set ../drive.zip --clip ../drive.mp4 --evaluators ../cabin.yaml --review ../review.md",
            "  fovea lab try \"drop specks under 6 pixels\" --set masks.minimumRegion=6",
            "  fovea lab work"
        })
public final class LabCommand extends GroupCommand {}
