package org.fovea.encode.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.evaluate.score.Score;

/**
 * Why a run encodes with one of the profiles that it tried.
 *
 * @param chosen name of the profile that is taken
 * @param why in one sentence
 * @param candidates what each promises, in the order in which they were tried
 */
public record Choice(String chosen, String why, List<Forecast> candidates) {
    /** Candidates with so many times the score of the best one after the shorter trials are left out. */
    private static final double HOPELESS = 2.5;

    /** Forecasts that are no further apart than this, as a share of the best one, are as good as equal: then bytes decide, which are known. */
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
     * @param shorter a trial
     * @param longer another one with twice its steps; empty where the shorter one left no hope
     * @param exponent by which what the networks lose is expected to fall with the number of steps from there on
     * @param expected score of the whole profile
     */
    public record Forecast(String profile, Trial shorter, Optional<Trial> longer, double exponent, double expected) {
        /** What is left of the exponent between the two trials on the way to the end: learning curves flatten. */
        static final double FLATTENING = 0.7;

        /**
         * Largest exponent, since between two short trials a family may only just have begun to draw. From a twenty-fifth of the steps to the end it was 0.17 and 0.3 on real clips: docs/encoding.md.
         */
        static final double STEEPEST = 0.3;

        /**
         * Foretells: what the networks lose falls as a power of the steps, bytes stay as they are.
         *
         * @param shorter with half the steps of {@code longer}
         */
        static Forecast of(String profile, Trial shorter, Trial longer) {
            double halved =
                    Math.log(shorter.score().withoutRate() / longer.score().withoutRate())
                            / Math.log(longer.share() / shorter.share());
            // Nothing lost in either, or more lost by the longer one, says nothing about the rest.
            double exponent =
                    halved > 0 && halved < Double.POSITIVE_INFINITY ? Math.min(STEEPEST, FLATTENING * halved) : 0;
            double left = longer.score().withoutRate() * Math.pow(longer.share(), exponent);
            return new Forecast(
                    profile,
                    shorter,
                    Optional.of(longer),
                    exponent,
                    left + longer.score().rate());
        }

        /** What is not tried any longer promises nothing better than what it came to. */
        static Forecast leftOut(String profile, Trial shorter) {
            return new Forecast(
                    profile, shorter, Optional.empty(), 0, shorter.score().total());
        }

        private String phrase() {
            return longer.map(this::promise)
                    .orElseGet(() -> String.format(
                            Locale.ROOT,
                            "%s is left out (%.3f lost with %.1f %% of its steps, %,d bytes, %.0f s)",
                            profile,
                            shorter.score().withoutRate(),
                            100 * shorter.share(),
                            shorter.bytes(),
                            shorter.seconds()));
        }

        private String promise(Trial second) {
            return String.format(
                    Locale.ROOT,
                    "%s %.3f (%.3f and %.3f lost with %.1f and %.1f %% of its steps, %,d bytes, %.0f s)",
                    profile,
                    expected,
                    shorter.score().withoutRate(),
                    second.score().withoutRate(),
                    100 * shorter.share(),
                    100 * second.share(),
                    second.bytes(),
                    shorter.seconds() + second.seconds());
        }
    }

    /** Whether a candidate need not be tried any longer: the best of the shorter trials is better by more than a family that learns slowly ever made up for. */
    static boolean isHopeless(Trial shorter, List<Trial> all) {
        double best =
                all.stream().mapToDouble(trial -> trial.score().total()).min().orElseThrow();
        return shorter.score().total() > HOPELESS * best;
    }

    /** The one that promises the lowest score; of those that promise as much, as far as trials can tell, the one with the fewest bytes. */
    static Choice of(List<Forecast> candidates) {
        double lowest = tried(candidates).mapToDouble(Forecast::expected).min().orElseThrow();
        Forecast best = tried(candidates)
                .filter(candidate -> candidate.expected() <= (1 + CHANCE) * lowest)
                .min(Comparator.comparingLong(
                        candidate -> candidate.longer().orElseThrow().bytes()))
                .orElseThrow();
        String others = candidates.stream()
                .filter(candidate -> candidate != best)
                .map(Forecast::phrase)
                .collect(Collectors.joining(", "));
        String reason = best.expected() > lowest
                ? "its trials promise the fewest bytes of those within a tenth of the lowest score: "
                : "its trials promise the lowest score: ";
        String why = "profile " + best.profile() + " is taken because " + reason + best.phrase() + "; " + others;
        return new Choice(best.profile(), why, candidates);
    }

    private static Stream<Forecast> tried(List<Forecast> candidates) {
        return candidates.stream().filter(candidate -> candidate.longer().isPresent());
    }
}
