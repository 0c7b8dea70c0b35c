package org.fovea.encode.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A profile that tries others briefly on the clip and takes the one that promises the better score, whole.
 * {@code docs/encoding.md} says how that is foretold.
 *
 * @param candidates what is tried, in this order; of two that promise the same the first is taken
 * @param share of a candidate's steps that its trial has; above 0, at most {@value #MAX_SHARE}
 * @param scoredPairs most pairs that a trial is scored on
 * @param untried what is taken without trials where there is no time for them, or a clip is too short for them to tell
 *     anything: the last one that keeps half of its steps, or 1,000, else the first; one that follows a profile without
 *     training needs 200 only. Where it is empty, the first candidate, and no clip is too short
 * @param seed of the trials and of the profile that is taken, 0..2³²−1
 * @param minutes that a run takes where none are asked for, above 0; empty where nothing is left out for time
 */
public record TrialProfile(
        List<Candidate> candidates,
        double share,
        int scoredPairs,
        List<Candidate> untried,
        long seed,
        OptionalDouble minutes)
        implements Plan {
    /** Most profiles that can be tried. */
    public static final int MAX_CANDIDATES = 8;

    /** Beyond it nothing is gained by trying. */
    public static final double MAX_SHARE = 0.5;

    /** Most minutes that can be asked for: more than two months. */
    public static final int MAX_MINUTES = 100_000;

    private static final String TRY = "try";
    private static final String MINUTES = "minutes";
    private static final String UNTRIED = "untried";
    private static final double USUAL_SHARE = 0.04;
    private static final int USUALLY_SCORED = 24;

    /**
     * A profile that is tried.
     *
     * @param name of one that comes with Fovea, or the file's path
     * @param profile what it says, with the seed of all
     */
    public record Candidate(String name, Profile profile) {
        /**
         * Stages that train or prepare with a share of their steps, and poses of the pairs that it is to be scored on;
         * searches on what they make are left out. The caller scores it.
         */
        public Profile shortened(double share, int scoredPairs) {
            List<StageChoice<?>> stages = profile.stages().stream()
                    .flatMap(stage -> stage.shortened(share, scoredPairs).stream())
                    .<StageChoice<?>>map(stage -> stage)
                    .toList();
            return new Profile(profile.renderer(), profile.stream(), stages, MaskEffort.FAST, 1, 0, profile.seed());
        }
    }

    /** @throws IllegalArgumentException where there is nothing to choose, or a number is out of range */
    public TrialProfile {
        candidates = List.copyOf(candidates);
        untried = List.copyOf(untried);
        if (candidates.isEmpty() || candidates.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    candidates.size() + " profiles to try, 2.." + MAX_CANDIDATES + " expected");
        }
        if (candidates.stream().map(Candidate::name).distinct().count() < candidates.size()) {
            throw new IllegalArgumentException("a profile is to be tried twice");
        }
        if (!(share > 0 && share <= MAX_SHARE)) {
            throw new IllegalArgumentException("share " + share + " is not above 0 and at most " + MAX_SHARE);
        }
        if (minutes.isPresent() && !(minutes.getAsDouble() > 0 && minutes.getAsDouble() <= MAX_MINUTES)) {
            throw new IllegalArgumentException(
                    "minutes " + minutes.getAsDouble() + " is not above 0 and at most " + MAX_MINUTES);
        }
    }

    /** The same without the profiles of a renderer family. */
    public TrialProfile without(int family) {
        Predicate<Candidate> others = one -> one.profile().renderer().family().id() != family;
        return new TrialProfile(
                candidates.stream().filter(others).toList(),
                share,
                scoredPairs,
                untried.stream().filter(others).toList(),
                seed,
                minutes);
    }

    /** The same where the video track of the same effort is tried as well, as on a sequence. */
    public TrialProfile withVideo() {
        String effort = candidates.getFirst().name().startsWith("fast/") ? "fast" : "standard";
        String video = effort + "/video";
        if (candidates.stream().anyMatch(one -> one.name().equals(video))) {
            return this;
        }
        List<Candidate> all = new ArrayList<>(candidates);
        all.add(found(video, seed));
        return new TrialProfile(all, share, scoredPairs, untried, seed, minutes);
    }

    /**
     * The same for an objective without a segmentation network: profiles of class masks are left out, and the video
     * track is tried instead.
     */
    public TrialProfile withoutMasks() {
        List<Candidate> drawn = withVideo().candidates().stream()
                .filter(one -> one.profile().renderer().family().input() != RendererFamily.Input.MASKS)
                .toList();
        if (drawn.size() < 2) {
            return this; // and is refused
        }
        List<Candidate> rest = untried.stream()
                .filter(one -> drawn.stream().anyMatch(kept -> kept.name().equals(one.name())))
                .toList();
        return new TrialProfile(drawn, share, scoredPairs, rest, seed, minutes);
    }

    /** One of the profiles that may be taken, for a clip of some pairs. */
    public Optional<Profile> named(String name, int pairs) {
        return Stream.concat(candidates.stream(), untried.stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .map(candidate -> candidate.profile().forClip(pairs));
    }

    static boolean isOne(YamlNode root) {
        return root.value() instanceof Map<?, ?> map && map.containsKey(TRY);
    }

    static TrialProfile read(YamlNode root) {
        YamlMap map = new YamlMap(root);
        long seed = Profile.whole(map, "seed", 0, Profile.MAX_SEED, 1);
        List<Candidate> candidates = new ArrayList<>();
        for (YamlNode node : map.required(TRY).list()) {
            candidates.add(candidate(node, seed));
        }
        List<Candidate> untried = new ArrayList<>();
        for (YamlNode node : map.optional(UNTRIED).map(YamlNode::list).orElse(List.of())) {
            untried.add(candidate(node, seed));
        }
        double share = map.optional("share").map(YamlMap::number).orElse(USUAL_SHARE);
        int scored = (int) Profile.whole(map, "scoredPairs", 1, Profile.MAX_SCORED, USUALLY_SCORED);
        OptionalDouble minutes = map.optional(MINUTES)
                .map(YamlMap::number)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        map.finish();
        if (candidates.size() == 1) {
            throw root.wrong(
                    "1 profiles to try, 2.." + MAX_CANDIDATES + " expected", "name another one, or use it directly");
        }
        try {
            return new TrialProfile(candidates, share, scored, untried, seed, minutes);
        } catch (IllegalArgumentException e) {
            throw root.wrong(e.getMessage(), "correct it");
        }
    }

    private static Candidate found(String name, long seed) {
        try {
            return new Candidate(name, Profiles.find(name).profile().withSeed(seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Candidate candidate(YamlNode node, long seed) {
        String name = node.text("the name of a profile");
        try {
            return found(name, seed);
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage());
        } catch (UncheckedIOException e) {
            throw node.wrong("'" + YamlNode.shortened(name) + "' cannot be read: "
                    + e.getCause().getMessage());
        }
    }

    /** What is said where one profile is needed. */
    static FormatException refused(YamlNode root) {
        return root.wrong(
                "this profile chooses between others by trying them, which only fovea compress does",
                "name one of those that it tries");
    }

    @Override
    public TrialProfile forClip(int pairs) {
        List<Candidate> own = candidates.stream()
                .map(one -> new Candidate(one.name(), one.profile().forClip(pairs)))
                .toList();
        return new TrialProfile(own, share, scoredPairs, untried, seed, minutes);
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = settings();
        document.put(TRY, documents(candidates));
        if (!untried.isEmpty()) {
            document.put(UNTRIED, documents(untried));
        }
        return document;
    }

    private static List<Map<String, Object>> documents(List<Candidate> some) {
        return some.stream()
                .<Map<String, Object>>map(candidate -> new TreeMap<>(Map.of(
                        "profile",
                        candidate.name(),
                        "settings",
                        candidate.profile().document())))
                .toList();
    }

    @Override
    public String yaml() {
        Map<String, Object> file = settings();
        file.put(TRY, candidates.stream().map(Candidate::name).toList());
        if (!untried.isEmpty()) {
            file.put(UNTRIED, untried.stream().map(Candidate::name).toList());
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>(Map.of("share", share, "scoredPairs", scoredPairs, "seed", seed));
        minutes.ifPresent(most -> settings.put(MINUTES, most));
        return settings;
    }
}
