package org.fovea.app.rd;

import java.util.List;
import org.fovea.app.AppException;

/**
 * Which rungs are climbed.
 *
 * @param rungs from the lowest on
 */
public record LadderPlan(List<Rung> rungs) {
    /**
     * A rung of the ladder: something that is done besides what earlier rungs do.
     *
     * @param name one word, for folders
     * @param title for people
     * @param changes of the profile, KEY=VALUE
     * @param stages that run after the video is coded, or on what an earlier rung has left
     */
    public record Rung(String name, String title, List<String> changes, List<String> stages) {
        /** Whether the post-filter belongs to it. */
        boolean filters() {
            return !stages.isEmpty();
        }
    }

    public LadderPlan {
        rungs = List.copyOf(rungs);
    }

    /**
     * The published climb of the lab that Fovea set out to beat, in its order ({@code comma_lab_runs.csv}), with one
     * rung more: a coarser quantiser, because clips of a few megabytes cannot afford the bytes of a long one.
     *
     * @param scale share of width and height of the smaller pictures
     * @param crf the coarser quantiser
     * @param low encoder settings of the last rung
     * @throws AppException where scale is no number
     */
    public static LadderPlan of(String scale, String crf, List<String> low) {
        double share = share(scale);
        return new LadderPlan(List.of(
                new Rung("plain", "plain SVT-AV1, full size, preset 8, CRF 35", List.of(), List.of()),
                new Rung(
                        "small",
                        "pictures of " + Math.round(100 * share) + " % of width and height" + ", bicubic",
                        List.of("stream.scale=" + scale, "stream.shrink=bicubic", "stream.enlarge=bicubic"),
                        List.of()),
                new Rung(
                        "lanczos",
                        "lanczos in place of bicubic",
                        List.of("stream.shrink=lanczos", "stream.enlarge=lanczos"),
                        List.of()),
                new Rung("coarse", "CRF " + crf, List.of("stream.crf=" + crf), List.of()),
                new Rung("grain", "film grain 22", List.of("stream.filmGrain=22"), List.of()),
                new Rung("filter", "post-filter, trained, 16-bit floats", List.of(), List.of("train")),
                new Rung("int8", "post-filter in int8: QAT, EMA", List.of(), List.of("quantise")),
                new Rung(
                        "options",
                        "low-level options: " + String.join(" ", low),
                        low.stream().map(option -> "stream." + option).toList(),
                        List.of("quantise"))));
    }

    private static double share(String scale) {
        try {
            return Double.parseDouble(scale);
        } catch (NumberFormatException e) {
            throw AppException.usage("fovea bench ladder: --scale " + scale + " is not a number such as 0.45");
        }
    }
}
