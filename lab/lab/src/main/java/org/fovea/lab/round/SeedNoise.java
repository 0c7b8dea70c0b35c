package org.fovea.lab.round;

import java.util.List;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;

/**
 * How much scores differ where nothing but the seed does. The spread of both sides is pooled, as if both had the same:
 * with two or three runs of each, two separate estimates would be worth little.
 *
 * @param floorSeeds runs of the baseline, at least 1
 * @param candidateSeeds runs of the candidate, at least 1
 * @param deviation standard deviation of the score of one seed, in points; 0 where {@code degrees} is 0, since nothing
 *     is known then
 * @param degrees of freedom: runs that tell something of the spread
 */
public record SeedNoise(int floorSeeds, int candidateSeeds, double deviation, int degrees) {
    /** One seed each, which says nothing of the noise. */
    public static final SeedNoise UNKNOWN = new SeedNoise(1, 1, 0, 0);

    /** How often, at most, a candidate that changes nothing should pass the usual bar by chance. */
    static final double CHANCE = 0.05;

    public static SeedNoise of(List<Run> floors, List<Run> candidates) {
        int degrees = floors.size() + candidates.size() - 2;
        double squares = squares(floors) + squares(candidates);
        double deviation = degrees == 0 ? 0 : Math.sqrt(squares / degrees);
        return new SeedNoise(floors.size(), candidates.size(), deviation, degrees);
    }

    private static double squares(List<Run> runs) {
        double mean = runs.stream().mapToDouble(Run::score).average().orElseThrow();
        return runs.stream()
                .mapToDouble(run -> (run.score() - mean) * (run.score() - mean))
                .sum();
    }

    /** Standard deviation of the difference of the two means that comes from the seeds alone. */
    public double error() {
        return deviation * Math.sqrt(1.0 / floorSeeds + 1.0 / candidateSeeds);
    }

    /**
     * The bar that a baseline's own spread asks for: t·s·√(2/n), where s is the standard deviation of its n runs and t
     * the 95 % quantile of Student's distribution with n − 1 degrees of freedom. The means of two candidates that
     * differ in nothing but their seeds differ by s·√(2/n), and t makes up for s being known from n runs only: so one
     * in twenty candidates that change nothing comes out above the bar.
     *
     * @param floors runs of the baseline with different seeds, at least 2
     */
    public static double usualBar(List<Run> floors) {
        Spread spread = Spread.of(floors.stream().map(Run::score).toList());
        int count = spread.seeds();
        return StudentT.quantile(1 - CHANCE, count - 1) * spread.deviation() * Math.sqrt(2.0 / count);
    }
}
