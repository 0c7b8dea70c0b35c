package org.fovea.encode.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.train.StepKind;
import org.fovea.encode.train.StepProbe;

/** What the training steps of some stages cost on this machine. */
final class StepCosts {
    /** Trainings of fewer steps are over before it pays to measure what a step costs. */
    private static final int LEAST_STEPS = 300;

    private StepCosts() {}

    /**
     * Seconds from one step to the next, of each kind with the networks; empty where the stages have few of them, or
     * what is encoded has no renderer to train.
     */
    static Map<StepKind, Double> measured(List<StageChoice<?>> stages, Encoding encoding, StageContext context)
            throws IOException, InterruptedException {
        Map<StepKind, Long> ahead = new LinkedHashMap<>();
        for (StageChoice<?> choice : stages) {
            RunPlan.training(choice.settings()).stream()
                    .flatMap(training -> StepKind.of(training).stream())
                    .filter(some -> some.kind().judged())
                    .forEach(some -> ahead.merge(some.kind(), some.count(), Long::sum));
        }
        Map<StepKind, Double> seconds = new LinkedHashMap<>();
        if (!(encoding.archive() instanceof RendererContent)
                || ahead.values().stream().mapToLong(Long::longValue).sum() < LEAST_STEPS) {
            return seconds;
        }
        for (StepKind kind : ahead.keySet()) {
            seconds.put(kind, new StepProbe().seconds(kind, encoding, context));
        }
        return seconds;
    }
}
