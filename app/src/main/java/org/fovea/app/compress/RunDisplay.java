package org.fovea.app.compress;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.text.Text;
import org.fovea.encode.Encoding;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunWatcher;
import org.fovea.evaluate.score.Score;
import org.jspecify.annotations.Nullable;

/** Shows a run at the terminal: a progress bar for what is being done, and a line for each stage that is finished. */
public final class RunDisplay implements RunWatcher, AutoCloseable {
    private static final String SCORE = "score";

    private final Reporter reporter;
    private final Optional<Previews> previews;
    private final boolean silent;
    private String stage = "";
    private String task = "";
    private int total;
    private String estimate = "";
    private Reporter.@Nullable Task progress;

    /**
     * A display.
     *
     * @param previews draws pictures after each stage, if anyone is to see them
     * @param silent whether standard output is for something else
     */
    public RunDisplay(Reporter reporter, Optional<Previews> previews, boolean silent) {
        this.reporter = reporter;
        this.previews = previews;
        this.silent = silent;
    }

    @Override
    public synchronized void begins(String label) {
        close();
        stage = label.substring(label.indexOf('-') + 1);
        estimate = "";
    }

    @Override
    public synchronized void update(String what, int done, int of) {
        if (progress == null || !task.equals(what) || total != of) {
            close();
            task = what;
            total = of;
            String title = stage.isEmpty() || stage.equals(what) ? what : stage + ", " + what;
            progress = reporter.begin(title, of, "");
        }
        progress.update(done, estimate);
    }

    @Override
    public void line(String text) {
        // for the log; a terminal shows progress instead
    }

    @Override
    public synchronized void metrics(String name, long step, Map<String, Double> values) {
        if (values.containsKey(SCORE)) {
            estimate = String.format(Locale.ROOT, "score about %.3f", values.get(SCORE));
        }
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage finished, Encoding encoding)
            throws IOException, InterruptedException {
        synchronized (this) {
            close();
            say(line(before, finished, Text.seconds(finished.seconds())));
        }
        if (previews.isPresent()) {
            previews.get().draw(finished.label(), encoding);
        }
    }

    @Override
    public synchronized void skipped(FinishedStage finished) {
        say(line(Optional.empty(), finished, "finished before"));
    }

    private static String line(Optional<FinishedStage> before, FinishedStage finished, String time) {
        Score score = finished.score().orElseThrow().score();
        String bytes = before.map(stage -> Text.count(stage.bytes()) + " → ").orElse("") + Text.count(finished.bytes());
        String points = before.flatMap(FinishedStage::score)
                        .map(earlier -> String.format(
                                Locale.ROOT, "%.4f → ", earlier.score().total()))
                        .orElse("")
                + String.format(Locale.ROOT, "%.4f", score.total());
        return String.format(
                Locale.ROOT,
                "  %-12s %s bytes, score %s = segmentation %.4f + pose %.4f + rate %.4f, %s",
                finished.name(),
                bytes,
                points,
                score.segmentation(),
                score.pose(),
                score.rate(),
                time);
    }

    /** A line of the command's result. */
    public void say(String line) {
        if (!silent) {
            reporter.say(line);
        }
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
