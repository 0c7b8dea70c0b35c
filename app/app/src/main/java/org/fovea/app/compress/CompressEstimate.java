package org.fovea.app.compress;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.Pointer;
import org.fovea.app.text.Text;
import org.fovea.encode.Deadline;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.Forecast;
import org.fovea.encode.run.Outline;
import org.fovea.encode.train.StepKind;

/**
 * What an encode would do and what it would take.
 *
 * @param notes what is decided beforehand, in sentences
 * @param parts in their order; trials of profiles among them
 * @param minutes of all parts on this machine; absent where no training step could be measured beforehand
 * @param memory bytes in use after a training step
 * @param mostMemory bytes with everything that the Java heap may grow by
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CompressEstimate(
        String profile,
        List<String> notes,
        List<Forecast.Part> parts,
        Optional<Double> minutes,
        long memory,
        long mostMemory) {
    static final int PAIRS = 2;

    public CompressEstimate {
        notes = List.copyOf(notes);
        parts = List.copyOf(parts);
    }

    /**
     * Measures a few training steps.
     *
     * @param inputs with the ground truth of a few pairs
     * @param archives that are made for a target at most, 1 without one
     */
    static CompressEstimate of(
            String name,
            Plan plan,
            EncodeRun.Inputs inputs,
            int pairs,
            Deadline end,
            OptionalDouble limit,
            int archives)
            throws IOException, InterruptedException {
        boolean based = inputs.base().isPresent() && plan instanceof Profile;
        Plan done = based && plan instanceof Profile one ? one.onBase() : plan;
        Map<StepKind, Double> costs = Forecast.measured(PlanFit.profiles(done), inputs);
        Outline outline = Outline.of(done, new Forecast(costs, pairs, inputs.threads()), end, limit, archives);
        Runtime java = Runtime.getRuntime();
        long now = Pointer.physicalBytes();
        double seconds =
                outline.parts().stream().mapToDouble(Forecast.Part::seconds).sum();
        List<String> notes = new ArrayList<>(outline.notes());
        if (based) {
            notes.addFirst("the base is taken to suit the clip; a run tries that first, and may go on without");
        }
        if (costs.isEmpty()) {
            notes.add("no training step could be measured beforehand, so times are not known");
        }
        return new CompressEstimate(
                name,
                notes,
                outline.parts(),
                costs.isEmpty() ? Optional.empty() : Optional.of(seconds / 60),
                now,
                now + java.maxMemory() - java.totalMemory());
    }

    public String text() {
        StringBuilder text = new StringBuilder(profile).append('\n');
        notes.forEach(note -> text.append("  ").append(note).append('\n'));
        for (Forecast.Part part : parts) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-32s %14s %8s%n",
                    part.name(),
                    part.steps() == 0 ? "" : Text.count(part.steps(), "step"),
                    minutes.isEmpty() ? "" : Text.clock(part.seconds())));
        }
        return text.append(minutes.map(most -> RunDisplay.about(60 * most) + " on this machine, ")
                        .orElse(""))
                .append(String.format(Locale.ROOT, "%.1f to %.1f GB of memory%n", memory / 1e9, mostMemory / 1e9))
                .toString();
    }
}
