package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.config.RecordBuilder;

/**
 * Something that could become the baseline. Its key is the hash of its recipe, so that the same one is recognised
 * however it was described.
 *
 * @param profile name of the profile that it was derived from, for people
 * @param overrides settings that differ from that profile, as in {@code masks.minimumRegion} to {@code 6}
 * @param track which kind of codec it is: {@link Track}
 * @param family which part of the codec it changes
 * @param parent key of the candidate that it varies
 * @param hypothesis key of why
 * @param despite why it was tried although a dead end said no; absent where none did
 * @param name given by a person; absent where there is none
 * @param tags words that it is found by, each once, sorted
 */
public record Candidate(
        Recipe recipe,
        String profile,
        Map<String, String> overrides,
        String track,
        String family,
        Optional<String> parent,
        Optional<String> hypothesis,
        Optional<String> despite,
        Optional<String> name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
        Author by,
        Instant time)
        implements LabRecord {
    public Candidate {
        Texts.required("profile", profile);
        Texts.required("track", track);
        Texts.required("family", family);
        parent.ifPresent(key -> Texts.key("the parent", key));
        hypothesis.ifPresent(key -> Texts.key("the hypothesis", key));
        name.ifPresent(Texts::name);
        tags = Texts.tags(tags);
        overrides = Texts.sorted(overrides);
        time = Texts.time(time);
    }

    @Override
    public String key() {
        return recipe.hash();
    }

    /** What it changes, for people: {@code masks.minimumRegion=6}, or the profile's name where it changes nothing. */
    public String label() {
        return overrides.isEmpty()
                ? profile
                : overrides.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    /**
     * What it changes of the candidate that it varies, for people; all of its settings where it varies none, or one of
     * another profile.
     *
     * @param varied the candidate that it varies, if it does
     */
    public String changes(Optional<Candidate> varied) {
        String changed = varied.filter(other -> other.profile().equals(profile)).stream()
                .flatMap(other -> overrides.entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().equals(other.overrides().get(entry.getKey()))))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return changed.isEmpty() ? label() : changed;
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class);
    }

    public Builder toBuilder() {
        return RecordBuilder.of(Builder.class, this);
    }

    /** Sets components by their names; see {@link Candidate}. */
    public interface Builder {
        Builder recipe(Recipe value);

        Builder profile(String value);

        Builder overrides(Map<String, String> value);

        Builder track(String value);

        Builder family(String value);

        Builder parent(Optional<String> value);

        Builder hypothesis(Optional<String> value);

        Builder despite(Optional<String> value);

        Builder name(Optional<String> value);

        Builder tags(List<String> value);

        Builder by(Author value);

        Builder time(Instant value);

        Candidate build();
    }
}
