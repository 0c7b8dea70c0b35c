package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much of what scores differ by each setting of a study explains.
 *
 * <p>Where settings were combined: functional analysis of variance with a small random forest (Hutter, Hoos and
 * Leyton-Brown, ICML 2014). A setting's share is the variance of the forest's prediction, averaged over all values of
 * the other settings, over the variance of the whole prediction. All values that were tried count alike. What a share
 * could be by chance is the largest of {@link #SHUFFLES} forests whose scores were shuffled: a setting that explains
 * nothing exceeds it once in twenty times.
 *
 * <p>Where one setting was varied at a time: the variance of the mean scores along that setting's values, the base
 * among them if it was measured, over the sum of these of all settings. Nothing is known of what settings do together.
 *
 * @param method which of the two
 * @param rows by share, falling
 * @param together share of what only several settings together explain; absent where one was varied at a time
 * @param predicts how well the forest foretells candidates that it was not made from: 1 is exactly, 0 is no better than
 *     the mean (R² of those left out); absent where there is no forest
 * @param candidates that were looked at
 */
public record Importance(
        Method method, List<Row> rows, OptionalDouble together, OptionalDouble predicts, int candidates) {
    /** Fewest candidates for a forest. */
    public static final int FEWEST = 8;

    /** Most candidates that are looked at; the latest ones. */
    public static final int MOST = 500;

    /** Forests of shuffled scores. */
    public static final int SHUFFLES = 19;

    /** Trees of a forest. */
    public static final int TREES = 48;

    private static final double USED = 0.7; // share of the settings that a branch may use: trees must differ

    /** Copies. */
    public Importance {
        rows = List.copyOf(rows);
    }

    /** How it was found. */
    public enum Method {
        /** Analysis of variance with a forest. */
        FOREST,
        /** Spread along one setting at a time. */
        SPREAD
    }

    /**
     * A setting.
     *
     * @param setting its path
     * @param share of the variance, 0..1
     * @param chance what the share may be by chance; absent where one setting was varied at a time
     * @param best value with the best mean score
     * @param range between the means of the best value and of the worst, in points
     */
    public record Row(String setting, double share, OptionalDouble chance, String best, double range) {}

    /** Of a study; absent where there are too few candidates, fewer than two settings, or no two scores differ. */
    public static Optional<Importance> of(StudyResults results) {
        return results.oneAtATime() && !results.base().isEmpty() ? spread(results) : forest(results);
    }

    private static Optional<Importance> forest(StudyResults results) {
        List<StudyResults.Point> points = results.points()
                .subList(
                        Math.max(0, results.points().size() - MOST),
                        results.points().size());
        List<String> settings = new ArrayList<>();
        List<Levels> columns = new ArrayList<>();
        for (int i = 0; i < results.settings().size(); i++) {
            int place = i;
            Levels.of(points.stream().map(point -> point.values().get(place)).toList())
                    .filter(levels -> levels.names().size() > 1)
                    .ifPresent(levels -> {
                        settings.add(results.settings().get(place));
                        columns.add(levels);
                    });
        }
        double[] scores = fenced(points, results.fence());
        if (points.size() < FEWEST
                || columns.size() < 2
                || Arrays.stream(scores).distinct().count() < 2) {
            return Optional.empty();
        }
        Forest forest = Forest.grow(columns, scores, new Random(1));
        double[] chance = new double[columns.size()];
        for (int shuffle = 1; shuffle <= SHUFFLES; shuffle++) {
            Random random = new Random(shuffle + 1L);
            List<Double> dealt = new ArrayList<>(Arrays.stream(scores).boxed().toList());
            Collections.shuffle(dealt, random);
            double[] other = Forest.grow(
                            columns,
                            dealt.stream().mapToDouble(Double::doubleValue).toArray(),
                            random)
                    .alone();
            for (int i = 0; i < chance.length; i++) {
                chance[i] = Math.max(chance[i], other[i]);
            }
        }
        double all = forest.variance();
        double[] alone = forest.alone();
        if (!(all > 0)) {
            return Optional.empty();
        }
        List<Row> rows = IntStream.range(0, columns.size())
                .mapToObj(i -> row(
                        settings.get(i),
                        columns.get(i),
                        scores,
                        alone[i] / all,
                        OptionalDouble.of(Math.min(1, chance[i] / all))))
                .sorted(Comparator.comparingDouble(Row::share).reversed())
                .toList();
        return Optional.of(new Importance(
                Method.FOREST,
                rows,
                OptionalDouble.of(Math.max(0, 1 - Arrays.stream(alone).sum() / all)),
                OptionalDouble.of(forest.predicts()),
                points.size()));
    }

    private static Row row(String setting, Levels levels, double[] scores, double share, OptionalDouble chance) {
        double[] means = means(levels, scores);
        int best = 0;
        int worst = 0;
        for (int i = 1; i < means.length; i++) {
            best = means[i] < means[best] ? i : best;
            worst = means[i] > means[worst] ? i : worst;
        }
        return new Row(setting, share, chance, levels.names().get(best), means[worst] - means[best]);
    }

    private static double[] means(Levels levels, double[] scores) {
        double[] sums = new double[levels.names().size()];
        int[] counts = new int[sums.length];
        for (int i = 0; i < scores.length; i++) {
            sums[levels.places().get(i)] += scores[i];
            counts[levels.places().get(i)]++;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(1, counts[i]);
        }
        return sums;
    }

    /** Scores of failures count as the fence, else one of them would be all that there is to explain. */
    private static double[] fenced(List<StudyResults.Point> points, double fence) {
        return points.stream()
                .mapToDouble(point -> Math.min(point.score(), fence))
                .toArray();
    }

    private static Optional<Importance> spread(StudyResults results) {
        double[] scores = fenced(results.points(), results.fence());
        List<Row> found = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        for (int i = 0; i < results.settings().size(); i++) {
            int place = i;
            List<String> values = new ArrayList<>();
            List<Double> along = new ArrayList<>();
            for (int j = 0; j < scores.length; j++) {
                StudyResults.Point point = results.points().get(j);
                if (results.onlyChange(point).filter(change -> change == place).isPresent()) {
                    values.add(point.values().get(i));
                    along.add(scores[j]);
                }
            }
            if (results.floorIsBase()) {
                values.add(results.base().get(i));
                along.add(results.floor().orElseThrow().score());
            }
            Optional<Levels> levels =
                    Levels.of(values).filter(each -> each.names().size() > 1);
            if (levels.isPresent()) {
                double[] scoresAlong =
                        along.stream().mapToDouble(Double::doubleValue).toArray();
                variances.add(variance(means(levels.get(), scoresAlong)));
                found.add(row(results.settings().get(i), levels.get(), scoresAlong, 0, OptionalDouble.empty()));
            }
        }
        double all = variances.stream().mapToDouble(Double::doubleValue).sum();
        if (found.size() < 2 || !(all > 0)) {
            return Optional.empty();
        }
        List<Row> rows = IntStream.range(0, found.size())
                .mapToObj(i -> new Row(
                        found.get(i).setting(),
                        variances.get(i) / all,
                        OptionalDouble.empty(),
                        found.get(i).best(),
                        found.get(i).range()))
                .sorted(Comparator.comparingDouble(Row::share).reversed())
                .toList();
        return Optional.of(
                new Importance(Method.SPREAD, rows, OptionalDouble.empty(), OptionalDouble.empty(), scores.length));
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
    }

    /** Regression trees, each of candidates that were drawn with replacement. */
    private record Forest(double variance, double[] alone, double predicts) {
        static Forest grow(List<Levels> columns, double[] scores, Random random) {
            int count = scores.length;
            double variance = 0;
            double[] alone = new double[columns.size()];
            double[] foretold = new double[count];
            int[] times = new int[count];
            int used = Math.max(1, (int) Math.ceil(USED * columns.size()));
            for (int tree = 0; tree < TREES; tree++) {
                int[] drawn = random.ints(count, 0, count).toArray();
                RegressionTree grown = RegressionTree.grow(columns, scores, drawn, used, random);
                variance += grown.variance() / TREES;
                for (int i = 0; i < alone.length; i++) {
                    alone[i] += grown.variance(i) / TREES;
                }
                boolean[] seen = new boolean[count];
                Arrays.stream(drawn).forEach(i -> seen[i] = true);
                for (int i = 0; i < count; i++) {
                    if (!seen[i]) {
                        foretold[i] += grown.foretell(i);
                        times[i]++;
                    }
                }
            }
            double mean = Arrays.stream(scores).average().orElse(0);
            double missed = 0;
            double all = 0;
            for (int i = 0; i < count; i++) {
                if (times[i] > 0) {
                    missed += Math.pow(scores[i] - foretold[i] / times[i], 2);
                    all += Math.pow(scores[i] - mean, 2);
                }
            }
            return new Forest(variance, alone, all > 0 ? 1 - missed / all : 0);
        }
    }
}
