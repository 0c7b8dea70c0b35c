package org.fovea.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.fovea.app.AppException;
import org.fovea.app.open.TextFile;
import org.fovea.app.score.Machine;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.Labels;
import org.fovea.app.workshop.OpenLab;
import org.fovea.app.workshop.WorkLog;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.codec.FormatException;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.queue.LabWorker;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.WorkerSettings;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Study;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.study.Idea;
import org.fovea.lab.study.SmallestTest;
import org.fovea.lab.study.StudyDirector;
import org.fovea.lab.study.StudyPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that queue experiments and compute them. */
final class LabExperiments {
    private LabExperiments() {}

    @Command(
            name = "try",
            header = "Try an idea: change settings of the floor, first on a few pairs.",
            description = {
                "Records a hypothesis and a study of one candidate, which starts with the smallest subset of pairs "
                        + "and continues while it is not worse than the bar. A candidate that a dead end closes is "
                        + "refused, unless --despite gives a reason to try it anyway."
            },
            footer = {
                "  fovea lab try \"drop specks under 6 pixels\" --set masks.minimumRegion=6",
                "  fovea lab try \"a wider network\" --set renderer.channels=20 --mechanism \"more colours\" "
                        + "--expect-segmentation -0.0002"
            })
    static final class TryCommand extends LabAction {
        @Mixin
        private LabOption.Who who;

        @Parameters(paramLabel = "TEXT", description = "The hypothesis in one sentence.")
        private String text;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                required = true,
                description = "A setting to change; may be repeated.")
        private List<String> settings;

        @Option(names = "--benchmark", paramLabel = "B", description = "The benchmark. Default: the only one.")
        private String benchmark;

        @Option(
                names = "--mechanism",
                paramLabel = "TEXT",
                defaultValue = "not said",
                description = "Why it should work.")
        private String mechanism;

        @Option(
                names = "--family",
                paramLabel = "F",
                description = "Part of the codec. Default: the setting's first word.")
        private String family;

        @Option(
                names = "--expect-bytes",
                paramLabel = "N",
                description = "Expected change of the archive's size; negative is better.")
        private Long bytes;

        @Option(
                names = "--expect-segmentation",
                paramLabel = "X",
                description = "Expected change of the segmentation distortion.")
        private Double segmentation;

        @Option(names = "--expect-pose", paramLabel = "X", description = "Expected change of the pose distortion.")
        private Double pose;

        @Option(
                names = "--bar",
                paramLabel = "X",
                description =
                        "Required gain, in points. Default: what the noise between the floor's seeds asks for, where "
                                + "lab.yaml asks for several seeds; else 0.003.")
        private @Nullable Double bar;

        @Mixin
        private LabOption.CandidateNames names;

        @Option(
                names = "--rungs",
                paramLabel = "N",
                split = ",",
                defaultValue = "8,24",
                description = "Sizes of the rounds before the one of all pairs.")
        private List<Integer> rungs;

        @Option(
                names = "--despite",
                paramLabel = "REASON",
                description = "Why to try it although a dead end closes it.")
        private String despite;

        private SmallestTest.Queued queued(OpenLab open, Idea idea) {
            try {
                return new SmallestTest(open.ledger(), open.queue(), open.judge()).queue(idea);
            } catch (FormatException e) {
                // No file is damaged: the baseline's profile has no such setting, or not such a value.
                throw AppException.usage("--set " + String.join(" --set ", settings) + ": " + e.phrase());
            }
        }

        @Override
        void run(OpenLab open) throws IOException {
            Map<String, String> set =
                    Values.KeyValues.of("--set", "KEY=VALUE, for example masks.minimumRegion=6", settings);
            int seeds = open.folder().config().seeds();
            Numbered<Benchmark> on = new Benchmarks(open).find(benchmark);
            Idea idea = new Idea(
                    on,
                    text,
                    mechanism,
                    Optional.ofNullable(family),
                    new Hypothesis.Expected(
                            Optional.ofNullable(bytes), Optional.ofNullable(segmentation), Optional.ofNullable(pose)),
                    set,
                    rungs,
                    barOf(seeds),
                    seeds > 1 ? OptionalInt.of(seeds) : OptionalInt.empty(),
                    names.name(),
                    names.tags(),
                    Optional.ofNullable(despite),
                    who.author(),
                    who.author().kind() == Author.Kind.AGENT
                            ? Optional.of(
                                    new AgentBudget(open.folder(), open.queue()).left(open.ledger(), set.keySet()))
                            : Optional.empty());
            SmallestTest.Queued queued = queued(open, idea);
            out().println(queued.hypothesis().label() + " queued · "
                    + queued.candidate().label() + " · " + queued.text());
            if (seeds == 1) {
                note("one seed each: a difference of 0.02 points may be chance in short trainings; seeds: 3 "
                        + "in lab.yaml measures the noise");
            }
        }

        private OptionalDouble barOf(int seeds) {
            if (bar != null) {
                return OptionalDouble.of(bar);
            }
            return seeds > 1 ? OptionalDouble.empty() : OptionalDouble.of(RoundRule.USUAL_BAR);
        }
    }

    @Command(
            name = "study",
            header = "List studies, or start one.",
            subcommands = StudyStartCommand.class,
            footer = {"  fovea lab study start study.yaml", "  fovea lab study"})
    static final class StudyCommand extends LabAction {
        @Override
        void run(OpenLab open) throws IOException {
            Labels labels = new Labels(open.ledger());
            Table table = Table.of("lllrrr");
            table.row("", "name", "benchmark", "runs", "open", "rounds").rule();
            for (Numbered<Study> study : open.ledger().all(Study.class)) {
                table.row(
                        study.label(),
                        study.record().name(),
                        labels.benchmark(study.record().benchmark()),
                        Text.count(open.ledger().count(RunQuery.all().ofStudy(study.key()))),
                        Text.count(open.queue().open(study.key()).size()),
                        Text.count(open.ledger().rounds(study.key()).size()));
            }
            out().print(table.render(""));
        }
    }

    @Command(
            name = "start",
            header = "Start a study, or continue it after something was reopened or lost.",
            description = "docs/lab.md explains every key of the file. The pairs of its rounds are drawn now and never "
                    + "change.",
            footer = "  fovea lab study start study.yaml && fovea lab work --until-idle")
    static final class StudyStartCommand extends LabAction {
        @Mixin
        private LabOption.Who who;

        @Parameters(paramLabel = "STUDY.yaml", description = "The plan.")
        private Path file;

        @Override
        void run(OpenLab open) throws IOException {
            StudyDirector.Started started;
            try {
                int seeds = open.folder().config().seeds();
                started = StudyDirector.start(
                        open.ledger(),
                        plan(),
                        who.author(),
                        Instant.now(),
                        open.judge(),
                        seeds > 1 ? OptionalInt.of(seeds) : OptionalInt.empty());
            } catch (FormatException e) {
                throw e.inFile(file.toString());
            } catch (IllegalArgumentException e) {
                throw AppException.badInput(file + ": " + e.getMessage());
            }
            long added = open.queue().enqueue(started.wanted());
            out().println(started.study().label() + " "
                    + started.study().record().name() + ": " + added
                    + (added == 1 ? " experiment" : " experiments")
                    + " queued; start a worker with fovea lab work");
        }

        /** A profile's file is looked for beside the plan. */
        private String plan() throws IOException {
            String text = TextFile.read(file, "a study");
            StudyPlan plan = StudyPlan.parse(text);
            if (!plan.profile().endsWith(".yaml") && !plan.profile().endsWith(".yml")
                    || Path.of(plan.profile()).isAbsolute()) {
                return text;
            }
            Path beside = file.toAbsolutePath().normalize().resolveSibling(plan.profile());
            String path = Path.of("").toAbsolutePath().relativize(beside).toString();
            return text.replaceFirst(
                    "(?m)^profile:\\s*" + java.util.regex.Pattern.quote(plan.profile()),
                    java.util.regex.Matcher.quoteReplacement("profile: " + path));
        }
    }

    @Command(
            name = "work",
            header = "Run a worker: process the queue until Ctrl-C.",
            description = {
                "Start one per machine, all with the same database; with PostgreSQL, several machines share a lab. "
                        + "They should share the lab's folder too, or each rebuilds what it does not find.",
                "A worker may be killed at any moment: another one, or the next start, continues its work."
            },
            footer = {"  fovea lab work", "  fovea lab work --until-idle --cores 2"})
    static final class WorkCommand extends LeafCommand {
        private static final long MEGABYTE = 1 << 20;

        @Mixin
        private LabOption where;

        @Option(names = "--until-idle", description = "Exit when nothing is left that this worker could do.")
        private boolean untilIdle;

        @Option(
                names = "--cores",
                paramLabel = "N",
                description = "Cores it offers. Default: all processors, at least 2.")
        private Integer cores;

        @Option(names = "--memory", paramLabel = "GB", description = "Memory it offers. Default: the machine's.")
        private Double memory;

        @Override
        public Integer call() throws IOException, InterruptedException {
            WorkerSettings settings = settings();
            try (OpenLab open = where.open();
                    FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), threads());
                    WorkLog log = new WorkLog(reporter(), out(), open);
                    LabWorker worker = new LabWorker(
                            open.database(), open.queue(), open.folder().path(), workshop, open.judge(), settings)) {
                Interruption.leaves("finished work is in the ledger; fovea lab work continues");
                note(settings.name() + ": " + settings.offer().cores() + " cores, "
                        + settings.offer().memoryMb() / 1024 + " GB; Ctrl-C stops");
                Runtime.getRuntime().addShutdownHook(new Thread(worker::abandon, "lab-worker-end"));
                worker.start();
                boolean quiet = true;
                while (!(log.look() && quiet && untilIdle)) {
                    Thread.sleep(500);
                    quiet = worker.running() == 0; // before the next look: a step that failed may still ask for others
                }
            }
            return ExitCode.DONE;
        }

        private WorkerSettings settings() {
            int offered = cores == null ? Math.max(2, Runtime.getRuntime().availableProcessors()) : cores;
            long megabytes = memory == null
                    ? Machine.memory().orElse(Runtime.getRuntime().maxMemory()) / MEGABYTE
                    : Math.round(memory * 1024);
            if (offered < FoveaWorkshop.MOST.cores() || megabytes < FoveaWorkshop.MOST.memoryMb()) {
                throw AppException.usage("fovea lab work: " + offered + " cores and " + megabytes
                        + " MB are too little; a step needs up to " + FoveaWorkshop.MOST.cores() + " cores and "
                        + FoveaWorkshop.MOST.memoryMb() + " MB");
            }
            try {
                return WorkerSettings.usual(usualName(), new Needs(offered, megabytes));
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea lab work: " + e.getMessage());
            }
        }

        private static String usualName() {
            String host;
            try {
                host = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                host = "worker";
            }
            return host.substring(0, Math.min(host.length(), 30)) + "-"
                    + ProcessHandle.current().pid();
        }
    }

    /** Commands about the queue, or one experiment of it. */
    static final class QueueCommands {
        private QueueCommands() {}

        @Command(
                name = "pause",
                header = "Start no further steps; running ones continue.",
                footer = "  fovea lab pause")
        static final class Pause extends LabAction {
            @Override
            void run(OpenLab open) {
                open.queue().pause(true);
                out().println("the lab is paused; fovea lab resume ends it");
            }
        }

        @Command(name = "resume", header = "End a pause.", footer = "  fovea lab resume")
        static final class Resume extends LabAction {
            @Override
            void run(OpenLab open) {
                open.queue().pause(false);
                out().println("the lab goes on");
            }
        }

        @Command(
                name = "retry",
                header = "Restart an experiment that failed or was skipped.",
                footer = "  fovea lab retry 3f2a90c1")
        static final class Retry extends LabAction {
            @Parameters(paramLabel = "EXPERIMENT", description = "The beginning of its hash, as lab status shows it.")
            private String experiment;

            @Override
            void run(OpenLab open) {
                open.queue().retry(open.queue().named(experiment));
                out().println(experiment + " is queued again");
            }
        }

        @Command(
                name = "skip",
                header = "Abandon an experiment.",
                footer = "  fovea lab skip 3f2a90c1 --reason \"too slow\"")
        static final class Skip extends LabAction {
            @Parameters(paramLabel = "EXPERIMENT", description = "The beginning of its hash, as lab status shows it.")
            private String experiment;

            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
            private String reason;

            @Override
            void run(OpenLab open) {
                String hash = open.queue().named(experiment);
                open.queue().skip(hash, reason);
                open.queue().goOnWithout(hash, open.judge());
                out().println(experiment + " is abandoned");
            }
        }
    }
}
