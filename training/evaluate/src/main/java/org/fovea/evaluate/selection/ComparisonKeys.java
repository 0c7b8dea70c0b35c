package org.fovea.evaluate.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.evaluate.comparison.Angle;
import org.fovea.evaluate.comparison.Comparison;
import org.fovea.evaluate.comparison.Cosine;
import org.fovea.evaluate.comparison.DifferingPixels;
import org.fovea.evaluate.comparison.Huber;
import org.fovea.evaluate.comparison.MeanAbsolute;
import org.fovea.evaluate.comparison.MeanSquared;

/** The keys that say by what a network's answers are compared. */
final class ComparisonKeys {
    private enum Word {
        MEAN_SQUARED,
        MEAN_ABSOLUTE,
        HUBER,
        COSINE,
        ANGLE,
        DIFFERING_PIXELS
    }

    private ComparisonKeys() {}

    /** Of a further network, which must say it. */
    static Comparison read(YamlMap map) {
        return of(map, YamlMap.choice(map.required("distortion"), Word.values(), YamlMap::word));
    }

    /** Of a pose network: mean-squared unless it says otherwise; it has no classes. */
    static Comparison readForPose(YamlMap map) {
        Word[] words = Arrays.copyOf(Word.values(), Word.DIFFERING_PIXELS.ordinal());
        return map.optional("distortion")
                .map(node -> of(map, YamlMap.choice(node, words, YamlMap::word)))
                .orElse(MeanSquared.ALL);
    }

    private static Comparison of(YamlMap map, Word word) {
        return switch (word) {
            case MEAN_SQUARED -> new MeanSquared(map.optional("mask").map(ComparisonKeys::mask));
            case MEAN_ABSOLUTE -> new MeanAbsolute();
            case HUBER -> new Huber(map.optional("delta").map(Numbers::positive).orElse(1.0));
            case COSINE -> new Cosine();
            case ANGLE -> new Angle(map.choice("of", Angle.Kind.RADIANS));
            case DIFFERING_PIXELS -> {
                Optional<YamlNode> classes = map.optional("classes");
                List<String> names = EvaluatorFile.classNames(classes);
                yield new DifferingPixels(ClassKeys.read(map, names, EvaluatorFile.count(classes, names))
                        .rule());
            }
        };
    }

    private static MeanSquared.Mask mask(YamlNode node) {
        YamlMap map = new YamlMap(node);
        double above = map.optional("above").map(YamlMap::number).orElse(Double.NEGATIVE_INFINITY);
        double below = map.optional("below").map(YamlMap::number).orElse(Double.POSITIVE_INFINITY);
        map.finish();
        try {
            return new MeanSquared.Mask(above, below);
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage(), "write above, below or both");
        }
    }
}
