package org.fovea.cli.terminal;

import java.util.Locale;
import org.fovea.app.Reporter;
import org.fovea.app.rd.RdBench;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdScorer;
import org.fovea.app.rd.RdText;
import org.fovea.app.text.Text;

/**
 * Shows a comparison's progress on standard error: a bar for the point at work, a line for each that is done, with the
 * time left at most.
 */
public final class RdProgress implements RdBench.Listener, AutoCloseable {
    private final Reporter reporter;
    private Reporter.Task bar;
    private double seconds;
    private int measured;

    /** On the terminal of the command. */
    public RdProgress(Reporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public RdScorer.Steps begins(String series, String label, int done, int most) {
        close();
        String task = String.format(Locale.ROOT, "%s %s (%d/%d)", series, label, done + 1, most);
        return (at, total) -> {
            if (bar == null) {
                bar = reporter.begin(task, total, "steps");
            }
            bar.update(at);
        };
    }

    @Override
    public void known(RdPoint point, boolean remembered, int done, int most) {
        close();
        if (remembered) {
            reporter.note(
                    String.format(Locale.ROOT, "%s %d/%d, known: %s", point.series(), done, most, RdText.line(point)));
            return;
        }
        measured++;
        seconds += point.seconds();
        String left = done == most ? "" : ", at most " + Text.clock(seconds / measured * (most - done)) + " left";
        reporter.note(String.format(
                Locale.ROOT,
                "%s %d/%d, %s%s: %s",
                point.series(),
                done,
                most,
                Text.seconds(point.seconds()),
                left,
                RdText.line(point)));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
