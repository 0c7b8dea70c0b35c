package org.fovea.cli.command.samples;

import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.Progress;
import org.fovea.samples.training.EvaluatorTraining.Stage;

/** One bar for drawing, one for both networks together. */
final class TrainingProgress implements AutoCloseable {
    private final FoveaCommand fovea;
    private Progress bar;
    private boolean training;
    private int segmentation;
    private int pose;

    TrainingProgress(FoveaCommand fovea) {
        this.fovea = fovea;
    }

    synchronized void update(Stage stage, int done, int total, float loss) {
        if (stage == Stage.DRAW) {
            if (bar == null) {
                bar = new Progress(fovea.terminal(), fovea.quiet(), "draw drives", total, "pairs");
            }
            bar.update(done);
            return;
        }
        if (!training) {
            close();
            bar = new Progress(fovea.terminal(), fovea.quiet(), "train networks", 2L * total, "parts");
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
