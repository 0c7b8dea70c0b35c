package org.fovea.lab.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.evaluate.score.ClassCount;

/**
 * What must still be seen of a class before a run may become the baseline.
 *
 * @param name of the class, as scores have it; its number where it has no name
 * @param recall least share of its pixels that keep their class, 0..1
 * @param iou least intersection over union, 0..1
 */
public record ClassMinimum(String name, Optional<Double> recall, Optional<Double> iou) {
    /** Whether a class reaches it: what falls short in words, nothing where all holds. */
    public List<String> missed(ClassCount count) {
        List<String> missed = new ArrayList<>();
        recall.filter(least -> !(count.recall() >= least))
                .ifPresent(least -> missed.add(below("recall", count.recall(), least)));
        iou.filter(least -> !(count.iou() >= least)).ifPresent(least -> missed.add(below("IoU", count.iou(), least)));
        return missed;
    }

    private String below(String figure, double value, double least) {
        return String.format(
                Locale.ROOT, "%s of class %s is %.4f, below the minimum of %.4f", figure, name, value, least);
    }

    /** What was found, in words: {@code movable recall 0.9312 (at least 0.9000)}. */
    public String held(ClassCount count) {
        List<String> parts = new ArrayList<>();
        recall.ifPresent(least -> parts.add(figure("recall", count.recall(), least)));
        iou.ifPresent(least -> parts.add(figure("IoU", count.iou(), least)));
        return name + " " + String.join(", ", parts);
    }

    private static String figure(String name, double value, double least) {
        return String.format(Locale.ROOT, "%s %.4f (at least %.4f)", name, value, least);
    }

    /** Reads a benchmark's key {@code minimum}: a map of classes, each with {@code recall}, {@code iou} or both. */
    static List<ClassMinimum> read(YamlNode node) {
        List<ClassMinimum> minima = new ArrayList<>();
        node.map("classes with the least that must still be seen of each").forEach((name, figures) -> {
            YamlMap keys = new YamlMap(figures);
            Optional<Double> recall = keys.optional("recall").map(ClassMinimum::share);
            Optional<Double> iou = keys.optional("iou").map(ClassMinimum::share);
            keys.finish();
            if (recall.isEmpty() && iou.isEmpty()) {
                throw figures.wrong("class " + name + " has neither recall nor iou");
            }
            minima.add(new ClassMinimum(name, recall, iou));
        });
        return minima;
    }

    private static double share(YamlNode node) {
        double value = YamlMap.number(node);
        if (!(value >= 0 && value <= 1)) {
            throw node.wrong(value + " is not a share from 0 to 1");
        }
        return value;
    }

    /** As in the file: {@code {recall: 0.9, iou: 0.8}}. */
    String yaml() {
        List<String> parts = new ArrayList<>();
        recall.ifPresent(least -> parts.add("recall: " + least));
        iou.ifPresent(least -> parts.add("iou: " + least));
        return "{" + String.join(", ", parts) + "}";
    }
}
