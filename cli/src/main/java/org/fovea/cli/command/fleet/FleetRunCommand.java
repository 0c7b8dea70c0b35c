package org.fovea.cli.command.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.Main;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.fleet.engine.EngineFolder;
import org.fovea.fleet.engine.FleetEngine;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.run.ClipExecutor;
import org.fovea.fleet.run.FleetEvent;
import org.fovea.fleet.run.FleetListener;
import org.fovea.fleet.run.FleetProgress;
import org.fovea.fleet.run.FleetRun;
import org.fovea.fleet.run.FleetState;
import org.fovea.fleet.run.LocalExecutor;
import org.fovea.fleet.run.Recipe;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.fleet.work.ProcessWork;
import org.fovea.fleet.work.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea fleet run}. */
@Command(
        name = "run",
        header = "Do what is missing of a fleet: a process of fovea compress for each clip.",
        description = {
            "FILE says where clips are, what is done with them, and where results go: archives and attempts.parquet, "
                    + "a table with a row for each clip and attempt.",
            "However it was interrupted, the same command goes on; clips that are done are left alone. The exit code "
                    + "is 1 where clips failed."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea fleet run fleet.yaml",
            "  fovea fleet run fleet.yaml --cores 16 --memory 64 --json",
            "  fovea fleet run fleet.yaml --master spark://host:7077",
            "  fovea fleet run fleet.yaml --master local[2]  # clips: s3a://bucket/drives/*.mp4"
        })
final class FleetRunCommand implements Callable<Integer> {
    @ParentCommand
    private FleetCommand fleet;

    @Parameters(paramLabel = "FILE", description = "The fleet's file, for example fleet.yaml.")
    private Path file;

    @Mixin
    private Resources resources;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return resources.run(fleet.fovea(), file, false);
    }

    /** What of the machine is used, and how it is told: options of all commands that work on a fleet. */
    static final class Resources {
        @Option(
                names = "--cores",
                paramLabel = "N",
                description = "Cores to use. Default: all of the machine.",
                showDefaultValue = Visibility.NEVER)
        private Integer cores;

        @Option(
                names = "--memory",
                paramLabel = "GB",
                description = "Memory to use. Default: all of the machine.",
                showDefaultValue = Visibility.NEVER)
        private Double memory;

        @Option(
                names = "--master",
                paramLabel = "ADDRESS",
                description =
                        "Work on an Apache Spark cluster instead of this machine: spark://HOST:PORT, k8s://.., yarn, "
                                + "local[N]. docs/fleet.md says how Spark is added.")
        private String master;

        @Option(
                names = "--conf",
                paramLabel = "KEY=VALUE",
                description = "A setting of Spark; may be given several times.",
                showDefaultValue = Visibility.NEVER)
        private Map<String, String> conf = Map.of();

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Mixin
        private final JsonOption json = new JsonOption("Print a line of JSON for each event instead of text.");

        /** Works on a fleet, and tells of it. */
        int run(FoveaCommand fovea, Path path, boolean again) throws IOException, InterruptedException {
            if (cores != null && cores < 1 || memory != null && !(memory > 0)) {
                throw AppException.usage("fovea fleet: --cores must be 1 or more and --memory above 0");
            }
            if (master == null ? !conf.isEmpty() : cores != null || memory != null) {
                throw AppException.usage(
                        "fovea fleet: --conf goes with --master; --cores and --memory are of this machine alone, "
                                + "those of a cluster are in its own settings");
            }
            if (master != null && FleetEngine.find().isEmpty()) {
                return again();
            }
            FleetFile file = FleetFile.read(path);
            FleetFolder folder = new FleetFolder(file.results());
            Program program = Program.ofThisProcess(Main.class.getName());
            Recipe recipe = new Recipe(file, program.identity(file.exactProgram()), Recipe.OPENED);
            Interruption.leaves("finished clips are in " + folder.path() + "; to continue, run the same command");
            FleetState end;
            try (FleetProgress progress = new FleetProgress(fovea.reporter());
                    FleetEngine.Session session = open(program, folder, file.limits())) {
                FleetListener listener = json.wanted()
                        ? FleetEvent.lines(line -> {
                            fovea.terminal().out().println(line);
                            fovea.terminal().out().flush();
                        })
                        : progress;
                end = new FleetRun(file, recipe, session.work(), session.executor(), session.clips(), listener)
                        .run(again);
            }
            if (json.wanted()) {
                fovea.terminal().out().println(FleetEvent.over(end).line());
            } else {
                fovea.terminal()
                        .out()
                        .println(Text.count(end.clips(), "clip") + ": " + Text.count(end.done()) + " done, "
                                + Text.count(end.failed()) + " failed; " + Text.count(end.bytes()) + " bytes in "
                                + folder.path().resolve("archives") + ", table " + folder.table()
                                + (end.failed() > 0
                                        ? "; fovea fleet status " + folder.path() + " shows the failures"
                                        : ""));
            }
            return end.failed() > 0 ? ExitCode.NOT_HELD : ExitCode.DONE;
        }

        private FleetEngine.Session open(Program program, FleetFolder folder, Limits limits) throws IOException {
            if (master == null) {
                return new Here(
                        LocalExecutor.ofMachine(limits, Optional.ofNullable(cores), Optional.ofNullable(memory)),
                        new ProcessWork(program, folder, limits));
            }
            return FleetEngine.find()
                    .orElseThrow()
                    .open(new FleetEngine.Request(master, conf, program, folder, limits));
        }

        /** Starts this command again, with the engine's classes. */
        private int again() throws IOException, InterruptedException {
            EngineFolder engine = EngineFolder.find(Main.class)
                    .orElseThrow(() -> AppException.environment(
                            "--master needs Apache Spark, which is not part of this program; ./mvnw -Pspark "
                                    + "-Dmaven.test.skip=true package adds it, see docs/fleet.md"));
            Interruption.isToldByAnother();
            return engine.run(
                    Program.ofThisProcess(Main.class.getName()),
                    command.root().commandLine().getParseResult().originalArgs());
        }
    }

    /** This machine, as an engine. */
    private record Here(ClipExecutor executor, ClipWork work) implements FleetEngine.Session {
        @Override
        public RemoteFiles clips() {
            return RemoteFiles.NONE;
        }

        @Override
        public void close() {}
    }
}
