package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.TaskProgress;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.FirstFloor;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OriginalBytesOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;
import org.fovea.lab.verdict.GateFailure;
import org.fovea.lab.verdict.Gates;
import org.fovea.lab.verdict.Review;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that set up a lab: its folder, benchmarks, the baseline. */
final class LabSetUp {
    private LabSetUp() {}

    @Command(
            name = "init",
            header = "Create a lab.",
            description = "Writes DIR/lab.yaml and creates the ledger, in SQLite next to it or in --database.",
            footer = {
                "  fovea lab init mylab",
                "  fovea lab init mylab --database 'jdbc:postgresql://db.example/lab?user=ada&password=…'"
            })
    static final class InitCommand extends LeafCommand {
        @Parameters(paramLabel = "DIR", description = "The folder to create.")
        private Path path;

        @Option(
                names = "--database",
                paramLabel = "URL",
                defaultValue = LabConfig.USUAL_DATABASE,
                description = "Where the ledger is: jdbc:sqlite:FILE, or jdbc:postgresql://HOST/NAME to share it.")
        private String database;

        @Override
        public Integer call() throws IOException {
            LabConfig config = LabConfig.of(database);
            try {
                LabConfig.read(config.yaml().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (FormatException e) {
                throw AppException.usage("--database: " + e.reason());
            }
            LabFolder folder;
            try {
                folder = LabFolder.create(path, config);
            } catch (FileAlreadyExistsException _) {
                throw AppException.usage(
                        path + (Files.isDirectory(path) ? ": is a lab already" : ": is a file; name a folder"));
            }
            boolean made = false;
            try (OpenLab open = OpenLab.create(folder)) {
                made = true;
                out().println(path + ": a lab, ledger in " + open.where() + "; next: cd " + path
                        + " && fovea lab floor set --profile fast/masks --clip CLIP --evaluators FILE.yaml "
                        + "--benchmark NAME");
            } finally {
                if (!made) {
                    folder.abandon(); // its settings may hold a password, and would be in the way of the next attempt
                }
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "benchmark",
            header = "Declare a benchmark that candidates compete on, or list benchmarks.",
            description = {
                "A benchmark is a clip, two networks and the size that the rate is computed against. The ledger "
                        + "keeps their hashes, lab.yaml their place on this machine. Without NAME, lists them."
            },
            footer = "  fovea lab benchmark white --clip ../white.mp4 --evaluators ../road.yaml")
    static final class BenchmarkCommand extends LabAction {
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "A name for it.")
        private String name;

        @Option(names = "--clip", paramLabel = "CLIP", description = "The clip.")
        private Path clip;

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption();

        @Mixin
        private final OriginalBytesOption originalBytes =
                new OriginalBytesOption("Size that the rate is computed against. Default: the clip's size.");

        @Override
        void run(OpenLab open) throws IOException {
            if (name == null) {
                list(open);
                return;
            }
            if (clip == null) {
                throw AppException.usage("fovea lab benchmark " + name + ": --clip CLIP is missing");
            }
            Numbered<Benchmark> made =
                    new Benchmarks(open).declare(name, clip, evaluators.name(clip), originalBytes.value());
            Benchmark benchmark = made.record();
            out().println(made.label() + " " + name + ": " + Text.count(benchmark.pairs(), "pair") + " of " + clip
                    + ", " + Text.count(benchmark.originalBytes()) + " bytes, evaluators "
                    + benchmark.evaluators());
        }

        private void list(OpenLab open) throws IOException {
            Table table = Table.of("lllrrll");
            table.row("", "name", "clip", "pairs", "bytes", "evaluators", "here")
                    .rule();
            for (Numbered<Benchmark> each : open.ledger().all(Benchmark.class)) {
                Benchmark benchmark = each.record();
                table.row(
                        each.label(),
                        benchmark.name(),
                        benchmark.clip(),
                        Text.count(benchmark.pairs()),
                        Text.count(benchmark.originalBytes()),
                        benchmark.evaluators(),
                        open.folder().config().benchmarks().containsKey(benchmark.name()) ? "yes" : "no");
            }
            out().print(table.render(""));
        }
    }

    @Command(
            name = "floor",
            header = "Show the baseline that candidates must beat, or set the first one.",
            subcommands = FloorSetCommand.class,
            footer = "  fovea lab floor")
    static final class FloorCommand extends LabAction {
        @Override
        void run(OpenLab open) throws IOException {
            Table table = Table.of("lllrrrl");
            table.row("benchmark", "floor", "what", "bytes", "current_workflow", "rule_faithful", "networks")
                    .rule();
            for (Numbered<Benchmark> benchmark : open.ledger().all(Benchmark.class)) {
                Optional<Numbered<Run>> floor = open.ledger().floor(benchmark.key());
                Optional<Run> run = floor.map(Numbered::record);
                table.row(
                        benchmark.record().name(),
                        floor.map(Numbered::label).orElse("none"),
                        run.map(each -> each.name().orElse(each.family())).orElse(""),
                        run.map(each -> Text.count(each.bytes().archive())).orElse(""),
                        run.map(each -> Double.toString(each.score())).orElse(""),
                        run.flatMap(Run::ruleFaithfulScore)
                                .map(score -> Double.toString(score))
                                .orElse(""),
                        benchmark.record().official()
                                ? "official"
                                : benchmark.record().evaluators());
            }
            out().print(table.render(""));
        }
    }

    @Command(
            name = "set",
            header = "Measure an archive, or a profile's result, on all pairs, and promote it.",
            description = "The same gates as for lab promote. A profile is better than an archive: its settings can be "
                    + "varied.",
            footer = {
                "  fovea lab floor set ../drive.zip --clip ../drive.mp4 --evaluators ../cabin.yaml",
                "  fovea lab floor set --profile fast/masks --benchmark white --review review.md"
            })
    static final class FloorSetCommand extends LeafCommand {
        @Mixin
        private LabOption where;

        @Mixin
        private LabOption.Who who;

        @Parameters(arity = "0..1", paramLabel = "ARCHIVE", description = "A Fovea archive in ZIP of the whole clip.")
        private Path archive;

        @Option(
                names = "--profile",
                paramLabel = "P",
                description = "Instead of an archive: fast/masks, standard/masks, …, or FILE.yaml.")
        private String profile;

        @Option(
                names = "--benchmark",
                paramLabel = "B",
                description = "The benchmark; with --clip, the name of a new one.")
        private String benchmark;

        @Option(names = "--clip", paramLabel = "CLIP", description = "Also declares a benchmark: its clip.")
        private Path clip;

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption("With --clip: the networks to encode for.");

        @Mixin
        private final OriginalBytesOption originalBytes =
                new OriginalBytesOption("With --clip: size that the rate is computed against.");

        @Option(
                names = "--review",
                paramLabel = "FILE.md",
                description = "As for lab promote; the first floor of a benchmark needs none.")
        private @Nullable Path review;

        @Mixin
        private LabOption.CandidateNames names;

        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "the first floor", description = "Why.")
        private String reason;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if ((archive == null) == (profile == null)) {
                throw AppException.usage("fovea lab floor set: name either an ARCHIVE or a --profile");
            }
            String text = review == null ? "" : TextFile.read(review, "a review");
            try (OpenLab open = where.open();
                    FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), threads());
                    TaskProgress progress = new TaskProgress(reporter(), "")) {
                Numbered<Benchmark> on = benchmark(open);
                verifyReview(open, on, text); // before an encode that may take an hour
                FirstFloor first = new FirstFloor(open, workshop, progress);
                Candidate candidate = candidate(first).toBuilder()
                        .name(names.name())
                        .tags(names.tags())
                        .build();
                Numbered<Run> run = first.measure(on, candidate);
                Gates gates = new Gates(open.ledger(), open.folder(), workshop, Clock.systemUTC());
                gates.promote(run, who.author(), reason, text, progress::update);
                progress.close();
                out().println(on.record().name() + ": the floor is " + run.label() + ", "
                        + String.format(
                                Locale.ROOT,
                                "score %.4f at %s ",
                                run.record().score(),
                                Text.count(run.record().bytes().archive()))
                        + "bytes"
                        + run.record()
                                .job()
                                .map(job -> open.ledger().spreads().get(job))
                                .map(spread -> "; " + spread.text())
                                .orElse(""));
            } catch (GateFailure e) {
                throw AppException.notHeld("gate " + Text.word(e.gate()) + " failed: " + e.getMessage());
            }
            return ExitCode.DONE;
        }

        private static void verifyReview(OpenLab open, Numbered<Benchmark> on, String text) {
            if (text.isBlank()) {
                if (open.ledger().floor(on.key()).isEmpty()) {
                    return;
                }
                throw AppException.notHeld(on.record().name()
                        + " has a floor already, so that a new one needs --review FILE.md; fovea lab promote "
                        + "--template prints an empty one");
            }
            Review.missing(text).ifPresent(missing -> {
                throw AppException.notHeld(
                        "--review: " + missing + "; fovea lab promote --template prints an empty one");
            });
        }

        private Numbered<Benchmark> benchmark(OpenLab open) throws IOException {
            Benchmarks benchmarks = new Benchmarks(open);
            if (clip == null) {
                return benchmarks.find(benchmark);
            }
            String name = benchmark != null
                    ? benchmark
                    : clip.getFileName().toString().replaceFirst("\\.[^.]+$", "");
            return benchmarks.declare(name, clip, evaluators.name(clip), originalBytes.value());
        }

        private Candidate candidate(FirstFloor first) throws IOException {
            if (archive != null) {
                return first.ofArchive(archive, who.author());
            }
            try {
                return CandidateFactory.base(
                        Profiles.find(profile), Map.of(), Optional.empty(), who.author(), Instant.now());
            } catch (IllegalArgumentException e) {
                throw AppException.usage("--profile: " + e.getMessage());
            }
        }
    }
}
