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
 * A study file: what is searched, how, and when something is good enough. YAML, whose keys are these components;
 * {@code docs/lab.md} explains each of them and says what counts where one is left out.
 *
 * @param set settings that differ from the profile for all candidates; both together are the study's base
 * @param families from a setting's path, or the first words of it, to the part of the codec that it belongs to; the
 *     longest that fits counts, and a setting that none fits belongs to the family of its first word. A candidate that
 *     changes several has their names with {@code +} between
 * @param gradients a precondition of everything that the study rejects
 * @param bar gain that is asked for, in points of the score. Where it is absent, what the baseline's own spread asks
 *     for ({@link SeedNoise#usualBar}) if there are several seeds, else 0
 * @param killError probability, at most, that subsets reject a candidate that reaches the bar, 0..0.5
 * @param promoteError probability, at most, that subsets send on as sure one below the bar, 0..0.5
 * @param drawn what was decided when the study began; the lab adds it to the plan that it keeps
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
    static final int MAX_RUNGS = 20;

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
     * @throws org.fovea.codec.FormatException where something in it is impossible; names key and line
     */
    public static StudyPlan parse(String yaml) {
        return StudyPlanReader.read(YamlText.read(
                yaml.getBytes(StandardCharsets.UTF_8), "study", "name, benchmark, profile, space and rungs"));
    }

    public enum SamplerKind {
        GRID,
        RANDOM,
        TPE
    }

    /**
     * Limits.
     *
     * @param hours of all its runs together
     * @param bytes of all its archives together
     */
    public record Budget(OptionalInt runs, OptionalDouble hours, OptionalLong bytes) {
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
        public Drawn {
            subsets = List.copyOf(subsets);
        }
    }

    public int seedCount() {
        return seeds.orElse(1);
    }

    StudyPlan withUsualSeeds(OptionalInt usual) {
        return seeds.isPresent() ? this : copy().seeds(usual).build();
    }

    public StudyPlan withoutDrawn() {
        return copy().drawn(Optional.empty()).build();
    }

    StudyPlan withDrawn(Drawn decided) {
        return copy().drawn(Optional.of(decided)).build();
    }

    private Builder copy() {
        return RecordBuilder.of(Builder.class, this);
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

    public SuccessiveHalving halving() {
        return new SuccessiveHalving(eta);
    }

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

    interface Builder {
        Builder seeds(OptionalInt value);

        Builder drawn(Optional<Drawn> value);

        StudyPlan build();
    }
}
