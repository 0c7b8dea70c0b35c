package org.fovea.site.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.study.StudyResults;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Once;
import org.fovea.site.model.Snapshot;
import org.fovea.site.plot.Figure;

/**
 * The page of a study.
 *
 * @param frame around it
 * @param facts what it shows
 */
public record StudyPage(Frame frame, Facts facts) {
    private static final int MOST_SLICES = 24;
    private static final int MOST_ROWS = 100;

    /**
     * A study and what follows from its runs.
     *
     * @param study itself
     * @param results its candidates and their scores
     * @param runs that were made for it
     */
    public record Facts(Numbered<Study> study, StudyResults results, List<RunRow> runs) {
        private static Facts of(Snapshot snapshot, Numbered<Study> study, List<Round> rounds) {
            StudyResults results =
                    StudyResults.of(study, rounds, key -> snapshot.find(Candidate.class, key), snapshot::run);
            return new Facts(
                    study,
                    results,
                    snapshot.runs().stream()
                            .filter(run ->
                                    run.study().filter(study.key()::equals).isPresent())
                            .toList());
        }
    }

    /** What it runs on. */
    public Numbered<Benchmark> benchmark() {
        return frame.snapshot().benchmark(facts.study().record().benchmark());
    }

    /** A small chart for each setting. */
    public List<Figure> slices() {
        return SliceChart.of(frame, facts.results()).stream().limit(MOST_SLICES).toList();
    }

    /** Candidates by score, the best first. */
    public List<StudyResults.Point> best() {
        return facts.results().points().stream()
                .sorted(Comparator.comparingDouble(StudyResults.Point::score))
                .limit(MOST_ROWS)
                .toList();
    }

    /** A candidate's values in one line: where one setting was varied at a time, that one. */
    public String values(StudyResults.Point point) {
        StudyResults results = facts.results();
        Optional<Integer> only = results.oneAtATime() ? results.onlyChange(point) : Optional.empty();
        return IntStream.range(0, results.settings().size())
                .filter(i -> only.isEmpty() || only.get() == i)
                .mapToObj(i -> results.settings().get(i) + " " + point.values().get(i))
                .collect(Collectors.joining(", "));
    }

    /** Pairs that the scores are of. */
    public int pairs() {
        return facts.results().points().getFirst().run().pairs();
    }

    /** Address of the file with all of it. */
    public String data() {
        return frame.to("data/" + dataName(facts.study()) + ".json");
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

    /** The list, a page for each study, and a file for scripts behind each. */
    public static final class Part implements Site.Part {
        @Override
        public void addTo(Site site) {
            Snapshot snapshot = site.snapshot();
            Map<String, List<Round>> rounds = new HashMap<>();
            snapshot.all(Round.class).stream()
                    .map(Numbered::record)
                    .forEach(round -> round.study()
                            .ifPresent(key -> rounds.computeIfAbsent(key, _ -> new ArrayList<>())
                                    .add(round)));
            Map<String, Long> runs = new HashMap<>();
            snapshot.runs().forEach(run -> run.study().ifPresent(key -> runs.merge(key, 1L, Long::sum)));
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
            studies.forEach(study -> add(site, study, rounds.getOrDefault(study.key(), List.of())));
        }

        private static void add(Site site, Numbered<Study> study, List<Round> rounds) {
            Supplier<Facts> facts = new Once<>(() -> Facts.of(site.snapshot(), study, rounds));
            String description = "What the score of this study was at each value of its settings";
            Frame frame = site.frame(Topic.STUDIES, Optional.empty(), description, "assets/charts.js")
                    .at(
                            site.paths().study(study),
                            study.label() + " " + study.record().name());
            site.page(frame.path(), "study.jte", () -> new StudyPage(frame, facts.get()));
            site.data(
                    "study",
                    dataName(study),
                    () -> StudyData.of(
                            site.snapshot()
                                    .benchmark(study.record().benchmark())
                                    .record()
                                    .name(),
                            facts.get().results()));
        }
    }

    /**
     * What a study's page shows, as {@code data/study-S-0001.json} has it.
     *
     * @param study its number
     * @param name of it
     * @param benchmark name
     * @param oneAtATime whether one setting was varied at a time
     * @param rung whose scores these are, from 0; absent where no candidate finished one
     * @param pairs of that rung
     * @param floor run of the baseline on it
     * @param candidates that were measured on it
     */
    record StudyData(
            String study,
            String name,
            String benchmark,
            boolean oneAtATime,
            Optional<Integer> rung,
            Optional<Integer> pairs,
            Optional<String> floor,
            List<Line> candidates) {
        /** A candidate. */
        record Line(String candidate, String run, double score, Decision decision, Map<String, String> values) {}

        static StudyData of(String benchmark, StudyResults results) {
            return new StudyData(
                    results.study().label(),
                    results.study().record().name(),
                    benchmark,
                    results.oneAtATime(),
                    results.rung() < 0 ? Optional.empty() : Optional.of(results.rung()),
                    results.points().stream()
                            .findFirst()
                            .map(point -> point.run().pairs()),
                    results.floor().map(floor -> floor.run().numberLabel()),
                    results.points().stream().map(point -> line(results, point)).toList());
        }

        private static Line line(StudyResults results, StudyResults.Point point) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < results.settings().size(); i++) {
                values.put(results.settings().get(i), point.values().get(i));
            }
            return new Line(
                    point.candidate().label(), point.run().numberLabel(), point.score(), point.decision(), values);
        }
    }
}
