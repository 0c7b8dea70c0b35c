package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.encode.Encoding;

/** Notes what a run does, checks that every figure is a number, and kills the run at a moment. */
final class KillingWatcher implements RunWatcher {
    final List<String> events = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final int last;
    private final String end;

    /** Updates so far. */
    int told;

    /** Frames of class masks that were coded. */
    int packed;

    /** Frames of class masks that were decoded. */
    int read;

    /** What a killed run ends with. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private KillingWatcher(int last, String end) {
        this.last = last;
        this.end = end;
    }

    /** Kills after a number of updates. */
    static KillingWatcher after(int updates) {
        return new KillingWatcher(updates, "");
    }

    /** Kills at an event, as in "begins 02-train". */
    static KillingWatcher at(String event) {
        return new KillingWatcher(Integer.MAX_VALUE, event);
    }

    /** Never kills. */
    static KillingWatcher patient() {
        return after(Integer.MAX_VALUE);
    }

    /** Labels of the stages that began. */
    List<String> begun() {
        return events.stream()
                .filter(event -> event.startsWith("begins "))
                .map(event -> event.substring(7))
                .toList();
    }

    private void tell(String event) {
        events.add(event);
        if (event.equals(end)) {
            throw new Killed();
        }
    }

    @Override
    public synchronized void update(String stage, long done, long total) {
        packed += stage.equals("pack") ? 1 : 0;
        read += stage.equals("read") ? 1 : 0;
        if (++told > last) {
            throw new Killed();
        }
    }

    @Override
    public void begins(String label) {
        tell("begins " + label);
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage stage, Encoding encoding, int worst) {
        tell("finished " + stage.label());
    }

    @Override
    public void skipped(FinishedStage stage) {
        tell("skipped " + stage.label());
    }

    @Override
    public synchronized void line(String text) {
        lines.add(text);
    }

    @Override
    public void metrics(String stage, long step, Map<String, Double> values) {
        assertThat(values.values()).allSatisfy(value -> assertThat(value).isFinite());
    }
}
