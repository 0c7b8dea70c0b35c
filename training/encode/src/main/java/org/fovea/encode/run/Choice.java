package org.fovea.encode.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fovea.evaluate.score.Score;

/**
 * Why a run encodes with one of the profiles that it tried.
 *
 * @param chosen name of the profile that is taken
 * @param why in one sentence
 * @param candidates what each promises, in the order in which they were tried
 */
public record Choice(String chosen, String why, List<Forecast> candidates) {
    /**
     * Forecasts that are no further apart than this, as a share of the best one, are as good as equal: then bytes
     * decide, which are known.
     */
    private static final double CHANCE = 0.1;

    public Choice {
        candidates = List.copyOf(candidates);
    }

    /**
     * What a trial came to.
     *
     * @param share of the profile's steps that it had
     * @param bytes of its archive, all pairs of it
     * @param pairs that it was scored on
     * @param score of these
     * @param seconds of processor time in the process that finished it
     */
    public record Trial(double share, long bytes, int pairs, Score score, double seconds) {}

    /**
     * What a profile promises.
     *
     * @param profile its name
     * @param trial what it came to in its trial
     * @param expected score of the whole profile
     */
    public record Forecast(String profile, Trial trial, double expected) {
        /**
         * Exponent by which what the networks lose is expected to fall with the number of steps: the greatest that was
         * measured from a trial to the end, searches included. A second trial says nothing about it, since a family may
         * only just have begun to render: docs/encoding.md.
         */
        static final double EXPONENT = 0.3;

        /** The same of a video, most of which is as it will be: its filter at most halves what the networks lose. */
        static final double EXPONENT_OF_VIDEO = 0.1;

        /** Foretells: what the networks lose falls as a power of the steps, bytes stay as they are. */
        static Forecast of(String profile, Trial trial, double exponent) {
            double left = trial.score().withoutRate() * Math.pow(trial.share(), exponent);
            return new Forecast(profile, trial, left + trial.score().rate());
        }

        private String phrase() {
            return String.format(
                    Locale.ROOT,
                    "%s %.3f (%.3f lost with %.1f %% of its steps, %,d bytes, %.0f s)",
                    profile,
                    expected,
                    trial.score().withoutRate(),
                    100 * trial.share(),
                    trial.bytes(),
                    trial.seconds());
        }
    }

    /**
     * The one that promises the lowest score; of those that promise as much, as far as trials can tell, the one with
     * the fewest bytes.
     */
    static Choice of(List<Forecast> candidates) {
        double lowest =
                candidates.stream().mapToDouble(Forecast::expected).min().orElseThrow();
        Forecast best = candidates.stream()
                .filter(candidate -> candidate.expected() <= (1 + CHANCE) * lowest)
                .min(Comparator.comparingLong(candidate -> candidate.trial().bytes()))
                .orElseThrow();
        String others = candidates.stream()
                .filter(candidate -> candidate != best)
                .map(Forecast::phrase)
                .collect(Collectors.joining(", "));
        String reason = best.expected() > lowest
                ? "its trial promises the fewest bytes of those within a tenth of the lowest score: "
                : "its trial promises the lowest score: ";
        String why = "profile " + best.profile() + " is taken because " + reason + best.phrase() + "; " + others;
        return new Choice(best.profile(), why, candidates);
    }
}
