package org.fovea.lab.study;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.store.Numbered;

/**
 * An idea.
 *
 * @param benchmark on which it is tried
 * @param text the claim
 * @param mechanism by what it would work
 * @param family part of the codec; the first setting's first word where it is absent
 * @param expected what it should change
 * @param settings of the floor that it changes, at least one
 * @param rungs pairs of the rounds before the one of all; those that the clip has not are left out
 * @param bar gain that is asked for, in points; where it is absent, what several seeds of the floor ask for
 * @param seeds how many the floor and the candidate are measured with; one where it is absent
 * @param name what its candidate is called
 * @param tags of its candidate
 * @param despite why it is tried although a dead end closes it
 * @param by whose it is
 * @param budget of its study, where it is limited
 */
public record Idea(
        Numbered<Benchmark> benchmark,
        String text,
        String mechanism,
        Optional<String> family,
        Hypothesis.Expected expected,
        Map<String, String> settings,
        List<Integer> rungs,
        OptionalDouble bar,
        OptionalInt seeds,
        Optional<String> name,
        List<String> tags,
        Optional<String> despite,
        Author by,
        Optional<StudyPlan.Budget> budget) {
    /** Rejects an idea that changes nothing. */
    public Idea {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        rungs = List.copyOf(rungs);
        tags = List.copyOf(tags);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("an idea changes at least one setting");
        }
    }

    /** The part of the codec. */
    public String part() {
        return family.orElseGet(() -> settings.keySet().iterator().next().replaceFirst("[.\\[].*", ""));
    }

    /**
     * An idea that is measured on all pairs at once and may cost what it needs, unless more is said.
     *
     * @param benchmark on which it is tried
     * @param text the claim
     * @param settings of the floor that it changes
     * @param by whose it is
     */
    public static Builder of(Numbered<Benchmark> benchmark, String text, Map<String, String> settings, Author by) {
        return new Builder(benchmark, text, settings, by);
    }

    /** An idea, part by part; see {@link Idea} for what they mean. */
    public static final class Builder {
        private final Numbered<Benchmark> benchmark;
        private final String text;
        private final Map<String, String> settings;
        private final Author by;
        private String mechanism = "not said";
        private Optional<String> family = Optional.empty();
        private Hypothesis.Expected expected =
                new Hypothesis.Expected(Optional.empty(), Optional.empty(), Optional.empty());
        private List<Integer> rungs = List.of();
        private OptionalDouble bar = OptionalDouble.of(0);
        private OptionalInt seeds = OptionalInt.empty();
        private Optional<String> name = Optional.empty();
        private List<String> tags = List.of();
        private Optional<String> despite = Optional.empty();
        private Optional<StudyPlan.Budget> budget = Optional.empty();

        private Builder(Numbered<Benchmark> benchmark, String text, Map<String, String> settings, Author by) {
            this.benchmark = benchmark;
            this.text = text;
            this.settings = settings;
            this.by = by;
        }

        /** By what it would work. */
        public Builder mechanism(String value) {
            mechanism = value;
            return this;
        }

        /** Part of the codec. */
        public Builder family(Optional<String> value) {
            family = value;
            return this;
        }

        /** What it should change. */
        public Builder expected(Hypothesis.Expected value) {
            expected = value;
            return this;
        }

        /** Pairs of the rounds before the one of all. */
        public Builder rungs(List<Integer> value) {
            rungs = value;
            return this;
        }

        /** Gain that is asked for, in points. */
        public Builder bar(double value) {
            bar = OptionalDouble.of(value);
            return this;
        }

        /** As above; absent leaves it to the noise that several seeds of the floor show. */
        public Builder bar(OptionalDouble value) {
            bar = value;
            return this;
        }

        /** How many seeds the floor and the candidate are measured with. */
        public Builder seeds(int value) {
            seeds = value > 1 ? OptionalInt.of(value) : OptionalInt.empty();
            return this;
        }

        /** What its candidate is called. */
        public Builder name(Optional<String> value) {
            name = value;
            return this;
        }

        /** Of its candidate. */
        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        /** Why it is tried although a dead end closes it. */
        public Builder despite(Optional<String> value) {
            despite = value;
            return this;
        }

        /** What its study may cost. */
        public Builder budget(StudyPlan.Budget value) {
            budget = Optional.of(value);
            return this;
        }

        /**
         * The idea.
         *
         * @throws IllegalArgumentException where it changes nothing
         */
        public Idea build() {
            return new Idea(
                    benchmark, text, mechanism, family, expected, settings, rungs, bar, seeds, name, tags, despite, by,
                    budget);
        }
    }
}
