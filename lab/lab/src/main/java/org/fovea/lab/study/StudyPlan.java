package org.fovea.lab.study;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fovea.config.RecordBuilder;
import org.fovea.config.YamlText;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.record.Subset;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.round.SeedNoise;
import org.fovea.lab.round.Strata;
import org.fovea.lab.round.SuccessiveHalving;

/**
 * A study file: what is searched, how, and when something is good enough. YAML; these are its keys, and no others are
 * taken.
 *
 * <ul>
 *   <li>{@code name}: of the study, unique in a lab. Required.
 *   <li>{@code benchmark}: name of what it runs on. Required.
 *   <li>{@code profile}: the profile that candidates vary, by name ({@code fast/masks}), a file that ends in
 *       {@code .yaml}, or {@code floor} for the settings of the benchmark's baseline. Required.
 *   <li>{@code set}: settings that differ from it for all candidates, as in {@code masks.minimumRegion: 6}. Profile and
 *       {@code set} are the study's base.
 *   <li>{@code init}: SHA-256 of an archive that every encode begins with.
 *   <li>{@code despite}: a reason; candidates then go on although a dead end closes them.
 *   <li>{@code gradients}: {@code checked}, {@code unchecked} or {@code unused}; a precondition of everything that the
 *       study rejects. {@code unchecked} where it is left out.
 *   <li>{@code families}: from a setting's path, or the first words of it, to the part of the codec that it belongs to;
 *       the longest that fits counts. A setting that none fits belongs to the family of its first word. A candidate
 *       that changes several has their names with {@code +} between.
 *   <li>{@code space}: from a setting's path to what it may be: {@code {values: [6, 8]}}, or {@code {from: 1, to: 9}}
 *       with {@code step} (a factor where {@code log: true}), {@code log: true} where ratios matter, {@code integer:
 *       true} for whole numbers. Required.
 *   <li>{@code sampler}: {@code grid} (all combinations, in order; every setting must be countable), {@code random}, or
 *       {@code tpe}. {@code grid} where it is left out.
 *   <li>{@code one_at_a_time}: {@code true} to vary one setting at a time around the base instead of combining them;
 *       with {@code grid} in order, with {@code random} in random order.
 *   <li>{@code candidates}: most candidates; all of a grid where it is left out, required where the space cannot be
 *       counted.
 *   <li>{@code budget}: {@code {runs: 200, hours: 8, bytes: 5000000}} (hours of runs and bytes of archives, added up),
 *       limits after which nothing but missing runs of the baseline is asked for.
 *   <li>{@code rungs}: the rounds, from few pairs to many: {@code {pairs: 8}}, the last one usually {@code {pairs:
 *       all}}, with {@code set} for settings of this rung alone (not where all pairs are measured), and {@code built}:
 *       {@code subset} (archives of these pairs alone, the usual one) or {@code clip}. Required.
 *   <li>{@code seeds}: how many seeds the baseline and each candidate are measured with; their means are compared.
 *       Where it is left out, what {@code lab.yaml} says, and 1 where that says nothing.
 *   <li>{@code bar}: gain that is asked for, in points of the score. Where it is left out, what the baseline's own
 *       spread asks for ({@link SeedNoise#usualBar}) if there are several seeds, else 0.
 *   <li>{@code errors}: {@code kill} and {@code promote}, the probability, at most, that subsets reject a candidate
 *       that reaches the bar, and that they send on as sure one below it; 0.05 each where they are left out. Or
 *       {@code level}, as in {@code 0.95}: half of the rest for each.
 *   <li>{@code eta}: one of how many undecided candidates goes on to the next rung, 1 for all of them; 3 where it is
 *       left out.
 *   <li>{@code strata}: parts of equal difficulty that subsets are drawn from; 4 where it is left out.
 *   <li>{@code seed}: of subsets and samplers; 1 where it is left out.
 *   <li>{@code priority}: of its experiments, higher comes first; 0 where it is left out.
 *   <li>{@code parallel}: experiments that are open at once; 2 where it is left out.
 *   <li>{@code drawn}: what was decided when the study began: {@code base} (key of the base), {@code strata}
 *       ({@code difficulty} or {@code position}), {@code subsets} (one for each rung). The lab adds it to the plan that
 *       it keeps; in a file of one's own it repeats a study on the same pairs.
 * </ul>
 */
public record StudyPlan(
        String name,
        String benchmark,
        String profile,
        Map<String, String> set,
        Optional<String> init,
        Optional<String> despite,
        String gradients,
        Map<String, String> families,
        SearchSpace space,
        SamplerKind sampler,
        boolean oneAtATime,
        OptionalInt candidates,
        Budget budget,
        List<Rung> rungs,
        OptionalInt seeds,
        OptionalDouble bar,
        double killError,
        double promoteError,
        int eta,
        int strata,
        long seed,
        int priority,
        int parallel,
        Optional<Drawn> drawn) {
    /** Most rungs. */
    static final int MAX_RUNGS = 20;

    private static final String UNCHECKED = "unchecked";

    /** Copies; rejects other seeds where the study sets the seed itself. */
    public StudyPlan {
        set = Collections.unmodifiableMap(new TreeMap<>(set));
        families = Collections.unmodifiableMap(new TreeMap<>(families));
        rungs = List.copyOf(rungs);
        boolean varied = space.dimensions().containsKey(Experiment.SEED)
                || rungs.stream().anyMatch(rung -> rung.set().containsKey(Experiment.SEED));
        if (varied && seeds.orElse(1) > 1) {
            throw new IllegalArgumentException(
                    "a study that sets the seed itself cannot repeat its runs with other seeds; write seeds: 1");
        }
    }

    /**
     * Reads a study file.
     *
     * @param yaml its text
     * @throws org.fovea.codec.FormatException where something in it is impossible; names key and line
     */
    public static StudyPlan parse(String yaml) {
        return StudyPlanReader.read(YamlText.read(
                yaml.getBytes(StandardCharsets.UTF_8), "study", "name, benchmark, profile, space and rungs"));
    }

    /** Who proposes candidates. */
    public enum SamplerKind {
        /** All combinations. */
        GRID,
        /** Random. */
        RANDOM,
        /** {@link TpeSampler}. */
        TPE
    }

    /**
     * Limits.
     *
     * @param runs of the study
     * @param hours of all its runs together
     * @param bytes of all its archives together
     */
    public record Budget(OptionalInt runs, OptionalDouble hours, OptionalLong bytes) {
        /** No limits. */
        public static final Budget UNLIMITED =
                new Budget(OptionalInt.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    /**
     * What was decided when the study began.
     *
     * @param base key of the candidate that is varied
     * @param strata what tells easy pairs from hard ones
     * @param subsets one for each rung
     */
    public record Drawn(String base, Strata.Basis strata, List<Subset> subsets) {
        /** Copies. */
        public Drawn {
            subsets = List.copyOf(subsets);
        }
    }

    /** How many seeds the baseline and each candidate are measured with. */
    public int seedCount() {
        return seeds.orElse(1);
    }

    /** The same with a number of seeds, where it says none. */
    StudyPlan withUsualSeeds(OptionalInt usual) {
        return seeds.isPresent() ? this : toBuilder().seeds(usual).build();
    }

    /** The same without what the lab has added. */
    public StudyPlan withoutDrawn() {
        return toBuilder().drawn(Optional.empty()).build();
    }

    /** The same with what was decided when the study began. */
    StudyPlan withDrawn(Drawn decided) {
        return toBuilder().drawn(Optional.of(decided)).build();
    }

    /**
     * Its rule for rounds. Error rates are split among the rungs that do not measure all pairs.
     *
     * @param usualBar gain that is asked for where the plan says none
     */
    public RoundRule rule(double usualBar) {
        int looks = (int) rungs.stream().filter(rung -> !rung.whole()).count();
        return new RoundRule(bar.orElse(usualBar), killError, promoteError, Math.max(1, looks));
    }

    /** Its rule for who goes on. */
    public SuccessiveHalving halving() {
        return new SuccessiveHalving(eta);
    }

    /** Who proposes its candidates. */
    public Sampler samplerOf() {
        if (oneAtATime) {
            List<Map<String, String>> star = space.star().orElseThrow();
            return sampler == SamplerKind.RANDOM ? Sampler.shuffled(star, seed) : Sampler.inOrder(star);
        }
        return switch (sampler) {
            case GRID -> Sampler.inOrder(space.grid().orElseThrow());
            case RANDOM -> Sampler.random(space, seed);
            case TPE -> new TpeSampler(space, seed);
        };
    }

    /**
     * A plan whose other keys are as if they were left out.
     *
     * @param name of the study
     * @param benchmark name
     * @param profile that candidates vary
     */
    static Builder of(String name, String benchmark, String profile, SearchSpace space, List<Rung> rungs) {
        return RecordBuilder.of(Builder.class)
                .name(name)
                .benchmark(benchmark)
                .profile(profile)
                .space(space)
                .rungs(rungs)
                .gradients(UNCHECKED)
                .sampler(SamplerKind.GRID)
                .budget(Budget.UNLIMITED)
                .killError(0.05)
                .promoteError(0.05)
                .eta(3)
                .strata(4)
                .seed(1)
                .parallel(2);
    }

    private Builder toBuilder() {
        return RecordBuilder.of(Builder.class, this);
    }

    /** Sets components by their names; see {@link StudyPlan}. */
    interface Builder {
        Builder name(String value);

        Builder benchmark(String value);

        Builder profile(String value);

        Builder set(Map<String, String> value);

        Builder init(Optional<String> value);

        Builder despite(Optional<String> value);

        Builder gradients(String value);

        Builder families(Map<String, String> value);

        Builder space(SearchSpace value);

        Builder sampler(SamplerKind value);

        Builder oneAtATime(boolean value);

        Builder candidates(OptionalInt value);

        Builder budget(Budget value);

        Builder rungs(List<Rung> value);

        Builder seeds(OptionalInt value);

        Builder bar(OptionalDouble value);

        Builder killError(double value);

        Builder promoteError(double value);

        Builder eta(int value);

        Builder strata(int value);

        Builder seed(long value);

        Builder priority(int value);

        Builder parallel(int value);

        Builder drawn(Optional<Drawn> value);

        StudyPlan build();
    }
}
