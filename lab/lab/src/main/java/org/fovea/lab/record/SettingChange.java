package org.fovea.lab.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A setting that differs between two candidates. Numbers that are equal by value do not differ, nor do stages that
 * other stages have come before.
 *
 * @param name path of the setting, as in {@code masks[2].minimumRegion}; or {@code stages}, where the same stages come
 *     in another order
 * @param before value in the first; absent where it sets nothing
 * @param after value in the second
 */
public record SettingChange(String name, Optional<String> before, Optional<String> after) {
    private static final String STAGES = "stages";

    public static List<SettingChange> between(Candidate before, Candidate after) {
        return between(Settings.of(before), Settings.of(after));
    }

    public static List<SettingChange> between(Settings before, Settings after) {
        Map<String, String> old = before.all();
        Map<String, String> now = after.all();
        List<SettingChange> changes = new ArrayList<>(between(old, now));
        List<String> oldStages = before.stages();
        List<String> nowStages = after.stages();
        if (!untold(oldStages, nowStages, old).equals(untold(nowStages, oldStages, now))) {
            changes.add(new SettingChange(
                    STAGES, Optional.of(String.join(", ", oldStages)), Optional.of(String.join(", ", nowStages))));
            changes.sort(Comparator.comparing(SettingChange::name));
        }
        return List.copyOf(changes);
    }

    /** Stages without those that only this one has and whose settings say so. */
    private static List<String> untold(List<String> stages, List<String> others, Map<String, String> settings) {
        return stages.stream()
                .filter(stage -> others.contains(stage)
                        || settings.keySet().stream().noneMatch(path -> path.startsWith(stage + ".")))
                .toList();
    }

    public static List<SettingChange> between(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<SettingChange> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(before.get(name));
            Optional<String> is = Optional.ofNullable(after.get(name));
            boolean same = was.isPresent() == is.isPresent()
                    && was.map(value -> Settings.same(value, is.orElseThrow())).orElse(true);
            if (!same) {
                changes.add(new SettingChange(name, was, is));
            }
        }
        return List.copyOf(changes);
    }

    /** In words: {@code crf 33 → 34}. */
    public String text() {
        return name + " " + before.orElse("unset") + " → " + after.orElse("unset");
    }
}
