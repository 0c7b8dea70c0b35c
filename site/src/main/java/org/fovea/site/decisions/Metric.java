package org.fovea.site.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.fovea.lab.record.Run;
import org.fovea.site.page.Wording;

/**
 * A figure of a run beside that of the floor before.
 *
 * @param name of it
 * @param meaning in plain words
 * @param before of the prior floor; absent where there was none
 * @param after of the run
 * @param change of it with its sign; absent where one of both is not known
 * @param better whether it got better; absent where it did not change or that is not known
 */
public record Metric(
        String name,
        String meaning,
        Optional<String> before,
        String after,
        Optional<String> change,
        Optional<Boolean> better) {
    /** All figures of a run. */
    public static List<Metric> of(Optional<Run> prior, Run run) {
        List<Metric> all = new ArrayList<>();
        all.add(of(
                "Score, current_workflow",
                "sum of the three terms, with the archive charged",
                prior.map(Run::score),
                Optional.of(run.score()),
                Wording::score,
                Wording::change));
        all.add(of(
                "Score, rule_faithful",
                "the same, with what inflating needs outside the archive charged too",
                prior.flatMap(Run::ruleFaithfulScore),
                run.ruleFaithfulScore(),
                Wording::score,
                Wording::change));
        all.add(of(
                "Archive",
                "bytes",
                prior.map(before -> (double) before.bytes().archive()),
                Optional.of((double) run.bytes().archive()),
                value -> Wording.bytes((long) value),
                value -> Wording.byteChange((long) value)));
        all.add(of(
                "Payload outside",
                "bytes that inflating needs besides the archive",
                prior.flatMap(before -> before.bytes().payload()).map(Long::doubleValue),
                run.bytes().payload().map(Long::doubleValue),
                value -> Wording.bytes((long) value),
                value -> Wording.byteChange((long) value)));
        all.add(term(
                "Segmentation distortion",
                "share of pixels that the segmentation network labels differently",
                prior.map(Run::segmentation),
                run.segmentation(),
                true));
        all.add(term(
                "Pose distortion",
                "how far the pose network's answers move, squared",
                prior.map(Run::pose),
                run.pose(),
                true));
        all.add(term(
                "Segmentation term",
                "100 · segmentation distortion",
                prior.map(Run::segmentationTerm),
                run.segmentationTerm(),
                false));
        all.add(term("Pose term", "√(10 · pose distortion)", prior.map(Run::poseTerm), run.poseTerm(), false));
        all.add(term("Rate term", "25 · archive ÷ original", prior.map(Run::rateTerm), run.rateTerm(), false));
        return all;
    }

    private static Metric term(String name, String meaning, Optional<Double> before, double after, boolean distortion) {
        return distortion
                ? of(name, meaning, before, Optional.of(after), Wording::distortion, Wording::distortionChange)
                : of(name, meaning, before, Optional.of(after), Wording::score, Wording::change);
    }

    private static Metric of(
            String name,
            String meaning,
            Optional<Double> before,
            Optional<Double> after,
            DoubleFunction<String> value,
            DoubleFunction<String> difference) {
        Optional<Double> change = before.flatMap(old -> after.map(now -> now - old));
        return new Metric(
                name,
                meaning,
                before.map(value::apply),
                after.map(value::apply).orElse(Wording.UNKNOWN),
                change.map(difference::apply),
                change.filter(each -> each != 0).map(each -> each < 0));
    }
}
