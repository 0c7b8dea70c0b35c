package org.fovea.app.rd;

import java.util.List;
import org.fovea.app.AppException;

/**
 * Which rungs are climbed.
 *
 * @param rungs from the lowest on
 */
public record LadderPlan(List<LadderRung> rungs) {
    public LadderPlan {
        rungs = List.copyOf(rungs);
    }

    /**
     * The published climb of the lab that Fovea set out to beat, in its order ({@code comma_lab_runs.csv}), with one rung more: a coarser quantiser, because
     * clips of a few megabytes cannot afford the bytes of a long one.
     *
     * @param scale share of width and height of the smaller pictures
     * @param crf the coarser quantiser
     * @param low encoder settings of the last rung
     * @throws AppException where scale is no number
     */
    public static LadderPlan of(String scale, String crf, List<String> low) {
        double share = share(scale);
        return new LadderPlan(List.of(
                new LadderRung("plain", "plain SVT-AV1, full size, preset 8, CRF 35", List.of(), List.of()),
                new LadderRung(
                        "small",
                        "pictures of " + Math.round(100 * share) + " % of width and height" + ", bicubic",
                        List.of("stream.scale=" + scale, "stream.shrink=bicubic", "stream.enlarge=bicubic"),
                        List.of()),
                new LadderRung(
                        "lanczos",
                        "lanczos in place of bicubic",
                        List.of("stream.shrink=lanczos", "stream.enlarge=lanczos"),
                        List.of()),
                new LadderRung("coarse", "CRF " + crf, List.of("stream.crf=" + crf), List.of()),
                new LadderRung("grain", "film grain 22", List.of("stream.filmGrain=22"), List.of()),
                new LadderRung("filter", "post-filter, trained, 16-bit floats", List.of(), List.of("train")),
                new LadderRung("int8", "post-filter in int8: QAT, EMA", List.of(), List.of("quantise")),
                new LadderRung(
                        "options",
                        "low-level options: " + String.join(" ", low),
                        low.stream().map(option -> "stream." + option).toList(),
                        List.of("quantise"))));
    }

    private static double share(String scale) {
        try {
            return Double.parseDouble(scale);
        } catch (NumberFormatException e) {
            throw AppException.usage("fovea bench ladder: --scale " + scale + " is no number, for example 0.45");
        }
    }
}
