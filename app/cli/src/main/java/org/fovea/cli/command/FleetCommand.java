package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.Machine;
import org.fovea.app.text.Text;
import org.fovea.cli.Main;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.fovea.fleet.engine.EngineFolder;
import org.fovea.fleet.engine.FleetEngine;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.report.FleetReport;
import org.fovea.fleet.report.FleetReportPage;
import org.fovea.fleet.report.FleetReporter;
import org.fovea.fleet.run.ClipExecutor;
import org.fovea.fleet.run.FleetProgress;
import org.fovea.fleet.run.FleetRun;
import org.fovea.fleet.run.FleetState;
import org.fovea.fleet.run.FleetStatus;
import org.fovea.fleet.run.Recipe;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.BaseWork;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.fleet.work.ProcessWork;
import org.fovea.fleet.work.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fleet",
        header = "Many clips: encode them all, as a table with a row for each.",
        subcommands = {
            FleetCommand.RunCommand.class,
            FleetCommand.Status.class,
            FleetCommand.Retry.class,
            FleetCommand.ReportCommand.class
        },
        footer = {
            "  fovea fleet run fleet.yaml",
            "  fovea fleet status out",
            "  fovea fleet retry out",
            "  fovea fleet report out -o public"
        })
public final class FleetCommand extends GroupCommand {
    /** A command that works on a fleet, here or on a cluster. */
    abstract static class Working extends LeafCommand {
        @Option(names = "--cores", paramLabel = "N", description = "Cores to use. Default: all of the machine.")
        private Integer cores;

        @Option(names = "--memory", paramLabel = "GB", description = "Memory to use. Default: all of the machine.")
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

        /** Works on a fleet until every clip is done or has failed. */
        final int run(Path path, boolean again) throws IOException, InterruptedException {
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
            try (FleetProgress progress = new FleetProgress(reporter());
                    FleetEngine.Session session = open(program, folder, file.limits())) {
                BaseWork base = new BaseWork(program, folder, cores != null ? cores : threads());
                end = new FleetRun(
                                file,
                                recipe,
                                session.work(),
                                base::train,
                                session.executor(),
                                session.clips(),
                                progress)
                        .run(again);
            }
            out().println(Text.count(end.clips(), "clip") + ": " + Text.count(end.done()) + " done, "
                    + Text.count(end.failed()) + " failed; " + Text.count(end.bytes()) + " bytes" + bases(folder)
                    + " in "
                    + folder.path().resolve("archives") + ", table " + folder.table()
                    + (end.failed() > 0 ? "; fovea fleet status " + folder.path() + " shows the failures" : ""));
            return end.failed() > 0 ? ExitCode.NOT_HELD : ExitCode.DONE;
        }

        /** Archives are not named without the bases that they need. */
        private static String bases(FleetFolder folder) throws IOException {
            long bytes = FleetReporter.of(folder).cost().baseBytes();
            return bytes == 0 ? "" : ", and " + Text.count(bytes) + " of the bases that they need,";
        }

        private FleetEngine.Session open(Program program, FleetFolder folder, Limits limits) throws IOException {
            if (master == null) {
                int beside = limits.beside(
                        cores != null ? cores : Runtime.getRuntime().availableProcessors(),
                        memory != null
                                ? memory
                                : Machine.memory().orElse(Runtime.getRuntime().maxMemory()) / (double) (1 << 30));
                return new Here(() -> beside, new ProcessWork(program, folder, limits));
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
                    spec().root().commandLine().getParseResult().originalArgs());
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

    @Command(
            name = "run",
            header = "Encode every clip that is not done yet, one process per clip.",
            description = {
                "FILE says where clips are, what is done with them, and where results go: archives and "
                        + "attempts.parquet, a table with a row for each clip and attempt.",
                "The same command continues an interrupted fleet; finished clips are not encoded again. Exit code 1 "
                        + "if clips failed."
            },
            footer = {
                "  fovea fleet run fleet.yaml",
                "  fovea fleet run fleet.yaml --cores 16 --memory 64",
                "  fovea fleet run fleet.yaml --master spark://host:7077",
                "  fovea fleet run fleet.yaml --master local[2]  # clips: s3a://bucket/drives/*.mp4"
            })
    static final class RunCommand extends Working {
        @Parameters(paramLabel = "FILE", description = "The fleet's file, for example fleet.yaml.")
        private Path file;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return run(file, false);
        }
    }

    @Command(
            name = "status",
            header = "Show how far a fleet is: clips done, running, failed and why.",
            footer = "  fovea fleet status out")
    static final class Status extends LeafCommand {
        @Parameters(paramLabel = "OUT", description = "The fleet's results.")
        private Path results;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            FleetStatus status = FleetStatus.read(FleetFolder.existing(results));
            print(json, () -> status, status::text);
            return ExitCode.DONE;
        }
    }

    @Command(name = "retry", header = "Retry failed clips, then encode the rest.", footer = "  fovea fleet retry out")
    static final class Retry extends Working {
        @Parameters(paramLabel = "OUT", description = "The fleet's results.")
        private Path results;

        @Override
        public Integer call() throws IOException, InterruptedException {
            FleetFolder folder = FleetFolder.existing(results);
            String file = FleetState.read(folder.state())
                    .orElseThrow(() -> AppException.badInput(
                            folder.state() + ": cannot be read; run the fleet's file instead, fovea fleet run FILE"))
                    .file();
            return run(Path.of(file), true);
        }
    }

    @Command(
            name = "report",
            header = "Write an HTML report of a fleet: distributions, failures, cost.",
            description =
                    "FOLDER/index.html is one document without scripts that fetches nothing; FOLDER/report.json has "
                            + "the same figures with all digits.",
            footer = "  fovea fleet report out -o public")
    static final class ReportCommand extends LeafCommand {
        @Parameters(paramLabel = "OUT", description = "The fleet's results.")
        private Path results;

        @Mixin
        private final OutputOption output = OutputOption.required("FOLDER", "Where index.html and report.json go.");

        @Override
        public Integer call() throws IOException, InterruptedException {
            Path page = output.resolve("index.html");
            Path document = output.resolve("report.json");
            Outputs.verifyFree(page, output.force());
            Outputs.verifyFree(document, output.force());
            FleetFolder folder = FleetFolder.existing(results);
            FleetReport report = FleetReporter.of(folder);
            AtomicFile.write(document, (Json.of(report) + "\n").getBytes(StandardCharsets.UTF_8), output.force());
            AtomicFile.write(page, FleetReportPage.of(report).getBytes(StandardCharsets.UTF_8), output.force());
            out().println(page + ": " + report.clips() + " clips, " + report.done() + " done, " + report.failed()
                    + " failed; the same for programs in " + document);
            return ExitCode.DONE;
        }
    }
}
