package org.fovea.site.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;

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
     * Candidates around the run's.
     *
     * @param parent that it varies
     * @param children that vary it
     * @param others runs of the same candidate
     */
    public record RunFamily(Optional<Relative> parent, List<Relative> children, List<RunRow> others) {
        private static final int NEAREST = 8;

        static RunFamily of(Snapshot snapshot, RunRow run, Optional<Numbered<Candidate>> parent) {
            return new RunFamily(
                    parent.map(each -> Relative.of(snapshot, run, each)),
                    snapshot.children(run.candidate()).stream()
                            .map(each -> Relative.of(snapshot, run, each))
                            .filter(child -> !child.runs().isEmpty())
                            .toList(),
                    snapshot.runsOf(run.candidate()).stream()
                            .filter(other -> !other.key().equals(run.key()))
                            .toList());
        }

        /** Children that are shown at once. */
        public List<Relative> nearest() {
            return children.subList(0, Math.min(NEAREST, children.size()));
        }

        /** The other ones. */
        public List<Relative> further() {
            return children.subList(nearest().size(), children.size());
        }

        /**
         * A candidate that another one varies, or that varies it.
         *
         * @param candidate itself
         * @param runs its runs on the same benchmark, those on all pairs first
         */
        public record Relative(Numbered<Candidate> candidate, List<RunRow> runs) {
            private static final int MOST = 4;

            private static Relative of(Snapshot snapshot, RunRow run, Numbered<Candidate> candidate) {
                return new Relative(
                        candidate,
                        snapshot.runsOf(candidate.key()).stream()
                                .filter(each -> each.benchmark().equals(run.benchmark()))
                                .sorted(Comparator.comparing(RunRow::whole)
                                        .reversed()
                                        .thenComparing(RunRow::number))
                                .toList());
            }

            /** The first of its runs, for a link. */
            public List<RunRow> first() {
                return runs.subList(0, Math.min(MOST, runs.size()));
            }

            /** How many runs are left out. */
            public int more() {
                return Math.max(0, runs.size() - MOST);
            }
        }
    }

    /**
     * A setting of a run, beside the same of what its candidate varies and of the baseline of its time.
     *
     * @param name path of the setting, as in {@code masks[2].minimumRegion}
     * @param value absent where only one of the others sets it
     * @param parent value in the candidate that it varies
     * @param floor value in the baseline of its time
     * @param fromParent whether it differs from the parent's
     * @param fromFloor whether it differs from the baseline's
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
                    && one.map(value -> Settings.same(value, other.orElseThrow()))
                            .orElse(true);
        }

        /** Whether it differs from any of the others. */
        public boolean differs() {
            return fromParent || fromFloor;
        }
    }

    /** Where runs are leaned on: found once for all pages. */
    static final class Citations {
        private final Map<String, List<Numbered<Round>>> rounds = new HashMap<>();
        private final Map<String, List<Numbered<DeadEnd>>> deadEnds = new HashMap<>();
        private final Map<String, List<Numbered<Judgement>>> judgements = new HashMap<>();

        Citations(Snapshot snapshot) {
            group(snapshot.all(Round.class), rounds, round -> List.of(round.floorRun()));
            group(snapshot.all(DeadEnd.class), deadEnds, DeadEnd::evidence);
            group(snapshot.all(Judgement.class), judgements, Judgement::evidence);
        }

        private static <T extends LabRecord> void group(
                List<Numbered<T>> records, Map<String, List<Numbered<T>>> groups, Function<T, List<String>> keys) {
            for (Numbered<T> record : records) {
                keys.apply(record.record()).stream()
                        .distinct()
                        .forEach(key -> groups.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(record));
            }
        }

        /** Rounds in which this run was what others were held against. */
        List<Numbered<Round>> asYardstick(String run) {
            return rounds.getOrDefault(run, List.of());
        }

        /** Dead ends that name the run as evidence. */
        List<Numbered<DeadEnd>> deadEnds(String run) {
            return deadEnds.getOrDefault(run, List.of());
        }

        /** Judgements of other records that name the run as evidence. */
        List<Numbered<Judgement>> judgements(String run) {
            return judgements.getOrDefault(run, List.of()).stream()
                    .filter(judgement -> !judgement.record().subject().equals(run))
                    .toList();
        }
    }
}
