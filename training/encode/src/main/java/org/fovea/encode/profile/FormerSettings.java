package org.fovea.encode.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.config.YamlNode;

/**
 * Settings that became constants. Profiles that are stored in ledgers still name them: a key with the constant's value
 * is read and left out, another value is refused.
 */
final class FormerSettings {
    private static final Map<String, String> TRAIN = Map.of(
            "weightDecay", "0",
            "optimiser", "adam",
            "inFlight", "2",
            "boundaryWeight", "0",
            "checkpointSeconds", "20");

    private static final Map<String, Map<String, String>> BY_STAGE = Map.of(
            "train",
            TRAIN,
            "training",
            TRAIN,
            "pretrain",
            Map.of(
                    "learningRate", "0.005",
                    "finalLearningRate", "0.00005",
                    "clip", "1",
                    "inFlight", "2",
                    "crossEntropy", "0.5",
                    "paletteSteps", "40",
                    "checkpointSeconds", "20"),
            "quantise",
            Map.of("allocationPairs", "0", "allocationRounds", "1", "candidates", "[fp4/32, fp4/64, q4, q5, q6, q7]"),
            "masks",
            Map.of("assumedLoss", "0"),
            "pixels",
            Map.of("perPair", "96", "distance", "6", "reach", "1", "temperature", "0.3"),
            "latents",
            Map.of("leastGain", "0.0001"),
            "stream",
            Map.of("encoder", "svt-av1"));

    private FormerSettings() {}

    /**
     * The settings without them.
     *
     * @param name of a stage, of {@code stream}, or of a map within its settings
     */
    static YamlNode leftOut(String name, YamlNode settings) {
        if (!(settings.value() instanceof Map<?, ?>)) {
            return settings;
        }
        Map<String, String> former = BY_STAGE.getOrDefault(name, Map.of());
        Map<String, YamlNode> kept = new LinkedHashMap<>();
        settings.map("settings").forEach((key, value) -> {
            String constant = former.get(key);
            if (constant == null) {
                kept.put(key, leftOut(key, value));
            } else if (!same(constant, value.value())) {
                throw value.wrong("'" + key + "' is no longer a setting; it is always " + constant, "omit it");
            }
        });
        return new YamlNode(settings.path(), settings.line(), settings.offset(), kept);
    }

    private static boolean same(String constant, Object value) {
        if (!(value instanceof String text)) {
            return true; // candidates, which had no effect without allocationPairs
        }
        try {
            return Double.parseDouble(constant) == Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return constant.equals(text);
        }
    }
}
