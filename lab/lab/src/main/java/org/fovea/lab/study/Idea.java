package org.fovea.lab.study;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.fovea.config.RecordBuilder;
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
 * @param settings of the baseline that it changes, at least one
 * @param rungs pairs of the rounds before the one of all; those that the clip has not are left out
 * @param bar gain that is asked for, in points; where it is absent, what several seeds of the baseline ask for
 * @param seeds how many the baseline and the candidate are measured with; one where it is absent
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
     * @param settings of the baseline that it changes
     * @param by whose it is
     */
    public static Builder of(Numbered<Benchmark> benchmark, String text, Map<String, String> settings, Author by) {
        return RecordBuilder.of(Builder.class)
                .benchmark(benchmark)
                .text(text)
                .settings(settings)
                .by(by)
                .mechanism("not said")
                .expected(Hypothesis.Expected.unknown())
                .bar(OptionalDouble.of(0));
    }

    /** Sets components by their names; see {@link Idea}. */
    public interface Builder {
        Builder benchmark(Numbered<Benchmark> value);

        Builder text(String value);

        Builder settings(Map<String, String> value);

        Builder by(Author value);

        Builder mechanism(String value);

        Builder family(Optional<String> value);

        Builder expected(Hypothesis.Expected value);

        Builder rungs(List<Integer> value);

        Builder bar(OptionalDouble value);

        Builder seeds(OptionalInt value);

        Builder name(Optional<String> value);

        Builder tags(List<String> value);

        Builder despite(Optional<String> value);

        Builder budget(Optional<StudyPlan.Budget> value);

        /** @throws IllegalArgumentException where it changes nothing */
        Idea build();
    }
}
