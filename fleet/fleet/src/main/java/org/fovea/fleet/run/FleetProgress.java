package org.fovea.fleet.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.text.Text;
import org.fovea.encode.run.RunProgress;
import org.fovea.fleet.table.Attempt;

/**
 * Shows what happens in a fleet: a line of progress and one for each attempt that ends. Called by one thread at a time.
 */
public class FleetProgress implements AutoCloseable {
    private static final int NAMED = 10;
    private static final int SHOWN = 4;
    private final Reporter reporter;
    private final long began = System.nanoTime();
    private Optional<Reporter.Task> bar = Optional.empty();

    public FleetProgress(Reporter reporter) {
        this.reporter = reporter;
    }

    void begins(FleetState state) {
        close(); // a bar's pace since clips that were known already says nothing
        show(state);
    }

    /**
     * Nothing has happened for a moment, and clips are worked on.
     *
     * @param at how far each is, in words
     */
    void goesOn(FleetState state, List<String> at) {
        show(state, first(SHOWN, at, "; "));
    }

    /**
     * How far a clip is.
     *
     * @param encode what its encoder says, if it encodes
     */
    static String words(String clip, Optional<RunProgress> encode) {
        return encode.map(is -> clip + " " + is.stage()
                        + String.format(Locale.ROOT, " %.0f %%", 100 * is.share())
                        + is.left()
                                .map(left -> ", " + Text.clock(left) + " left")
                                .orElse(""))
                .orElse(clip);
    }

    void ended(Attempt attempt, FleetState state) {
        String what = attempt.subject().clip() + " " + attempt.work().step();
        close();
        attempt.run()
                .error()
                .ifPresentOrElse(
                        error -> reporter.note(
                                what + ", attempt " + attempt.run().number() + ": " + error),
                        () -> reporter.say(what + " " + Text.clock(attempt.run().seconds())
                                + attempt.made().map(FleetProgress::words).orElse("") + left(state)));
        show(state);
    }

    void known(FleetState state) {
        show(state);
    }

    private static String words(Attempt.Made made) {
        return ", " + Text.count(made.archiveBytes()) + " bytes"
                + made.score()
                        .map(score -> String.format(Locale.ROOT, ", score %.3f", score))
                        .orElse("");
    }

    private static String left(FleetState state) {
        return state.secondsLeft()
                .filter(_ -> state.waiting() > 0)
                .map(seconds -> "; about " + Text.clock(seconds) + " left")
                .orElse("");
    }

    /**
     * The work is planned.
     *
     * @param unreadable clips that are no clips that Fovea reads
     */
    void plans(FleetState state, List<String> unreadable) {
        int missing = state.clips() - state.done() - state.failed();
        reporter.say(Text.count(state.clips(), "clip") + ", " + Text.count(missing) + " to do");
        if (!unreadable.isEmpty()) {
            reporter.note("cannot be read and will fail, the others are encoded: " + first(NAMED, unreadable, ", "));
        }
    }

    private static String first(int most, List<String> all, String between) {
        return String.join(between, all.subList(0, Math.min(most, all.size())))
                + (all.size() > most ? " and " + (all.size() - most) + " more" : "");
    }

    private void show(FleetState state) {
        show(state, state.running().size() + " running, " + state.failed() + " failed, " + Text.size(state.bytes()));
    }

    /** The time left is the fleet's own: the bar does not know how far the clips at work are. */
    private void show(FleetState state, String words) {
        int over = state.done() + state.failed();
        if (bar.isEmpty()) {
            bar = Optional.of(reporter.begin("fleet", state.clips(), "clips"));
        }
        Reporter.Task task = bar.get();
        state.secondsLeft()
                .ifPresentOrElse(
                        left -> task.update(
                                over,
                                words,
                                new Reporter.Whole(
                                        (double) over / state.clips(), (System.nanoTime() - began) / 1e9, left)),
                        () -> task.update(over, words));
    }

    /** The line ends; another begins with the next thing that happens. */
    @Override
    public void close() {
        bar.ifPresent(Reporter.Task::close);
        bar = Optional.empty();
    }
}
