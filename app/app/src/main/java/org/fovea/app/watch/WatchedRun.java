package org.fovea.app.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.app.compress.Verdict;
import org.fovea.app.text.Text;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunProgress;
import org.fovea.evaluate.score.Score;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.layout.Content;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.watch.Metrics;
import org.fovea.site.watch.WatchPage;
import org.fovea.site.watch.WatchPage.Fact;
import org.fovea.site.watch.WatchPage.Preview;
import org.fovea.site.watch.WatchPage.StageRow;
import org.fovea.site.watch.WatchPage.Term;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run directory, looked at while another process may write to it. Reads only. */
public final class WatchedRun {
    private static final int REFRESH_SECONDS = 5;

    /** Without a sign of life for so long, nobody works in it. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private static final String PREVIEWS = "previews";

    private final Path directory;

    private WatchedRun(Path directory) {
        this.directory = directory;
    }

    /**
     * The run in a directory.
     *
     * @throws AppException where there is none
     */
    public static WatchedRun of(Path directory) throws IOException {
        if (!RunDirectory.holdsRun(directory)) {
            throw AppException.badInput(
                    directory + ": holds no run; fovea compress makes one, NAME.zip.run beside its archive");
        }
        RunDirectory.verifyPlain(directory);
        return new WatchedRun(directory);
    }

    /** The page, everything in it, which does not change. */
    public String written() throws IOException {
        return page(false).html();
    }

    /**
     * A file of the page as a server shows it.
     *
     * @param path empty for the page
     */
    public Optional<Content> file(String path) {
        try {
            if (path.isEmpty()) {
                return Optional.of(Content.html(page(true).html()));
            }
            if (path.equals("watch.css")) {
                return Optional.of(Content.text("text/css; charset=utf-8", WatchPage.style()));
            }
            Optional<Path> picture = previews().stream()
                    .filter(file -> path.equals(PREVIEWS + "/" + file.getFileName()))
                    .findFirst();
            return picture.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Content("image/png", Files.readAllBytes(picture.get())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WatchPage page(boolean live) throws IOException {
        List<FinishedStage> stages = RunDirectory.finished(directory);
        Optional<RunProgress> progress = RunProgress.read(directory);
        Optional<JsonNode> result = result();
        boolean working = result.isEmpty()
                && progress.filter(said ->
                                Instant.parse(said.time()).isAfter(Instant.now().minus(SILENCE)))
                        .isPresent();
        Optional<RunProgress> now = progress.filter(said -> working);
        Optional<Verdict> verdict = result.isPresent() ? Verdict.read(directory) : Optional.empty();
        boolean changes = result.isEmpty() || !verdict.map(Verdict::complete).orElse(scoredLongAgo());
        return new WatchPage(
                directory.toAbsolutePath().normalize().getFileName().toString(),
                state(now, result, stages, verdict),
                facts(now, result, stages, verdict),
                result.isPresent() ? Optional.of(1.0) : now.map(RunProgress::share),
                terms(),
                stages.stream().map(WatchedRun::row).toList(),
                pictures(live),
                bytes(stages),
                live && changes ? REFRESH_SECONDS : 0,
                live);
    }

    private Optional<JsonNode> result() throws IOException {
        Path score = directory.resolve("score.json");
        if (!Files.exists(score)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readTree(Files.readAllBytes(score)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether a comparison would have begun by now, if there were to be one. */
    private boolean scoredLongAgo() throws IOException {
        Path score = directory.resolve("score.json");
        return Files.exists(score)
                && Files.getLastModifiedTime(score)
                        .toInstant()
                        .isBefore(Instant.now().minus(SILENCE));
    }

    private static String state(
            Optional<RunProgress> now,
            Optional<JsonNode> result,
            List<FinishedStage> stages,
            Optional<Verdict> verdict) {
        if (result.isPresent()) {
            return "Finished: the archive is scored"
                    + verdict.map(found -> !found.complete()
                                    ? "; now it is compared with AV1 and HEVC."
                                    : "; " + found.headline() + "." + advice(found))
                            .orElse(".");
        }
        if (now.isEmpty()) {
            return "Nobody is at work here. What is finished is kept; the same command with --resume continues it.";
        }
        RunProgress said = now.get();
        String task = said.task().total() > 0
                ? said.task().name() + ", " + Text.count(said.task().done()) + " of "
                        + Text.count(said.task().total())
                : said.task().name();
        return "At work on " + said.stage() + ": " + task + "; " + Text.count(stages.size(), "stage") + " finished.";
    }

    private static String advice(Verdict found) {
        return found.advice().isEmpty() ? "" : " What to do: " + String.join("; ", found.advice()) + ".";
    }

    private static List<Fact> facts(
            Optional<RunProgress> now,
            Optional<JsonNode> result,
            List<FinishedStage> stages,
            Optional<Verdict> verdict) {
        List<Fact> facts = new ArrayList<>();
        now.ifPresent(said -> {
            facts.add(new Fact(
                    "Time left",
                    said.left().map(Text::clock).orElse("not known yet"),
                    said.left().isPresent()
                            ? Text.clock(said.seconds()) + " worked, " + Math.round(100 * said.share()) + " % by cost"
                            : "once a training step was measured"));
            said.stepsPerSecond()
                    .ifPresent(pace -> facts.add(new Fact(
                            "Steps per second", String.format(Locale.ROOT, "%.1f", pace), "of the training at work")));
        });
        Optional<JsonNode> score =
                result.map(document -> document.path("score")).filter(JsonNode::isNumber);
        if (score.isPresent()) {
            facts.add(new Fact(
                    "Score",
                    String.format(Locale.ROOT, "%.4f", score.get().asDouble()),
                    "measured on frames that another process has drawn"));
        } else {
            stages.reversed().stream()
                    .filter(stage -> stage.score().isPresent())
                    .findFirst()
                    .ifPresent(stage -> facts.add(new Fact(
                            "Score so far",
                            String.format(
                                    Locale.ROOT,
                                    "%.4f",
                                    stage.score().get().score().total()),
                            "after " + stage.label() + ", on "
                                    + Text.count(stage.score().get().pairs(), "pair"))));
        }
        if (!stages.isEmpty()) {
            facts.add(new Fact(
                    "Bytes",
                    Text.count(stages.getLast().bytes()),
                    "after " + stages.getLast().label()));
        }
        verdict.ifPresent(found -> found.anchors()
                .forEach(anchor -> facts.add(new Fact(
                        anchor.codec() + (anchor.points().size() == 1 ? ", one encode" : " at best"),
                        String.format(Locale.ROOT, "%.3f", anchor.best().score()),
                        anchor.line(found.bytes(), found.score())))));
        return facts;
    }

    private List<Term> terms() throws IOException {
        try {
            // Letters that are damaged are shown as such; lines that are no metrics are left out anyway.
            byte[] metrics = Files.readAllBytes(directory.resolve("metrics.csv"));
            return Metrics.of(new String(metrics, StandardCharsets.UTF_8)).terms();
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was measured yet
        }
    }

    private static StageRow row(FinishedStage stage) {
        List<Double> terms = stage.score()
                .map(FinishedStage.Estimate::score)
                .map(WatchedRun::terms)
                .orElse(List.of());
        return new StageRow(stage.label(), stage.bytes(), terms, Text.seconds(stage.seconds()));
    }

    private static List<Double> terms(Score score) {
        return List.of(score.segmentation(), score.pose(), score.rate(), score.total());
    }

    private List<Path> previews() throws IOException {
        Path folder = directory.resolve(PREVIEWS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+-[A-Za-z0-9-]+\\.png"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private List<Preview> pictures(boolean live) throws IOException {
        List<Preview> pictures = new ArrayList<>();
        for (Path file : previews()) {
            String name = file.getFileName().toString();
            String address = live
                    ? PREVIEWS + "/" + name
                    : "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            pictures.add(new Preview(name.substring(0, name.length() - ".png".length()), address));
        }
        return pictures;
    }

    private Optional<ByteLedgerBar> bytes(List<FinishedStage> stages) throws IOException {
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        FinishedStage last = stages.getLast();
        org.fovea.codec.ledger.ByteLedger ledger = ArchiveFile.open(
                        Files.readAllBytes(RunDirectory.archive(directory, last)))
                .ledger();
        double points = last.score().map(said -> said.score().rate()).orElse(0.0);
        List<ByteLedger.Part> parts = ledger.entries().stream()
                .sorted(Comparator.comparingLong(LedgerEntry::codedBytes).reversed())
                .map(entry -> new ByteLedger.Part(
                        entry.section(), entry.codedBytes(), ledger.share(entry), points * ledger.share(entry), true))
                .toList();
        return Optional.of(ByteLedgerBar.of("Bytes after " + last.label(), new ByteLedger(parts, Optional.of(0L))));
    }
}
