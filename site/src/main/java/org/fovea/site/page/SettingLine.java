package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Settings;

/**
 * A setting of a run, beside the same of what its candidate varies and of the floor of its time.
 *
 * @param name path of the setting, as in {@code masks[2].minimumRegion}
 * @param value absent where only one of the others sets it
 * @param parent value in the candidate that it varies
 * @param floor value in the floor of its time
 * @param fromParent whether it differs from the parent's
 * @param fromFloor whether it differs from the floor's
 */
public record SettingLine(
        String name,
        Optional<String> value,
        Optional<String> parent,
        Optional<String> floor,
        boolean fromParent,
        boolean fromFloor) {
    /** All settings that any of the three has; what differs first. */
    static List<SettingLine> of(Candidate candidate, Optional<Candidate> parent, Optional<Candidate> floor) {
        Map<String, String> own = Settings.of(candidate).all();
        Optional<Map<String, String>> before =
                parent.map(other -> Settings.of(other).all());
        Optional<Map<String, String>> best =
                floor.map(other -> Settings.of(other).all());
        TreeSet<String> names = new TreeSet<>(own.keySet());
        before.ifPresent(settings -> names.addAll(settings.keySet()));
        best.ifPresent(settings -> names.addAll(settings.keySet()));
        List<SettingLine> different = new ArrayList<>();
        List<SettingLine> same = new ArrayList<>();
        for (String name : names) {
            SettingLine line = line(name, own, before, best);
            if (line.differs()) {
                different.add(line);
            } else {
                same.add(line);
            }
        }
        different.addAll(same);
        return List.copyOf(different);
    }

    private static SettingLine line(
            String name,
            Map<String, String> own,
            Optional<Map<String, String>> parent,
            Optional<Map<String, String>> floor) {
        Optional<String> value = Optional.ofNullable(own.get(name));
        Optional<String> before = parent.map(settings -> settings.get(name));
        Optional<String> best = floor.map(settings -> settings.get(name));
        return new SettingLine(
                name,
                value,
                before,
                best,
                parent.isPresent() && !same(value, before),
                floor.isPresent() && !same(value, best));
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() == other.isPresent()
                && one.map(value -> Settings.same(value, other.orElseThrow())).orElse(true);
    }

    /** Whether it differs from any of the others. */
    public boolean differs() {
        return fromParent || fromFloor;
    }

    /** From what it differs, in words. */
    public String difference() {
        return fromParent && fromFloor
                ? "from both"
                : fromParent ? "from its parent" : fromFloor ? "from the baseline" : "";
    }
}
