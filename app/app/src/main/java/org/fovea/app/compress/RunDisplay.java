package org.fovea.app.compress;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.TaskProgress;
import org.fovea.app.text.Text;
import org.fovea.encode.Encoding;
import org.fovea.encode.estimate.Outlook;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunWatcher;
import org.fovea.evaluate.score.Score;

/** Shows a run at the terminal: a progress bar for what is being done, and a line for each stage that is finished. */
public final class RunDisplay implements RunWatcher, AutoCloseable {
    private static final String SCORE = "score";

    private final Reporter reporter;
    private final Optional<Previews> previews;
    private final TaskProgress tasks;
    private String label = "";
    private String stage = "";
    private String estimate = "";
    private double rate = Double.NaN;
    private Optional<Outlook> outlook = Optional.empty();

    public RunDisplay(Reporter reporter, Optional<Previews> previews) {
        this.reporter = reporter;
        this.previews = previews;
        this.tasks = new TaskProgress(reporter, "");
    }

    @Override
    public synchronized void begins(String begun) {
        close();
        label = begun;
        stage = label.substring(label.indexOf('-') + 1);
        estimate = "";
    }

    @Override
    public synchronized void update(String what, long done, long of) {
        Reporter.Task progress = tasks.task(stage.isEmpty() || stage.equals(what) ? what : stage + ", " + what, of);
        Optional<Outlook> whole = outlook.filter(known -> known.left().isPresent());
        if (whole.isPresent()) {
            Outlook all = whole.get();
            progress.update(
                    done,
                    aside(all),
                    new Reporter.Whole(all.share(), all.seconds(), all.left().getAsDouble()));
        } else {
            progress.update(done, estimate);
        }
    }

    /** Steps per second where there are steps, and the score so far. */
    private String aside(Outlook all) {
        String pace = all.stepsPerSecond().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "%.1f steps/s", all.stepsPerSecond().getAsDouble());
        return pace.isEmpty() || estimate.isEmpty() ? pace + estimate : pace + ", " + estimate;
    }

    /** Once the end can be foretold, one line says how long the run will be. */
    @Override
    public synchronized void outlook(Outlook known) {
        if (known.left().isPresent()
                && outlook.stream().noneMatch(before -> before.left().isPresent())) {
            close();
            reporter.note(String.format(
                    Locale.ROOT,
                    "%s in total, %s elapsed",
                    about(known.seconds() + known.left().getAsDouble()),
                    Text.clock(known.seconds())));
        }
        outlook = Optional.of(known);
    }

    /** A duration as exact as a forecast is. */
    static String about(double seconds) {
        if (seconds < 90) {
            return "about " + 10 * Math.max(1, Math.round(seconds / 10)) + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 60
                ? "about " + minutes + " min"
                : String.format(Locale.ROOT, "about %d:%02d h", minutes / 60, minutes % 60 / 5 * 5);
    }

    @Override
    public synchronized void decided(String why) {
        close();
        reporter.say("  " + why);
    }

    @Override
    public synchronized void metrics(String name, long step, Map<String, Double> values) {
        double score = values.containsKey(SCORE)
                ? values.get(SCORE)
                : values.getOrDefault("segmentation", Double.NaN)
                        + values.getOrDefault("pose", Double.NaN)
                        + values.getOrDefault("further", 0.0)
                        + rate;
        if (Double.isFinite(score)) {
            estimate = String.format(Locale.ROOT, "score about %.3f", score);
        }
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage finished, Encoding encoding, int worst)
            throws IOException, InterruptedException {
        synchronized (this) {
            close();
            rate = finished.score().orElseThrow().score().rate();
            reporter.say(line(before, finished, Text.seconds(finished.seconds())));
        }
        if (previews.isPresent()) {
            previews.get().draw(finished.label(), encoding, worst);
        }
    }

    @Override
    public synchronized void skipped(FinishedStage finished) {
        rate = finished.score().orElseThrow().score().rate();
        reporter.say(line(Optional.empty(), finished, "finished before"));
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
                "  %-12s %s bytes, score %s = %s, %s",
                finished.name(),
                bytes,
                points,
                score.phrase(),
                time);
    }

    @Override
    public synchronized void close() {
        tasks.close();
    }
}
