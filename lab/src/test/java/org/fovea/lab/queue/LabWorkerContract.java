package org.fovea.lab.queue;

import org.junit.jupiter.api.Test;

abstract class LabWorkerContract extends QueueLab {
    @Test
    void anExperimentBecomesARun() throws Exception {
        var experiment = experiment(1);
        enqueue(java.util.List.of(experiment));
        worker("one", 1);
        awaitState(experiment, ExperimentState.SUCCEEDED);
    }
}
