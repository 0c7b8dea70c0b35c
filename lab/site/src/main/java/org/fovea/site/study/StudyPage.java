package org.fovea.site.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.StudyResults;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Once;
import org.fovea.site.model.Snapshot;
import org.fovea.site.plot.Figure;

/**
 * The page of a study.
 *
 * @param frame around it
 * @param results its candidates and their scores
 * @param runs how many were made for it
 */
public record StudyPage(Frame frame, StudyResults results, long runs) {
    private static final int MOST_SLICES = 24;
    private static final int MOST_ROWS = 100;

    /** What it runs on. */
    public Numbered<Benchmark> benchmark() {
        return frame.snapshot().benchmark(results.study().record().benchmark());
    }

    /** A small chart for each setting. */
    public List<Figure> slices() {
        return SliceChart.of(frame, results).stream().limit(MOST_SLICES).toList();
    }

    /** Candidates by score, the best first. */
    public List<StudyResults.Point> best() {
        return results.points().stream()
                .sorted(Comparator.comparingDouble(StudyResults.Point::score))
                .limit(MOST_ROWS)
                .toList();
    }

    /** A candidate's values in one line: where one setting was varied at a time, that one. */
    public String values(StudyResults.Point point) {
        Optional<Integer> only = results.oneAtATime() ? results.onlyChange(point) : Optional.empty();
        return IntStream.range(0, results.settings().size())
                .filter(i -> only.isEmpty() || only.get() == i)
                .mapToObj(i -> results.settings().get(i) + " " + point.values().get(i))
                .collect(Collectors.joining(", "));
    }

    /** Pairs that the scores are of. */
    public int pairs() {
        return results.points().getFirst().run().pairs();
    }

    /** Address of the file with all of it. */
    public String data() {
        return frame.to("data/" + dataName(results.study()) + ".json");
    }

    private static String dataName(Numbered<Study> study) {
        return "study-" + study.label();
    }

    /**
     * The list of all studies.
     *
     * @param frame around it
     * @param studies newest first
     */
    public record Index(Frame frame, List<Line> studies) {}

    /**
     * A study in the list.
     *
     * @param study itself
     * @param benchmark name of what it runs on
     * @param candidates that were compared
     * @param runs that were made for it
     * @param killed candidates that a round stopped
     */
    public record Line(Numbered<Study> study, String benchmark, long candidates, long runs, long killed) {
        private static Line of(Snapshot snapshot, Numbered<Study> study, List<Round> rounds, long runs) {
            return new Line(
                    study,
                    snapshot.benchmark(study.record().benchmark()).record().name(),
                    rounds.stream().map(Round::candidate).distinct().count(),
                    runs,
                    rounds.stream()
                            .filter(round -> round.decision() == Round.Decision.KILL)
                            .map(Round::candidate)
                            .distinct()
                            .count());
        }
    }

    /** Adds the list, a page for each study, and a file for scripts behind each. */
    public static void addTo(Site site) {
        Snapshot snapshot = site.snapshot();
        Map<String, List<Round>> rounds = snapshot.all(Round.class).stream()
                .map(Numbered::record)
                .filter(round -> round.study().isPresent())
                .collect(Collectors.groupingBy(round -> round.study().get()));
        Map<String, Long> runs = snapshot.runs().stream()
                .flatMap(run -> run.study().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<Numbered<Study>> studies = snapshot.all(Study.class);
        String description = "Planned searches: what was varied, and what came of it";
        Frame frame = site.frame(Topic.STUDIES, Optional.empty(), description);
        site.page(
                frame.path(),
                "studies.jte",
                () -> new Index(
                        frame,
                        studies.reversed().stream()
                                .map(study -> Line.of(
                                        snapshot,
                                        study,
                                        rounds.getOrDefault(study.key(), List.of()),
                                        runs.getOrDefault(study.key(), 0L)))
                                .toList()));
        studies.forEach(study ->
                add(site, study, rounds.getOrDefault(study.key(), List.of()), runs.getOrDefault(study.key(), 0L)));
    }

    private static void add(Site site, Numbered<Study> study, List<Round> rounds, long runs) {
        Snapshot snapshot = site.snapshot();
        Supplier<StudyResults> results = new Once<>(
                () -> StudyResults.of(study, rounds, key -> snapshot.find(Candidate.class, key), snapshot::run));
        String description = "What the score of this study was at each value of its settings";
        Frame frame = site.frame(Topic.STUDIES, Optional.empty(), description, "assets/charts.js")
                .at(
                        site.paths().study(study),
                        study.label() + " " + study.record().name());
        site.page(frame.path(), "study.jte", () -> new StudyPage(frame, results.get(), runs));
        site.data("study", dataName(study), () -> data(snapshot, results.get()));
    }

    /** What a study's page shows, as {@code data/study-S-0001.json} has it. */
    private static Map<String, Object> data(Snapshot snapshot, StudyResults results) {
        Study study = results.study().record();
        return LedgerJson.fields(
                "study", results.study().label(),
                "name", study.name(),
                "benchmark", snapshot.benchmark(study.benchmark()).record().name(),
                "oneAtATime", results.oneAtATime(),
                "rung", Optional.of(results.rung()).filter(rung -> rung >= 0),
                "pairs",
                        results.points().stream()
                                .findFirst()
                                .map(point -> point.run().pairs()),
                "floor", results.floor().map(floor -> floor.run().numberLabel()),
                "candidates",
                        results.points().stream()
                                .map(point -> LedgerJson.fields(
                                        "candidate", point.candidate().label(),
                                        "run", point.run().numberLabel(),
                                        "score", point.score(),
                                        "decision", point.decision(),
                                        "values", values(results, point)))
                                .toList());
    }

    private static Map<String, String> values(StudyResults results, StudyResults.Point point) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < results.settings().size(); i++) {
            values.put(results.settings().get(i), point.values().get(i));
        }
        return values;
    }
}
