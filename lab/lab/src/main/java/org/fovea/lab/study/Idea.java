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
 * @param family part of the codec; the first setting's first word where it is absent
 * @param settings of the baseline that it changes, at least one
 * @param rungs pairs of the rounds before the one of all; those that the clip has not are left out
 * @param bar gain that is asked for, in points; where it is absent, what several seeds of the baseline ask for
 * @param seeds how many the baseline and the candidate are measured with; one where it is absent
 * @param name what its candidate is called
 * @param despite why it is tried although a dead end closes it
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
    public Idea {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        rungs = List.copyOf(rungs);
        tags = List.copyOf(tags);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("an idea changes at least one setting");
        }
    }

    public String part() {
        return family.orElseGet(() -> settings.keySet().iterator().next().replaceFirst("[.\\[].*", ""));
    }
}
