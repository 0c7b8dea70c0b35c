package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fovea.encode.profile.ProfileOverride;

/**
 * Settings to try: all combinations of some values, or some of these combinations sampled at random.
 *
 * @param values of each setting that is varied, by its path in a profile
 */
public record SettingsPlan(Map<String, List<String>> values) {
    /** More combinations are a mistake. */
    private static final long MOST = 100_000;

    /** @throws IllegalArgumentException where nothing is varied, or too much, with a message for users */
    public SettingsPlan {
        values = new LinkedHashMap<>(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing to vary; add for example --vary stream.crf=40,45,50");
        }
        if (count(values) > MOST) {
            throw new IllegalArgumentException(count(values) + " combinations, at most " + MOST + " are possible");
        }
    }

    private static long count(Map<String, List<String>> values) {
        return values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
    }

    /**
     * Reads {@code PATH=VALUE,VALUE,…}, one for each setting.
     *
     * @throws IllegalArgumentException where one is none, with a message for users
     */
    public static SettingsPlan of(List<String> texts) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            List<String> all = equals < 1
                    ? List.of()
                    : Arrays.asList(text.substring(equals + 1).split(",", -1));
            if (all.isEmpty() || all.contains("")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not KEY=VALUE,VALUE, for example stream.crf=40,45,50");
            }
            if (values.put(text.substring(0, equals), all.stream().distinct().toList()) != null) {
                throw new IllegalArgumentException(text.substring(0, equals) + " is varied twice");
            }
        }
        return new SettingsPlan(values);
    }

    /** How many combinations there are. */
    public int count() {
        return (int) count(values);
    }

    /** All combinations; the last setting changes fastest. */
    public List<List<ProfileOverride>> all() {
        List<List<ProfileOverride>> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            all.add(combination(i));
        }
        return all;
    }

    /** Some combinations, each once, in an order that depends on the seed. */
    public List<List<ProfileOverride>> random(int most, long seed) {
        int[] order = new int[count()];
        SplittableRandom lot = new SplittableRandom(seed);
        for (int i = 0; i < order.length; i++) {
            int other = lot.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return Arrays.stream(order).limit(most).mapToObj(this::combination).toList();
    }

    private List<ProfileOverride> combination(int index) {
        List<Map.Entry<String, List<String>>> settings = List.copyOf(values.entrySet());
        ProfileOverride[] chosen = new ProfileOverride[settings.size()];
        int left = index;
        for (int i = chosen.length - 1; i >= 0; i--) {
            List<String> possible = settings.get(i).getValue();
            chosen[i] = new ProfileOverride(settings.get(i).getKey(), possible.get(left % possible.size()));
            left /= possible.size();
        }
        return List.of(chosen);
    }
}
