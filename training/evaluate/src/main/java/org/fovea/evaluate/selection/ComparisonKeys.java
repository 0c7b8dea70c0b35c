package org.fovea.evaluate.selection;

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
    private static final List<String> ALL =
            List.of("mean-squared", "mean-absolute", "huber", "cosine", "angle", "differing-pixels");

    private ComparisonKeys() {}

    /** Of a further network, which must say it. */
    static Comparison read(YamlMap map) {
        YamlNode node = map.required("distortion");
        return of(map, node, YamlMap.choice(node, ALL.toArray(String[]::new), word -> word));
    }

    /** Of a pose network: mean-squared unless it says otherwise. */
    static Comparison readForPose(YamlMap map) {
        Optional<YamlNode> node = map.optional("distortion");
        if (node.isEmpty()) {
            return MeanSquared.ALL;
        }
        String word = YamlMap.choice(
                node.get(),
                ALL.stream().filter(one -> !one.equals("differing-pixels")).toArray(String[]::new),
                one -> one);
        return of(map, node.get(), word);
    }

    private static Comparison of(YamlMap map, YamlNode node, String word) {
        return switch (word) {
            case "mean-squared" -> new MeanSquared(map.optional("mask").map(ComparisonKeys::mask));
            case "mean-absolute" -> new MeanAbsolute();
            case "huber" ->
                new Huber(map.optional("delta").map(Numbers::positive).orElse(1.0));
            case "cosine" -> new Cosine();
            case "angle" ->
                new Angle(map.optional("of")
                        .map(of -> YamlMap.choice(of, Angle.Kind.values(), Angle.Kind::label))
                        .orElse(Angle.Kind.RADIANS));
            case "differing-pixels" -> {
                Optional<YamlNode> classes = map.optional("classes");
                List<String> names = EvaluatorFile.classNames(classes);
                yield new DifferingPixels(ClassKeys.read(map, names, EvaluatorFile.count(classes, names))
                        .rule());
            }
            default -> throw node.wrong("'" + word + "' is no distortion");
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
