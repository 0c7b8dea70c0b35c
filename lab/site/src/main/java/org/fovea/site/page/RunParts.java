package org.fovea.site.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;

/** Parts of the page of a run. */
public final class RunParts {
    private RunParts() {}

    /**
     * A round of a run: it was held against another one on the same pairs.
     *
     * @param round itself
     * @param floor run that it was held against
     */
    public record RoundLine(Numbered<Round> round, RunRow floor) {
        private static final int DECIMALS = 6;

        /** A gain; positive is better. */
        public static String gain(double value) {
            String text = String.format(Locale.ROOT, "%." + DECIMALS + "f", Math.abs(value));
            return value > 0 ? "+" + text : value < 0 ? "−" + text : "0";
        }

        /** What follows from it, in words. */
        public String decision() {
            return switch (round.record().decision()) {
                case KILL -> "stopped: cannot reach the threshold";
                case CONTINUE -> "undecided: may continue";
                case PROMOTE -> "advanced: above the threshold";
            };
        }

        /** What the gain is against the noise between seeds. */
        public String noise() {
            return round.record()
                    .seeds()
                    .map(seeds -> round.record()
                                    .gainInNoise()
                                    .map(times -> String.format(Locale.ROOT, "%.1f × ", times)
                                            .replace('-', '−'))
                                    .orElse("")
                            + Wording.score(seeds.deviation()))
                    .orElse("one seed");
        }

        /** Interval of the gain; a round of all pairs has none. */
        public String interval() {
            return isExact()
                    ? "exact"
                    : gain(round.record().low()) + " to " + gain(round.record().high());
        }

        /** Level of its interval. */
        public String level() {
            return isExact() ? "–" : Wording.percent(round.record().level());
        }

        private boolean isExact() {
            return round.record().low() == round.record().high();
        }
    }

    /**
     * A setting of a run, beside the same of what its candidate varies and of the baseline of its time.
     *
     * @param name path of the setting, as in {@code masks[2].minimumRegion}
     * @param value absent where only one of the others sets it
     * @param fromParent from the candidate that it varies, where it differs from that
     * @param fromFloor from the baseline of its time, likewise
     */
    public record SettingLine(
            String name,
            Optional<String> value,
            Optional<SettingChange> fromParent,
            Optional<SettingChange> fromFloor) {
        /** All settings that any of the three has; what differs first. */
        static List<SettingLine> of(Candidate candidate, Optional<Candidate> parent, Optional<Candidate> floor) {
            Map<String, String> own = Settings.of(candidate).all();
            Map<String, SettingChange> before = changes(parent, own);
            Map<String, SettingChange> best = changes(floor, own);
            TreeSet<String> names = new TreeSet<>(own.keySet());
            names.addAll(before.keySet());
            names.addAll(best.keySet());
            return names.stream()
                    .map(name -> new SettingLine(
                            name,
                            Optional.ofNullable(own.get(name)),
                            Optional.ofNullable(before.get(name)),
                            Optional.ofNullable(best.get(name))))
                    .sorted(Comparator.comparing(line -> !line.differs()))
                    .toList();
        }

        private static Map<String, SettingChange> changes(Optional<Candidate> other, Map<String, String> own) {
            Map<String, SettingChange> changes = new HashMap<>();
            other.map(each -> SettingChange.between(Settings.of(each).all(), own))
                    .orElse(List.of())
                    .forEach(change -> changes.put(change.name(), change));
            return changes;
        }

        /** Whether it differs from any of the others. */
        public boolean differs() {
            return fromParent.isPresent() || fromFloor.isPresent();
        }

        /** What the other one has, in words. */
        public static String other(Optional<SettingChange> change) {
            return change.map(each -> each.before().orElse("unset")).orElse("the same");
        }
    }
}
