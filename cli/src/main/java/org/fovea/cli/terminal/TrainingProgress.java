package org.fovea.cli.terminal;

import org.fovea.app.Reporter;
import org.fovea.samples.training.EvaluatorTraining.Stage;

/** One bar for drawing, one for both networks together. */
public final class TrainingProgress implements AutoCloseable {
    private final Reporter reporter;
    private Reporter.Task bar;
    private boolean training;
    private int segmentation;
    private int pose;

    public TrainingProgress(Reporter reporter) {
        this.reporter = reporter;
    }

    public synchronized void update(Stage stage, int done, int total, float loss) {
        if (stage == Stage.DRAW) {
            if (bar == null) {
                bar = reporter.begin("draw drives", total, "pairs");
            }
            bar.update(done);
            return;
        }
        if (!training) {
            close();
            bar = reporter.begin("train networks", 2L * total, "parts");
            training = true;
        }
        if (stage == Stage.SEGMENTATION) {
            segmentation = done;
        } else {
            pose = done;
        }
        bar.update((long) segmentation + pose);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
