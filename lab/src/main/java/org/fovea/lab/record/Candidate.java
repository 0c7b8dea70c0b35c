package org.fovea.lab.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that could become the floor. Its key is the hash of its recipe, so that the same one is recognised however it was described.
 *
 * @param recipe what it is made from
 * @param profile name of the profile that it was derived from, for people
 * @param overrides settings that differ from that profile, as in {@code masks.minimumRegion} to {@code 6}
 * @param track which kind of codec it is: {@link Track}
 * @param family which part of the codec it changes
 * @param parent key of the candidate that it varies
 * @param hypothesis key of why
 * @param despite why it was tried although a dead end said no; absent where none did
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
                        .collect(java.util.stream.Collectors.joining(" "));
    }
}
