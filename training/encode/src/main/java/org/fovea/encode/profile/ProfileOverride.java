package org.fovea.encode.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;

/**
 * A setting that replaces one of a profile: {@code seed=7}, {@code renderer.channels=24}, {@code masks.minimumRegion=6}
 * in all stages of that name, {@code masks[1].minimumRegion=6} in the first of them.
 *
 * @param path keys, joined by dots
 * @param value YAML, a scalar or a list in brackets
 */
public record ProfileOverride(String path, String value) {
    private static final String STAGES = "stages";

    /**
     * Reads {@code PATH=VALUE}.
     *
     * @throws IllegalArgumentException where it is none; the message is for the user
     */
    public static ProfileOverride of(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || !text.substring(0, equals).matches("[A-Za-z0-9]+(\\[[1-9]\\d?\\])?(\\.[A-Za-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + text + "' is not KEY=VALUE, for example masks.minimumRegion=6");
        }
        return new ProfileOverride(text.substring(0, equals), text.substring(equals + 1));
    }

    YamlNode applyTo(YamlNode root) {
        YamlNode replacement = YamlText.read(value.getBytes(StandardCharsets.UTF_8), path, "a value");
        String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        String rest = path.contains(".") ? path.substring(path.indexOf('.') + 1) : "";
        Map<String, YamlNode> map = root.map("a map");
        String stage = first.replaceFirst("\\[.*", "");
        if (StageKind.find(stage).isEmpty() || rest.isEmpty()) {
            return put(root, path, replacement);
        }
        int number = first.equals(stage) ? 0 : Integer.parseInt(first.replaceAll("\\D", ""));
        YamlNode stages = map.get(STAGES);
        if (stages == null) {
            return put(root, path, replacement); // refused when it is read
        }
        List<YamlNode> changed = new ArrayList<>();
        int found = 0;
        for (YamlNode node : stages.list()) {
            boolean same = name(node).equals(stage);
            found += same ? 1 : 0;
            changed.add(same && (number == 0 || number == found) ? stageWith(node, stage, rest, replacement) : node);
        }
        if (found == 0 || found < number) {
            throw new FormatException(
                    path, 0, "the profile has " + (found == 0 ? "no stage " : found + " stages ") + stage);
        }
        Map<String, YamlNode> all = new LinkedHashMap<>(map);
        all.put(STAGES, new YamlNode(stages.path(), stages.line(), stages.offset(), List.copyOf(changed)));
        return new YamlNode(root.path(), root.line(), root.offset(), all);
    }

    private static String name(YamlNode stage) {
        return switch (stage.value()) {
            case String text -> text;
            case Map<?, ?> map
            when map.size() == 1 -> (String) map.keySet().iterator().next();
            default -> "";
        };
    }

    private static YamlNode stageWith(YamlNode node, String stage, String rest, YamlNode replacement) {
        YamlNode settings = node.isText() ? node : node.map("a stage").get(stage);
        boolean none = node.isText() || settings.isText();
        YamlNode map =
                new YamlNode(settings.path(), settings.line(), settings.offset(), none ? Map.of() : settings.value());
        return new YamlNode(node.path(), node.line(), node.offset(), Map.of(stage, put(map, rest, replacement)));
    }

    private static YamlNode put(YamlNode into, String keys, YamlNode replacement) {
        int dot = keys.indexOf('.');
        String key = dot < 0 ? keys : keys.substring(0, dot);
        Map<String, YamlNode> all = new LinkedHashMap<>(into.map("a map"));
        YamlNode inner = all.getOrDefault(key, new YamlNode(key, into.line(), into.offset(), Map.of()));
        all.put(key, dot < 0 ? replacement : put(inner, keys.substring(dot + 1), replacement));
        return new YamlNode(into.path(), into.line(), into.offset(), all);
    }
}
