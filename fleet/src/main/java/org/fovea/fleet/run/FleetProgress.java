package org.fovea.fleet.run;

import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.text.Text;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.work.ClipTask;

/** A line of progress for people, and one for each failure. */
public final class FleetProgress implements FleetListener, AutoCloseable {
    private final Reporter reporter;
    private Optional<Reporter.Task> bar = Optional.empty();

    /** Told to whoever looks on. */
    public FleetProgress(Reporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public void begins(ClipTask task, FleetState state) {
        show(state);
    }

    @Override
    public void ended(Attempt attempt, FleetState state) {
        attempt.run().error().ifPresent(error -> {
            close();
            reporter.note(attempt.subject().clip() + " " + attempt.work().step() + ", attempt "
                    + attempt.run().number() + ": " + error);
        });
        show(state);
    }

    @Override
    public void known(ClipTask task, FleetState state) {
        show(state);
    }

    @Override
    public void publishes(int done, int files) {
        if (done == 0) {
            close();
            bar = Optional.of(reporter.begin("publish", files, "files"));
        }
        bar.ifPresent(task -> task.update(done, ""));
        if (done == files) {
            close();
            reporter.note(Text.count(files, "file") + " published");
        }
    }

    private void show(FleetState state) {
        if (bar.isEmpty()) {
            bar = Optional.of(reporter.begin("fleet", state.clips(), "clips"));
        }
        bar.get()
                .update(
                        state.done() + state.failed(),
                        state.running().size() + " running, " + state.failed() + " failed, "
                                + Text.size(state.bytes())
                                + state.secondsLeft()
                                        .map(left -> ", about " + Text.clock(left) + " left")
                                        .orElse(""));
    }

    /** The line ends; another begins with the next thing that happens. */
    @Override
    public void close() {
        bar.ifPresent(Reporter.Task::close);
        bar = Optional.empty();
    }
}
