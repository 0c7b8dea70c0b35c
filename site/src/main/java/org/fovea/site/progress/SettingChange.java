package org.fovea.site.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;

/**
 * A setting that differs between two candidates.
 *
 * @param name path of the setting, as in {@code masks[2].minimumRegion}
 * @param before value in the first; absent where it sets nothing
 * @param after value in the second
 */
public record SettingChange(String name, Optional<String> before, Optional<String> after) {
    private static final String INIT = "archive to begin with";

    /** All differences, by name. */
    public static List<SettingChange> between(Candidate before, Candidate after) {
        return between(settings(before), settings(after));
    }

    /** All differences between what two candidates set, by name. */
    public static List<SettingChange> between(Map<String, String> old, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        List<SettingChange> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(old.get(name));
            Optional<String> is = Optional.ofNullable(now.get(name));
            boolean same = was.isPresent() == is.isPresent()
                    && was.map(value -> Settings.same(value, is.orElseThrow())).orElse(true);
            if (!same) {
                changes.add(new SettingChange(name, was, is));
            }
        }
        return List.copyOf(changes);
    }

    /** Everything that a candidate sets, by path. The recipe of an imported one also has the name of its row, which is no setting. */
    public static Map<String, String> settings(Candidate candidate) {
        Map<String, String> all = candidate.recipe().kind() == Recipe.Kind.FOREIGN
                ? new TreeMap<>(candidate.overrides())
                : new Settings(candidate.recipe()).all();
        candidate.recipe().init().ifPresent(hash -> all.put(INIT, hash));
        return all;
    }

    /** In words: {@code crf 33 → 34}. */
    public String text() {
        return name + " " + before.orElse("unset") + " → " + after.orElse("unset");
    }
}
