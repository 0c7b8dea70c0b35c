package org.fovea.evaluate.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.evaluate.comparison.ClassRule;

/**
 * The keys {@code merge}, {@code ignore} and {@code weights} of a segmentation network.
 *
 * @param rule what they say
 * @param names of the classes that are distinct
 */
record ClassKeys(ClassRule rule, List<String> names) {
    private static final int MAX_CLASSES = 256;

    /**
     * @param declared names of the network's classes; may be empty
     * @param count of the network's classes, where the file says it
     */
    static ClassKeys read(YamlMap map, List<String> declared, OptionalInt count) {
        List<List<Integer>> groups = new ArrayList<>();
        List<String> names = new ArrayList<>();
        map.optional("merge").ifPresent(node -> {
            for (Map.Entry<String, YamlNode> entry :
                    node.map("a map of names to classes").entrySet()) {
                names.add(entry.getKey());
                groups.add(entry.getValue().list().stream()
                        .map(each -> number(each, declared, MAX_CLASSES))
                        .toList());
            }
        });
        List<String> counted = groups.isEmpty() ? declared : List.copyOf(names);
        int classes = groups.isEmpty() ? count.orElse(0) : groups.size();
        List<Double> weights = weights(map, counted, classes);
        try {
            return new ClassKeys(new ClassRule(groups, weights), counted);
        } catch (IllegalArgumentException e) {
            throw map.node().wrong(e.getMessage(), "correct merge, ignore or weights");
        }
    }

    private static List<Double> weights(YamlMap map, List<String> names, int classes) {
        if (!map.has("ignore") & !map.has("weights")) {
            return List.of();
        }
        if (classes == 0) {
            throw map.node()
                    .wrong(
                            "ignore and weights need to know the classes",
                            "add classes, a number or a list of names, or merge");
        }
        List<Double> weights = new ArrayList<>(Collections.nCopies(classes, 1.0));
        map.optional("weights")
                .ifPresent(node -> node.map("a map of classes to numbers")
                        .forEach((key, value) ->
                                weights.set(number(key, value, names, classes), Numbers.notNegative(value))));
        map.optional("ignore")
                .ifPresent(node -> node.list().forEach(each -> weights.set(number(each, names, classes), 0.0)));
        return weights;
    }

    private static int number(YamlNode node, List<String> names, int classes) {
        return number(node.text("a class"), node, names, classes);
    }

    /** A class by its name or its number. */
    private static int number(String text, YamlNode where, List<String> names, int classes) {
        int byName = names.indexOf(text);
        if (byName >= 0) {
            return byName;
        }
        int number = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number >= classes) {
            throw where.wrong(
                    "'" + YamlNode.shortened(text) + "' is no class",
                    names.isEmpty()
                            ? "write a number from 0 to " + (classes - 1)
                            : "known: " + String.join(", ", names));
        }
        return number;
    }
}
