package org.fovea.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.fovea.app.document.InspectDocument;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.PictureStep;

/** What makes frames of a video's pictures, in words. */
public final class PictureFacts {
    private PictureFacts() {}

    /** A line each for colour, enlarging and steps. */
    public static List<String> lines(PictureRule rule) {
        InspectDocument.Picture picture = InspectDocument.Picture.of(rule);
        String steps = rule.steps().isEmpty()
                ? "none"
                : rule.steps().stream().map(PictureFacts::step).collect(Collectors.joining(", "));
        return List.of(
                "colour    " + picture.matrix() + ", " + picture.range() + " range, " + picture.layout() + ", "
                        + picture.depth() + " bits",
                "enlarged  " + enlargement(rule.enlargement()),
                "steps     " + steps);
    }

    private static String enlargement(Enlargement enlargement) {
        return switch (enlargement) {
            case BICUBIC -> "bicubic";
            case LANCZOS -> "Lanczos";
        };
    }

    private static String step(PictureStep step) {
        return switch (step) {
            case PictureStep.Filter filter -> "filter";
            case PictureStep.Unsharp(int amount, int radius) ->
                "unsharp " + shortest(amount, InspectDocument.Step.UNSHARP_UNITS) + " radius " + radius;
            case PictureStep.Grain(int strength, long seed) ->
                "grain " + shortest(strength, InspectDocument.Step.GRAIN_UNITS) + " seed " + seed;
        };
    }

    /**
     * The shortest decimal that is stored as this number, which is most likely what somebody typed: 90 of 256 is 0.35.
     */
    static String shortest(int number, int units) {
        BigDecimal exact = BigDecimal.valueOf(number).divide(BigDecimal.valueOf(units));
        for (int digits = 0; ; digits++) {
            BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
            if (Math.round(rounded.doubleValue() * units) == number) {
                return rounded.toPlainString();
            }
        }
    }
}
