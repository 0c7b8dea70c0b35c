package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;
import org.fovea.site.plot.Words;

/** What charts call runs, and what they say of them. */
public final class RunWords {
    private static final double SETTING_WIDTH = 110; // in a chart

    private RunWords() {}

    /** The name that a run's candidate was given, or the run's number. */
    public static String name(RunRow run) {
        return run.name().orElse(run.numberLabel());
    }

    /** Several lines for a tooltip: name, track, score under both accountings, bytes, terms. */
    public static String facts(RunRow run) {
        return named(run) + " (" + run.track() + ")\nscore " + Wording.score(run.score())
                + run.ruleFaithfulScore()
                        .map(score -> ", " + Wording.score(score) + " with payload outside")
                        .orElse("")
                + "\n" + Wording.bytes(run.bytes()) + " bytes"
                + run.verdict().map(verdict -> "\n" + Wording.word(verdict)).orElse("");
    }

    private static String named(RunRow run) {
        return run.name().map(name -> run.numberLabel() + " " + name).orElse(run.numberLabel() + " " + run.label());
    }

    /** What changed, in one line; the run's name where nothing is known to have changed. */
    public static String changes(List<SettingChange> changes, RunRow run) {
        return changes.isEmpty()
                ? name(run)
                : changes.stream().map(SettingChange::text).collect(Collectors.joining(", "));
    }

    /**
     * The same for where there is little room: settings without what leads to them, values without the words that both
     * begin or end with.
     */
    public static String brief(List<SettingChange> changes, RunRow run) {
        return changes.isEmpty()
                ? name(run)
                : changes.stream().map(RunWords::brief).collect(Collectors.joining(", "));
    }

    private static String brief(SettingChange change) {
        String setting = Words.fit(change.name().substring(change.name().lastIndexOf('.') + 1), SETTING_WIDTH);
        List<String> before = List.of(change.before().orElse("unset").split(" ", -1));
        List<String> after = List.of(change.after().orElse("unset").split(" ", -1));
        int shorter = Math.min(before.size(), after.size());
        int first = 0;
        while (first < shorter && before.get(first).equals(after.get(first))) {
            first++;
        }
        int last = 0;
        while (last < shorter - first
                && before.get(before.size() - 1 - last).equals(after.get(after.size() - 1 - last))) {
            last++;
        }
        String gone = String.join(" ", before.subList(first, before.size() - last));
        String come = String.join(" ", after.subList(first, after.size() - last));
        return setting
                + (gone.isEmpty() ? " with " + come : come.isEmpty() ? " without " + gone : " " + gone + " → " + come);
    }

    /** Why a run came out as it did, as far as anybody wrote it down: why it was judged as it was. */
    public static Optional<String> explanation(Snapshot snapshot, RunRow run) {
        return snapshot.about(Judgement.class, run.key()).reversed().stream()
                .filter(judgement -> judgement.record().verdict() != Verdict.SUPERSEDED)
                .map(judgement -> judgement.record().reason())
                .findFirst();
    }
}
