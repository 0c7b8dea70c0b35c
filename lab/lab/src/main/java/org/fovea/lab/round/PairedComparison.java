package org.fovea.lab.round;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;

/**
 * A candidate's run against the baseline's on the same pairs. Gains are in points of the score; positive is better.
 *
 * @param pairs that were compared
 * @param clipPairs of the whole clip
 * @param gain mean of the paired differences of the linearised score ({@link LinearScore}, at the baseline's mean on
 *     these pairs), plus the difference of the rate terms
 * @param exactGain difference of the exact scores on these pairs; never below {@link #gain}. Where the pairs are all of
 *     the clip, the difference of the scores
 * @param error standard error of the gain as an estimate of that over the whole clip
 * @param worse pairs on which the candidate is worse, rate left out
 * @param noise what the seeds of the runs do
 */
public record PairedComparison(
        int pairs, int clipPairs, double gain, double exactGain, double error, int worse, SeedNoise noise) {
    /**
     * Compares two runs.
     *
     * @param floor of the same pairs as the candidate, or of more where its archive holds the whole clip
     * @throws IllegalArgumentException where they cannot be compared, with a message for users
     */
    public static PairedComparison of(Run floor, Run candidate) {
        if (!floor.benchmark().equals(candidate.benchmark())) {
            throw new IllegalArgumentException("runs of two benchmarks cannot be compared");
        }
        if (floor.pairs().isEmpty() || candidate.pairs().isEmpty()) {
            throw new IllegalArgumentException(
                    "a run without results of its pairs cannot be compared pair by pair; measure it again");
        }
        if (floor.built() != candidate.built() || !floor.replaced().equals(candidate.replaced())) {
            throw new IllegalArgumentException(
                    "a run built for " + word(floor) + " cannot be compared with one built for " + word(candidate));
        }
        if (floor.built() == Run.Built.SUBSET && !floor.subset().equals(candidate.subset())) {
            throw new IllegalArgumentException(
                    "archives of other pairs cannot be compared: " + floor.subset() + ", and " + candidate.subset());
        }
        return of(
                at(floor, candidate.subset()),
                candidate.pairs(),
                candidate.subset().clipPairs(),
                floor.terms().rate() - candidate.terms().rate());
    }

    /**
     * Compares means over seeds: pair by pair, and on all pairs the scores themselves.
     *
     * @param floors runs of the baseline with different seeds, at least 1, the one of its own seed first
     * @param candidates runs of the candidate, likewise
     * @throws IllegalArgumentException where they cannot be compared, with a message for users
     */
    public static PairedComparison ofMeans(List<Run> floors, List<Run> candidates) {
        PairedComparison first = of(floors.getFirst(), candidates.getFirst());
        SeedNoise noise = SeedNoise.of(floors, candidates);
        if (noise.degrees() == 0) {
            return first;
        }
        double gain = meanScore(floors) - meanScore(candidates);
        double rate = meanRate(floors) - meanRate(candidates);
        Subset subset = candidates.getFirst().subset();
        PairedComparison means = of(meanPairs(floors, subset), meanPairs(candidates, subset), subset.clipPairs(), rate);
        return new PairedComparison(
                means.pairs,
                means.clipPairs,
                means.gain,
                means.whole() ? gain : means.exactGain,
                means.error,
                means.worse,
                noise);
    }

    private static double meanScore(List<Run> runs) {
        return runs.stream().mapToDouble(Run::score).average().orElseThrow();
    }

    private static double meanRate(List<Run> runs) {
        return runs.stream().mapToDouble(run -> run.terms().rate()).average().orElseThrow();
    }

    private static List<PairDistortion> meanPairs(List<Run> runs, Subset subset) {
        List<List<PairDistortion>> all =
                runs.stream().map(run -> at(run, subset)).toList();
        List<PairDistortion> means = new ArrayList<>();
        for (int i = 0; i < subset.size(); i++) {
            int place = i;
            means.add(new PairDistortion(
                    subset.pairs().get(i),
                    all.stream()
                            .mapToDouble(run -> run.get(place).segmentation())
                            .average()
                            .orElseThrow(),
                    all.stream()
                            .mapToDouble(run -> run.get(place).pose())
                            .average()
                            .orElseThrow()));
        }
        return means;
    }

    private static PairedComparison of(
            List<PairDistortion> floor, List<PairDistortion> candidate, int clipPairs, double rateGain) {
        LinearScore score = LinearScore.between(LinearScore.meanPose(floor), LinearScore.meanPose(candidate));
        int count = floor.size();
        double[] gains = new double[count];
        double sum = 0;
        int worse = 0;
        for (int i = 0; i < count; i++) {
            gains[i] = score.cost(floor.get(i)) - score.cost(candidate.get(i));
            sum += gains[i];
            worse += gains[i] < 0 ? 1 : 0;
        }
        double mean = sum / count;
        double squares = 0;
        for (double gain : gains) {
            squares += (gain - mean) * (gain - mean);
        }
        double error =
                count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count) * Math.sqrt(1 - (double) count / clipPairs);
        double exact = LinearScore.exact(floor) - LinearScore.exact(candidate) + rateGain;
        return new PairedComparison(count, clipPairs, mean + rateGain, exact, error, worse, SeedNoise.UNKNOWN);
    }

    /** Whether all pairs of the clip were compared, so that nothing is left to chance. */
    public boolean whole() {
        return pairs == clipPairs;
    }

    /**
     * Where the gain over the whole clip lies.
     *
     * <p>A paired t interval, with the correction √(1 − n/N) for n of N pairs of a finite clip. It was chosen by
     * simulation over percentile bootstrap and bootstrap-t, whose intervals of 8 pairs are too short; with differences
     * of heavy tails it holds what it says to a few percent. No interval of 8 pairs knows of a loss on one pair in
     * fifty: that is why only a run of all pairs decides at the end. The upper end is raised by what the linearised
     * gain lacks to the exact one, so that no candidate is rejected because of the tangent.
     *
     * <p>Where several seeds were measured, what they do is added to the variance; the degrees of freedom are then
     * those of Welch and Satterthwaite. That spread is in the differences of the pairs already, in part, so the
     * interval is rather too wide than too narrow. On all pairs it is all that is left to chance.
     *
     * @param below probability that the gain is below the interval, 0..0.5, both excluded
     * @param above probability that it is above
     */
    public Interval interval(double below, double above) {
        if (whole()) {
            return around(exactGain, noise.error(), noise.degrees(), below, above);
        }
        if (pairs < 2) {
            throw new IllegalArgumentException("an interval needs at least 2 pairs");
        }
        double ofPairs = error * error;
        double ofSeeds = noise.error() * noise.error();
        int degrees = pairs - 1;
        if (ofSeeds > 0) {
            double sum = ofPairs + ofSeeds;
            double freedom = sum * sum / (ofPairs * ofPairs / degrees + ofSeeds * ofSeeds / noise.degrees());
            degrees = Math.max(1, (int) freedom);
        }
        Interval interval = around(gain, Math.sqrt(ofPairs + ofSeeds), degrees, below, above);
        return new Interval(interval.low(), Math.max(interval.high(), interval.high() + exactGain - gain));
    }

    private static Interval around(double middle, double error, int degrees, double below, double above) {
        return error == 0
                ? new Interval(middle, middle)
                : new Interval(
                        middle - StudentT.quantile(1 - below, degrees) * error,
                        middle + StudentT.quantile(1 - above, degrees) * error);
    }

    public record Interval(double low, double high) {
        public boolean contains(double gain) {
            return low <= gain && gain <= high;
        }
    }

    private static List<PairDistortion> at(Run run, Subset subset) {
        if (run.subset().equals(subset)) {
            return run.pairs();
        }
        Map<Integer, PairDistortion> costs = new HashMap<>();
        run.pairs().forEach(pair -> costs.put(pair.pair(), pair));
        return subset.pairs().stream()
                .map(pair -> {
                    PairDistortion cost = costs.get(pair);
                    if (cost == null || run.subset().clipPairs() != subset.clipPairs()) {
                        throw new IllegalArgumentException(
                                "the run has no result of pair " + pair + ", only of " + run.subset());
                    }
                    return cost;
                })
                .toList();
    }

    private static String word(Run run) {
        return (run.built() == Run.Built.CLIP ? "the whole clip" : "a subset")
                + (run.replaced().isEmpty() ? "" : " with " + run.replaced());
    }
}
