package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.fovea.encode.Encoding;

/** Told everything, says nothing; every figure is a number. */
final class SilentWatcher implements RunWatcher {
    @Override
    public void update(String stage, int done, int total) {}

    @Override
    public void line(String text) {}

    @Override
    public void metrics(String stage, long step, Map<String, Double> values) {
        assertThat(values.values()).allSatisfy(value -> assertThat(value).isFinite());
    }

    @Override
    public void begins(String label) {}

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage stage, Encoding encoding) {}

    @Override
    public void skipped(FinishedStage stage) {}
}
