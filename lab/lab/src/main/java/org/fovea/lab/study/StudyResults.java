package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/**
 * What a study measured, as a table: for each candidate the values of its settings and its score. Scores can only be
 * compared where the pairs are the same, so that one rung counts: the one that measured most candidates, of several the
 * last.
 *
 * @param settings that vary, in the order of the study file; those that take one value only are left out
 * @param oneAtATime whether candidates differ from the base in one setting each
 * @param rung whose scores these are, from 0; −1 where no candidate finished one
 * @param base values of the study's base in the order of the settings; empty where the ledger does not have it
 * @param floor baseline that the latest candidate was compared with on this rung
 * @param floorIsBase whether that is the base
 * @param points candidates in the order of their numbers
 */
public record StudyResults(
        Numbered<Study> study,
        List<String> settings,
        boolean oneAtATime,
        int rung,
        List<String> base,
        Optional<Floor> floor,
        boolean floorIsBase,
        List<Point> points) {
    private static final String UNSET = "unset";
    private static final double FENCES = 3;
    private static final double BEST = 10;
    private static final Pattern PATH = Pattern.compile("[^.\\[\\]]+(?:\\[\\d{1,6}])?(?:\\..*)?");
    private static final Plan UNKNOWN = new Plan(List.of(), false, Optional.empty());

    public StudyResults {
        settings = List.copyOf(settings);
        base = List.copyOf(base);
        points = List.copyOf(points);
    }

    /**
     * A candidate on the rung.
     *
     * @param values of the settings, in their order; several stages' values are one text
     * @param run that was compared; with several seeds the one of the candidate's own
     * @param score of the rung's pairs, in points; with several seeds their mean
     * @param decision that the rung made
     */
    public record Point(
            Numbered<Candidate> candidate, List<String> values, RunRow run, double score, Round.Decision decision) {
        public Point {
            values = List.copyOf(values);
        }
    }

    /**
     * The baseline on the rung.
     *
     * @param run with several seeds the one of its own
     * @param score of the rung's pairs, in points; with several seeds their mean
     * @param seeds how many
     */
    public record Floor(RunRow run, double score, int seeds) {}

    /** What of a plan counts here. */
    private record Plan(List<String> settings, boolean oneAtATime, Optional<String> base) {
        boolean known() {
            return !settings.isEmpty();
        }
    }

    /**
     * Of records that were read already.
     *
     * @param rounds of the study, in order
     * @param candidates by their keys
     * @param runs by their keys
     */
    public static StudyResults of(
            Numbered<Study> study,
            List<Round> rounds,
            Function<String, Optional<Numbered<Candidate>>> candidates,
            Function<String, Optional<RunRow>> runs) {
        Plan plan = plan(study.record());
        int rung = rung(rounds);
        Map<String, Round> last = new LinkedHashMap<>(); // of each candidate: a round may be held again
        rounds.stream().filter(round -> round.rung() == rung).forEach(round -> last.put(round.candidate(), round));
        List<Measured> measured = last.values().stream()
                .flatMap(round -> measured(round, candidates, runs).stream())
                .sorted((one, other) ->
                        Long.compare(one.candidate().number(), other.candidate().number()))
                .toList();
        Optional<Numbered<Candidate>> base = plan.base().flatMap(candidates);
        List<String> settings = varied(
                plan.known() ? plan.settings() : allSettings(measured),
                measured,
                plan.oneAtATime() ? base : Optional.empty());
        Optional<Floor> floor = rounds.reversed().stream()
                .filter(round -> round.rung() == rung)
                .findFirst()
                .flatMap(round -> runs.apply(round.floorRun()).map(run -> {
                    List<String> seeds =
                            round.seeds().map(Round.Seeds::floorRuns).orElse(List.of(run.key()));
                    return new Floor(run, mean(seeds, run, runs), seeds.size());
                }));
        return new StudyResults(
                study,
                settings,
                plan.oneAtATime(),
                rung,
                base.map(each -> values(each.record(), settings)).orElse(List.of()),
                floor,
                floor.isPresent() && floor.map(each -> each.run().candidate()).equals(base.map(Numbered::key)),
                measured.stream()
                        .map(each -> new Point(
                                each.candidate(),
                                values(each.candidate().record(), settings),
                                each.run(),
                                each.score(),
                                each.round().decision()))
                        .toList());
    }

    /** Plans of imported studies need not be ones; the settings then follow from the candidates. */
    private static Plan plan(Study study) {
        try {
            StudyPlan plan = StudyPlan.parse(study.plan());
            return new Plan(
                    List.copyOf(plan.space().dimensions().keySet()),
                    plan.oneAtATime(),
                    plan.drawn().map(StudyPlan.Drawn::base));
        } catch (FormatException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static int rung(List<Round> rounds) {
        Map<Integer, TreeSet<String>> counts = new TreeMap<>();
        rounds.forEach(round ->
                counts.computeIfAbsent(round.rung(), _ -> new TreeSet<>()).add(round.candidate()));
        int best = -1;
        for (Map.Entry<Integer, TreeSet<String>> entry : counts.entrySet()) {
            if (best < 0 || entry.getValue().size() >= counts.get(best).size()) {
                best = entry.getKey();
            }
        }
        return best;
    }

    private record Measured(Numbered<Candidate> candidate, RunRow run, double score, Round round) {}

    private static Optional<Measured> measured(
            Round round,
            Function<String, Optional<Numbered<Candidate>>> candidates,
            Function<String, Optional<RunRow>> runs) {
        Optional<Numbered<Candidate>> candidate = candidates.apply(round.candidate());
        Optional<RunRow> run = runs.apply(round.candidateRun());
        if (candidate.isEmpty() || run.isEmpty()) {
            return Optional.empty();
        }
        List<String> seeds = round.seeds().map(Round.Seeds::candidateRuns).orElse(List.of(round.candidateRun()));
        return Optional.of(new Measured(candidate.get(), run.get(), mean(seeds, run.get(), runs), round));
    }

    /** Mean score of those runs that are there; of one alone where none is. */
    private static double mean(List<String> keys, RunRow one, Function<String, Optional<RunRow>> runs) {
        return keys.stream()
                .flatMap(key -> runs.apply(key).stream())
                .mapToDouble(RunRow::score)
                .average()
                .orElse(one.score());
    }

    private static List<String> allSettings(List<Measured> measured) {
        return measured.stream()
                .flatMap(each -> Settings.of(each.candidate().record()).all().keySet().stream())
                .distinct()
                .toList();
    }

    /** Settings of more than one value; of those that always change together the first. */
    private static List<String> varied(
            List<String> settings, List<Measured> measured, Optional<Numbered<Candidate>> base) {
        List<List<String>> rows = new ArrayList<>();
        measured.forEach(each -> rows.add(values(each.candidate().record(), settings)));
        base.ifPresent(each -> rows.add(values(each.record(), settings)));
        List<List<Integer>> columns = new ArrayList<>();
        List<String> varied = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            int place = i;
            List<String> column = rows.stream().map(row -> row.get(place)).toList();
            List<String> distinct = column.stream().distinct().toList();
            List<Integer> pattern = column.stream().map(distinct::indexOf).toList();
            if (distinct.size() > 1 && !columns.contains(pattern)) {
                columns.add(pattern);
                varied.add(settings.get(i));
            }
        }
        return varied;
    }

    private static List<String> values(Candidate candidate, List<String> paths) {
        Settings settings = Settings.of(candidate);
        Map<String, String> all = settings.all();
        return paths.stream()
                .map(path -> {
                    List<String> values = all.containsKey(path)
                            ? List.of(all.get(path))
                            : PATH.matcher(path).matches() ? settings.values(path) : List.of();
                    return values.isEmpty()
                            ? UNSET
                            : String.join(" / ", values.stream().distinct().toList());
                })
                .toList();
    }

    /**
     * The score above which a candidate counts as failed: above both ten times the best and the upper quartile plus
     * three times the distance between the quartiles (Tukey's outer fence), as on the charts of all runs. Infinite
     * where there is no candidate.
     */
    public double fence() {
        double[] sorted = points.stream().mapToDouble(Point::score).sorted().toArray();
        if (sorted.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double upper = sorted[3 * (sorted.length - 1) / 4];
        double lower = sorted[(sorted.length - 1) / 4];
        return Math.max(BEST * sorted[0], upper + FENCES * (upper - lower));
    }

    /**
     * The setting in which a candidate differs from the base, by its place in the list; absent where it differs in none
     * or in several.
     */
    public Optional<Integer> onlyChange(Point point) {
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> changes = IntStream.range(0, settings.size())
                .filter(i -> !Settings.same(base.get(i), point.values().get(i)))
                .boxed()
                .toList();
        return changes.size() == 1 ? Optional.of(changes.getFirst()) : Optional.empty();
    }
}
