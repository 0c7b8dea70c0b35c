package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that could become the floor. Its key is the hash of its recipe, so that the same one is recognised however
 * it was described.
 *
 * @param recipe what it is made from
 * @param profile name of the profile that it was derived from, for people
 * @param overrides settings that differ from that profile, as in {@code masks.minimumRegion} to {@code 6}
 * @param track which kind of codec it is: {@link Track}
 * @param family which part of the codec it changes
 * @param parent key of the candidate that it varies
 * @param hypothesis key of why
 * @param despite why it was tried although a dead end said no; absent where none did
 * @param name what somebody called it
 * @param tags words that it is found by, each once, sorted
 * @param by whose it is
 * @param time when it was proposed
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
    /** Rejects what cannot be one. */
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
    public RecordKind kind() {
        return RecordKind.CANDIDATE;
    }

    @Override
    public Instant recorded() {
        return time;
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

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.recipe = recipe;
        builder.profile = profile;
        builder.overrides = overrides;
        builder.track = track;
        builder.family = family;
        builder.parent = parent;
        builder.hypothesis = hypothesis;
        builder.despite = despite;
        builder.name = name;
        builder.tags = tags;
        builder.by = by;
        builder.time = time;
        return builder;
    }

    /** Components by their names; see {@link Candidate} for what they are. */
    public static final class Builder {
        private Recipe recipe;
        private String profile;
        private Map<String, String> overrides = Map.of();
        private String track;
        private String family;
        private Optional<String> parent = Optional.empty();
        private Optional<String> hypothesis = Optional.empty();
        private Optional<String> despite = Optional.empty();
        private Optional<String> name = Optional.empty();
        private List<String> tags = List.of();
        private Author by;
        private Instant time;

        private Builder() {}

        /** What it is made from. */
        public Builder recipe(Recipe value) {
            recipe = value;
            return this;
        }

        /** Name of the profile that it was derived from, for people. */
        public Builder profile(String value) {
            profile = value;
            return this;
        }

        /** Settings that differ from that profile, as in {@code masks.minimumRegion} to {@code 6}. */
        public Builder overrides(Map<String, String> value) {
            overrides = value;
            return this;
        }

        /** Which kind of codec it is: {@link Track}. */
        public Builder track(String value) {
            track = value;
            return this;
        }

        /** Which part of the codec it changes. */
        public Builder family(String value) {
            family = value;
            return this;
        }

        /** Key of the candidate that it varies. */
        public Builder parent(Optional<String> value) {
            parent = value;
            return this;
        }

        /** Key of why. */
        public Builder hypothesis(Optional<String> value) {
            hypothesis = value;
            return this;
        }

        /** Why it was tried although a dead end said no; absent where none did. */
        public Builder despite(Optional<String> value) {
            despite = value;
            return this;
        }

        /** What somebody calls it; at most 80 characters in one line. */
        public Builder name(Optional<String> value) {
            name = value;
            return this;
        }

        /** Words that it is found by: letters, digits, dots, hyphens and underscores. */
        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        /** Whose it is. */
        public Builder by(Author value) {
            by = value;
            return this;
        }

        /** When it was proposed. */
        public Builder time(Instant value) {
            time = value;
            return this;
        }

        /** The record. */
        public Candidate build() {
            return new Candidate(
                    recipe, profile, overrides, track, family, parent, hypothesis, despite, name, tags, by, time);
        }
    }
}
