package org.fovea.lab.study;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Track;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes candidates of profiles. The recipe holds the whole profile, so that the same settings are the same candidate
 * however they were described.
 */
public final class CandidateFactory {
    public static final String BASE = "base";

    private CandidateFactory() {}

    /**
     * A profile with overrides, which varies nothing.
     *
     * @param profile YAML, and where it comes from
     * @param overrides from paths to values
     * @param init SHA-256 of an archive that encoding begins with
     * @throws org.fovea.codec.FormatException where a setting is impossible; names it
     * @throws IllegalArgumentException where a path is none
     */
    public static Candidate base(
            Profiles.Text profile, Map<String, String> overrides, Optional<String> init, Author by, Instant time) {
        Profile read = Profile.parse(profile.yaml(), overrides(overrides));
        return Candidate.builder()
                .recipe(recipe(read, init))
                .profile(profile.source().replaceFirst("^profile ", ""))
                .overrides(overrides)
                .track(track(read))
                .family(BASE)
                .by(by)
                .time(time)
                .build();
    }

    /**
     * A variation of a candidate.
     *
     * @param base whose recipe is a profile
     * @param point settings that are given values
     * @param families from paths, or the first words of them, to families; see {@link StudyPlan}
     * @param despite why it is made although a dead end closes it
     * @throws org.fovea.codec.FormatException where a setting is impossible; names it
     * @throws IllegalArgumentException where a path is none, or the base no profile
     */
    public static Candidate vary(
            Candidate base,
            Map<String, String> point,
            Map<String, String> families,
            Optional<String> despite,
            Author by,
            Instant time) {
        if (base.recipe().kind() != Recipe.Kind.PROFILE) {
            throw new IllegalArgumentException(base.label() + " is no profile, so its settings cannot be varied");
        }
        byte[] yaml = base.recipe().settings().toString().getBytes(StandardCharsets.UTF_8);
        Profile read = Profile.parse(yaml, overrides(point));
        Recipe recipe = recipe(read, base.recipe().init());
        Map<String, String> all = new TreeMap<>(base.overrides());
        all.putAll(point);
        return Candidate.builder()
                .recipe(recipe)
                .profile(base.profile())
                .overrides(all)
                .track(track(read))
                .family(family(new Settings(base.recipe()), new Settings(recipe), point, families))
                .parent(Optional.of(base.key()))
                .despite(despite)
                .by(by)
                .time(time)
                .build();
    }

    private static List<ProfileOverride> overrides(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> ProfileOverride.of(entry.getKey() + "=" + entry.getValue()))
                        .toList();
    }

    private static Recipe recipe(Profile profile, Optional<String> init) {
        return new Recipe(Recipe.Kind.PROFILE, JsonMapper.shared().readTree(profile.yaml()), init);
    }

    private static String track(Profile profile) {
        return profile.stream().isPresent() ? Track.ROBUST : Track.MASKS;
    }

    private static String family(
            Settings base, Settings changed, Map<String, String> point, Map<String, String> families) {
        String joined = point.keySet().stream()
                .filter(path -> !base.agrees(changed, path))
                .map(path -> family(path, families))
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
        return joined.isEmpty() ? BASE : joined;
    }

    /** The family of a setting: that of the longest path in the map that it begins with, else its first word. */
    static String family(String path, Map<String, String> families) {
        String plain = path.replaceAll("\\[\\d+\\]", "");
        return families.entrySet().stream()
                .filter(entry -> covers(entry.getKey(), path) || covers(entry.getKey(), plain))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseGet(() -> plain.contains(".") ? plain.substring(0, plain.indexOf('.')) : plain);
    }

    private static boolean covers(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + ".") || path.startsWith(prefix + "[");
    }
}
