package org.fovea.cli.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.PictureStep;

/** What makes frames of a video's pictures, in words and as a document. */
public final class PictureFacts {
    private static final int UNSHARP_UNITS = 256;
    private static final int GRAIN_UNITS = 16;

    private PictureFacts() {}

    /** A line each for colour, enlarging and steps. */
    public static List<String> lines(PictureRule rule) {
        PictureColour colour = rule.colour();
        String steps = rule.steps().isEmpty()
                ? "none"
                : rule.steps().stream().map(PictureFacts::step).collect(Collectors.joining(", "));
        return List.of(
                "colour    " + matrix(colour) + ", " + lower(colour.range()) + " range, " + layout(colour) + ", "
                        + colour.depth() + " bits",
                "enlarged  " + enlargement(rule.enlargement()),
                "steps     " + steps);
    }

    /** The same for programs. */
    public record Document(
            String matrix, String range, String layout, int depth, String enlargement, List<StepDocument> steps) {
        /** A rule's. */
        public static Document of(PictureRule rule) {
            PictureColour colour = rule.colour();
            return new Document(
                    PictureFacts.matrix(colour),
                    lower(colour.range()),
                    PictureFacts.layout(colour),
                    colour.depth(),
                    lower(rule.enlargement()),
                    rule.steps().stream().map(StepDocument::of).toList());
        }
    }

    /** A step, with the numbers that it has. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record StepDocument(
            String step,
            Optional<Double> amount,
            Optional<Integer> radius,
            Optional<Double> strength,
            Optional<Long> seed) {
        private static StepDocument of(PictureStep step) {
            return switch (step) {
                case PictureStep.Filter _ ->
                    new StepDocument("filter", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
                case PictureStep.Unsharp(int amount, int radius) ->
                    new StepDocument(
                            "unsharp",
                            Optional.of((double) amount / UNSHARP_UNITS),
                            Optional.of(radius),
                            Optional.empty(),
                            Optional.empty());
                case PictureStep.Grain(int strength, long seed) ->
                    new StepDocument(
                            "grain",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of((double) strength / GRAIN_UNITS),
                            Optional.of(seed));
            };
        }
    }

    private static String matrix(PictureColour colour) {
        return switch (colour.matrix()) {
            case BT601 -> "BT.601";
        };
    }

    private static String layout(PictureColour colour) {
        return switch (colour.layout()) {
            case YUV_420 -> "4:2:0";
            case YUV_422 -> "4:2:2";
            case YUV_444 -> "4:4:4";
        };
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
                "unsharp " + shortest(amount, UNSHARP_UNITS) + " radius " + radius;
            case PictureStep.Grain(int strength, long seed) ->
                "grain " + shortest(strength, GRAIN_UNITS) + " seed " + seed;
        };
    }

    /** The shortest decimal that is stored as this number, which is most likely what somebody typed: 90 of 256 is 0.35. */
    static String shortest(int number, int units) {
        BigDecimal exact = BigDecimal.valueOf(number).divide(BigDecimal.valueOf(units));
        for (int digits = 0; ; digits++) {
            BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
            if (Math.round(rounded.doubleValue() * units) == number) {
                return rounded.toPlainString();
            }
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
