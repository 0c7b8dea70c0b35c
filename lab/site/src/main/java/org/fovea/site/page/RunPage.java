package org.fovea.site.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Spread;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.chart.PairDistribution;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.player.RunChoice;
import org.fovea.site.plot.Figure;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of a run: what it measured, how it came about, what was thought of it, and how to make it again. Each part
 * is worked out when it is asked for.
 *
 * @param frame around it
 * @param row the run in the ledger's list
 * @param run all of it
 * @param line the run as the table shows it
 * @param files what the lab has kept of it
 */
public record RunPage(Frame frame, RunRow row, Run run, RunsPage.RunLine line, RunFiles files) {
    /** Children that are shown at once. */
    public static final int NEAREST = 8;

    /** Best runs of a benchmark whose archives are part of the site, besides those of all its baselines. */
    private static final int ARCHIVES = 100;

    private static final JsonMapper PROFILES =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String YAML = "application/yaml; charset=utf-8";

    static RunPage of(Frame frame, RunRow row, RunFiles files) {
        return new RunPage(frame, row, frame.snapshot().details(row), RunsPage.RunLine.of(frame.site(), row), files);
    }

    private Snapshot snapshot() {
        return frame.snapshot();
    }

    /**
     * A run beside another one of the same benchmark, both on all pairs.
     *
     * @param run that the page is about
     * @param other that it is held against
     */
    public record Comparison(RunRow run, RunRow other) {
        /** Change of the archive's size. */
        public long bytes() {
            return run.bytes() - other.bytes();
        }

        /** In words: {@code 0.0123 better than}. */
        public String words() {
            double change = run.score() - other.score();
            return change == 0
                    ? "exactly as good as"
                    : Wording.score(Math.abs(change)) + (change < 0 ? " better than" : " worse than");
        }
    }

    /**
     * Runs that differ from this one in their seeds alone, itself among them.
     *
     * @param runs in the order of their numbers
     * @param spread of their scores
     */
    public record Seeds(List<RunRow> runs, Spread spread) {}

    /** The same with other seeds; absent where it was measured with one only. */
    public Optional<Seeds> seeds() {
        List<RunRow> same = snapshot().runsOf(row.candidate()).stream()
                .filter(other -> other.seriesKey().isPresent()
                        && other.seriesKey().equals(row.seriesKey())
                        && other.verdict().filter(Verdict.INVALIDATED::equals).isEmpty())
                .toList();
        return same.size() < 2
                ? Optional.empty()
                : Optional.of(new Seeds(
                        same, Spread.of(same.stream().map(RunRow::score).toList())));
    }

    public Numbered<Benchmark> benchmark() {
        return snapshot().benchmark(row.benchmark());
    }

    public Numbered<Candidate> candidate() {
        return snapshot().candidate(row);
    }

    /** What asked for it. */
    public Optional<Numbered<Study>> study() {
        return row.study().flatMap(key -> snapshot().find(Study.class, key));
    }

    /** Why its candidate might help. */
    public Optional<Numbered<Hypothesis>> hypothesis() {
        return candidate().record().hypothesis().flatMap(key -> snapshot().find(Hypothesis.class, key));
    }

    /** The baseline of its time, where that was another run. */
    public Optional<RunRow> floorThen() {
        return snapshot()
                .history()
                .floorBefore(row.benchmark(), row.ended())
                .filter(floor -> !floor.key().equals(row.key()));
    }

    /** Beside the baseline of its time; absent where there was none, or where the two cannot be compared. */
    public Optional<Comparison> then() {
        return compared(floorThen());
    }

    /** Beside the baseline of today, as above. */
    public Optional<Comparison> now() {
        return compared(
                snapshot().floor(benchmark()).filter(floor -> !floor.key().equals(row.key())));
    }

    private Optional<Comparison> compared(Optional<RunRow> floor) {
        return row.whole() ? floor.filter(RunRow::whole).map(other -> new Comparison(row, other)) : Optional.empty();
    }

    /** Where its bytes are. */
    public ByteLedgerBar bytes() {
        return ByteLedgerBar.of(row, run);
    }

    /**
     * What was lost of each class; absent where the lab has not kept the score's document, or has one from before
     * classes were counted.
     */
    public Optional<Losses> losses() {
        return files.score(run).flatMap(score -> Losses.of(score, List.of()));
    }

    /** Some of its pairs, as the address of a picture; absent where the lab has kept none. */
    public Optional<String> pictures() {
        return files.pictures(run);
    }

    /** How its trainings went; none where the lab has not kept it. */
    public List<Figure> curves() {
        return files.curves(run);
    }

    /** What each of its pairs costs; absent where the ledger does not know. */
    public Optional<Figure> pairs() {
        return PairDistribution.of(row, run);
    }

    /** Settings of its candidate, those that differ first. */
    public List<RunParts.SettingLine> settings() {
        return RunParts.SettingLine.of(
                candidate().record(),
                parent().map(Numbered::record),
                floorThen().map(floor -> snapshot().candidate(floor).record()));
    }

    /** The candidate that its own varies. */
    public Optional<Numbered<Candidate>> parent() {
        return candidate().record().parent().flatMap(key -> snapshot().find(Candidate.class, key));
    }

    /** Candidates that vary its own and were measured on its benchmark. */
    public List<Numbered<Candidate>> children() {
        return snapshot().about(Candidate.class, row.candidate()).stream()
                .filter(child -> !runs(child).isEmpty())
                .toList();
    }

    /** Runs of a candidate on its benchmark, those on all pairs first. */
    public List<RunRow> runs(Numbered<Candidate> relative) {
        return snapshot().runsOf(relative.key()).stream()
                .filter(each -> each.benchmark().equals(row.benchmark()))
                .sorted(Comparator.comparing(RunRow::whole).reversed().thenComparing(RunRow::number))
                .toList();
    }

    /** Other runs of its candidate. */
    public List<RunRow> others() {
        return snapshot().runsOf(row.candidate()).stream()
                .filter(other -> !other.key().equals(row.key()))
                .toList();
    }

    /** Judgements of it and of its candidate, in order. */
    public List<Numbered<Judgement>> opinions() {
        return Stream.of(row.key(), row.candidate())
                .flatMap(key -> snapshot().about(Judgement.class, key).stream())
                .sorted(Comparator.comparing(snapshot().history()::moment))
                .toList();
    }

    /** Rounds in which it was held against another run. */
    public List<RunParts.RoundLine> rounds() {
        return snapshot().about(Round.class, row.candidate()).stream()
                .filter(round -> round.record().candidateRun().equals(row.key()))
                .map(round -> new RunParts.RoundLine(
                        round, snapshot().run(round.record().floorRun()).orElseThrow()))
                .toList();
    }

    /** Runs that were held against it in rounds. */
    public List<RunRow> yardstick() {
        return snapshot().citing(Round.class, row.key()).stream()
                .flatMap(round -> snapshot().run(round.record().candidateRun()).stream())
                .distinct()
                .toList();
    }

    /** Checks before a promotion. */
    public List<Numbered<GateResult>> gates() {
        return snapshot().about(GateResult.class, row.key());
    }

    /** Dead ends that name it as evidence. */
    public List<Numbered<DeadEnd>> deadEnds() {
        return snapshot().citing(DeadEnd.class, row.key());
    }

    /** Judgements of other records that name it as evidence. */
    public List<Numbered<Judgement>> cited() {
        return snapshot().citing(Judgement.class, row.key()).stream()
                .filter(judgement -> !judgement.record().subject().equals(row.key()))
                .toList();
    }

    /** Notes about it or about its candidate. */
    public List<Numbered<Note>> notes() {
        return Stream.of(row.key(), row.candidate())
                .flatMap(key -> snapshot().about(Note.class, key).stream())
                .distinct()
                .toList();
    }

    /** How to make it again. */
    public Reproduction reproduction() {
        return Reproduction.of(
                frame.paths(), row.numberLabel(), run, benchmark().record(), candidate(), study());
    }

    /** What was measured, in a sentence for newcomers. */
    public String sentence() {
        Benchmark on = benchmark().record();
        String pairs = run.subset().whole()
                ? "all " + Wording.count(run.subset().size()) + " pairs"
                : Wording.count(run.subset().size()) + " of the "
                        + Wording.count(run.subset().clipPairs()) + " pairs";
        return "A measurement of one candidate on " + pairs + " of the clip " + on.clip()
                + ", evaluated by the networks " + on.evaluators() + ".";
    }

    /** Why its score is none of the benchmark; empty where it is one. */
    public String caution() {
        if (run.whole()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (!run.subset().whole()) {
            out.append("Only ")
                    .append(Wording.count(run.subset().size()))
                    .append(" of ")
                    .append(Wording.count(run.subset().clipPairs()))
                    .append(" pairs were scored");
            out.append(
                    run.built() == Built.SUBSET
                            ? ", and the archive holds these alone, counted against their share of the original. "
                            : "; the archive holds the whole clip. ");
        }
        if (!run.replaced().isEmpty()) {
            out.append("Settings were replaced for this run alone, usually to train for a shorter time. ");
        }
        if (run.drawn().isPresent()) {
            out.append("Its frames are not isolated: the worker itself rendered them; ")
                    .append("lab promote renders them in isolation. ");
        }
        return out + "Its score is not a score of the benchmark; it is only compared with runs made in the same way.";
    }

    /** Whether it may never become the baseline. */
    public boolean exploit() {
        return run.track().equals(Track.EXPLOIT);
    }

    /** What its settings are held against, in words; empty where there is nothing. */
    public String beside() {
        String parent = parent().isPresent() ? "its parent" : "";
        String floor = floorThen().isPresent() ? "the baseline at the time" : "";
        return parent.isEmpty() || floor.isEmpty() ? parent + floor : parent + " or from " + floor;
    }

    /** Device, machine, threads, code and seeds. */
    public String maker() {
        List<String> words = new ArrayList<>();
        words.add(run.device());
        words.add(run.machine());
        words.add(run.threads() + (run.threads() == 1 ? " thread" : " threads"));
        words.add("code " + run.codeVersion());
        if (!run.seeds().isEmpty()) {
            words.add((run.seeds().size() == 1 ? "seed " : "seeds ")
                    + run.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return String.join(", ", words);
    }

    /** Address of its archive, where the site has it. */
    public Optional<String> archive() {
        return Optional.of(frame.paths().archive(row))
                .filter(frame.site().files().paths()::contains)
                .map(frame::to);
    }

    /** Adds a page for each run, and the files that make runs again. */
    public static void addTo(Site site, RunFiles files) {
        addArchives(site, files);
        site.snapshot().runs().forEach(run -> {
            addRun(site, run, files);
            site.files()
                    .add(
                            "data/" + site.paths().run(run).replace(".html", ".js"),
                            () -> Content.text(Site.SCRIPT, forComparison(site.snapshot(), run)));
        });
        addFiles(site);
    }

    private static void addArchives(Site site, RunFiles files) {
        for (Numbered<Benchmark> benchmark : site.snapshot().benchmarks()) {
            Stream<RunRow> floors =
                    TurningPoint.of(site.snapshot(), benchmark).stream().map(TurningPoint::run);
            Stream<RunRow> best = RunChoice.best(site.snapshot(), benchmark).limit(ARCHIVES);
            Stream.concat(floors, best).distinct().forEach(run -> addArchive(site, run, files));
        }
    }

    private static void addArchive(Site site, RunRow row, RunFiles files) {
        Run run = site.snapshot().details(row);
        if (files.archive(run).isPresent()) {
            site.files()
                    .add(
                            site.paths().archive(row),
                            () -> new Content(
                                    "application/zip", files.archive(run).orElseThrow(() -> changed(row))));
        }
    }

    private static UncheckedIOException changed(RunRow row) {
        return new UncheckedIOException(
                new IOException("the archive of " + row.numberLabel() + " is no longer as it was"));
    }

    private static void addRun(Site site, RunRow run, RunFiles files) {
        String path = site.paths().run(run);
        String title = run.numberLabel() + " " + run.name().orElse(run.label());
        Frame frame = site.frame(
                        Topic.RUNS,
                        Optional.of(site.snapshot().benchmark(run.benchmark())),
                        "What run " + run.numberLabel() + " measured, and how to repeat it",
                        "assets/charts.js",
                        "assets/copy.js")
                .at(path, title);
        site.page(path, "run.jte", () -> RunPage.of(frame, run, files));
    }

    /** What the list of runs loads when two of them are compared. */
    private static String forComparison(Snapshot snapshot, RunRow row) {
        Run run = snapshot.details(row);
        Settings settings = Settings.of(snapshot.candidate(row).record());
        Map<String, String> values = new TreeMap<>(settings.all());
        run.replaced().forEach((name, value) -> values.put("replaced: " + name, value));
        values.put("code", run.codeVersion());
        Score terms = run.terms();
        return "foveaRuns.measured("
                + LedgerJson.MAPPER.writeValueAsString(LedgerJson.fields(
                        "number", row.number(),
                        "settings", values,
                        "stages", settings.stages(),
                        "sections", run.sections(),
                        "subset", run.subset(),
                        "terms", List.of(terms.segmentation(), terms.pose(), terms.rate()),
                        "pairs", run.pairs()))
                + ");\n";
    }

    private static void addFiles(Site site) {
        site.snapshot().all(Candidate.class).stream()
                .filter(candidate -> candidate.record().recipe().kind() == Recipe.Kind.PROFILE)
                .filter(candidate -> !site.snapshot().runsOf(candidate.key()).isEmpty())
                .forEach(candidate -> site.files()
                        .add(
                                site.paths().profile(candidate.key()),
                                () -> Content.text(
                                        YAML, profile(candidate.record().recipe()))));
        site.snapshot()
                .all(Study.class)
                .forEach(study -> site.files()
                        .add(
                                site.paths().plan(study),
                                () -> Content.text(YAML, study.record().plan())));
    }

    /** Settings as a file for {@code --profile}: JSON, which is YAML, with all defaults. */
    private static String profile(Recipe recipe) {
        return PROFILES.writeValueAsString(recipe.settings()) + "\n";
    }
}
