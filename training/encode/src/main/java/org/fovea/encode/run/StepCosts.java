package org.fovea.encode.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.Deadline;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.train.StepKind;

/** What the training steps of some stages cost on this machine. */
final class StepCosts {
    /** Trainings of fewer steps are over before it pays to measure what a step costs. */
    static final int LEAST_STEPS = 300;

    /** Seconds after which no further kind is measured: its costs follow from those of others. */
    private static final double MOST = 6;

    private StepCosts() {}

    /**
     * Seconds from one step to the next, of each kind with the networks; empty where the stages have few of them, or
     * what is encoded has no renderer to train.
     *
     * @param least steps that are worth it
     */
    static Map<StepKind, Double> measured(
            List<StageChoice<?>> stages, Encoding encoding, StageContext context, int least)
            throws IOException, InterruptedException {
        Map<StepKind, Long> ahead = new LinkedHashMap<>();
        for (StageChoice<?> choice : stages) {
            choice.training().stream()
                    .flatMap(training -> StepKind.of(training).stream())
                    .filter(some -> some.kind().judged())
                    .forEach(some -> ahead.merge(some.kind(), some.count(), Long::sum));
        }
        Map<StepKind, Double> seconds = new LinkedHashMap<>();
        if (!(encoding.archive() instanceof RendererContent)
                || ahead.values().stream().mapToLong(Long::longValue).sum() < least) {
            return seconds;
        }
        Deadline enough = Deadline.in(MOST, System::nanoTime);
        for (StepKind kind : ahead.keySet()) {
            if (enough.passed()) {
                break;
            }
            seconds.put(kind, kind.seconds(encoding, context));
        }
        return seconds;
    }
}
