package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.TaskProgress;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.FirstFloor;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.CandidateNames;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OriginalBytesOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.encode.profile.Profiles;
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
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab floor set}. */
@Command(
        name = "set",
        header = "Measure an archive, or a profile's result, on all pairs, and promote it.",
        description =
                "The same gates as for lab promote. A profile is better than an archive: its settings can be varied.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab floor set ../drive.zip --clip ../drive.mp4 --evaluators ../cabin.yaml",
            "  fovea lab floor set --profile fast/masks --benchmark white --review review.md"
        })
final class LabFloorSetCommand implements Callable<Integer> {
    @ParentCommand
    private LabFloorCommand floor;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(arity = "0..1", paramLabel = "ARCHIVE", description = "A Fovea archive in ZIP of the whole clip.")
    private Path archive;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "Instead of an archive: quick, masks, …, or FILE.yaml.")
    private String profile;

    @Option(names = "--benchmark", paramLabel = "B", description = "The benchmark; with --clip, the name of a new one.")
    private String benchmark;

    @Option(names = "--clip", paramLabel = "CLIP", description = "Also declares a benchmark: its clip.")
    private Path clip;

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption("With --clip: who looks.");

    @Mixin
    private final OriginalBytesOption originalBytes =
            new OriginalBytesOption("With --clip: size that the rate is computed against.");

    @Option(
            names = "--review",
            paramLabel = "FILE.md",
            description = "As for lab promote; the first floor of a benchmark needs none.")
    private @Nullable Path review;

    @Mixin
    private CandidateNames names;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "the first floor", description = "Why.")
    private String reason;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((archive == null) == (profile == null)) {
            throw AppException.usage("fovea lab floor set: name either an ARCHIVE or a --profile");
        }
        FoveaCommand fovea = floor.lab().fovea();
        String text = review == null ? "" : TextFile.read(review, "a review");
        try (OpenLab open = where.open();
                FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), fovea.threads());
                TaskProgress progress = new TaskProgress(fovea.reporter(), "")) {
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
            fovea.terminal()
                    .out()
                    .println(on.record().name() + ": the floor is " + run.label() + ", "
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
            throw AppException.notHeld(on.record().name() + " has a floor already, so that a new one needs --review"
                    + " FILE.md; fovea lab promote --template prints an empty one");
        }
        Review.missing(text).ifPresent(missing -> {
            throw AppException.notHeld("--review: " + missing + "; fovea lab promote --template prints an empty one");
        });
    }

    private Numbered<Benchmark> benchmark(OpenLab open) throws IOException {
        Benchmarks benchmarks = new Benchmarks(open);
        if (clip == null) {
            return benchmarks.find(benchmark);
        }
        String name =
                benchmark != null ? benchmark : clip.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        return benchmarks.declare(name, clip, evaluators.name(), originalBytes.bytes());
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
