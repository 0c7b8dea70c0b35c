package org.fovea.evaluate.selection;

import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;

/** Numbers of an objective file. */
final class Numbers {
    private Numbers() {}

    static double positive(YamlNode node) {
        double value = YamlMap.number(node);
        if (value <= 0) {
            throw node.wrong("'" + node.value() + "' is not above 0", "write a number above 0");
        }
        return value;
    }

    static double notNegative(YamlNode node) {
        double value = YamlMap.number(node);
        if (value < 0) {
            throw node.wrong("'" + node.value() + "' is below 0", "write 0 or more");
        }
        return value;
    }
}
