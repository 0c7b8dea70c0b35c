package org.fovea.evaluate.selection;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.script.ColourSpace;
import org.fovea.evaluate.script.PixelInput;
import org.fovea.evaluate.script.PixelScale;
import org.fovea.evaluate.script.ResizeRule;

/** The keys {@code input} and {@code resize} of a network, and the one that is named after a colour space. */
final class InputKeys {
    private InputKeys() {}

    /** @param frames that the network sees */
    static PixelInput read(YamlMap map, FrameChoice frames) {
        YamlNode sizeNode = map.required("input");
        Optional<FrameSize> size = sizeNode.value().equals("native") ? Optional.empty() : Optional.of(size(sizeNode));
        Optional<YamlNode> resizeNode = map.optional("resize");
        if (resizeNode.isPresent() && size.isEmpty()) {
            throw resizeNode.get().wrong("native input is not resized", "omit the key");
        }
        ResizeRule resize = map.choice("resize", ResizeRule.BILINEAR);
        ColourSpace colour = colour(map);
        YamlNode scaleNode = map.required(colour.label());
        PixelScale scale = scale(scaleNode, colour);
        return EvaluatorFile.checked(scaleNode, () -> new PixelInput(size, resize, colour, scale, frames));
    }

    private static ColourSpace colour(YamlMap map) {
        ColourSpace found = null;
        for (ColourSpace colour : ColourSpace.values()) {
            if (map.has(colour.label())) {
                if (found != null) {
                    throw map.required(colour.label())
                            .wrong("the colour space is already " + found.label(), "keep one of the two");
                }
                found = colour;
            }
        }
        if (found == null) {
            throw map.node().wrong("one of the keys rgb, bgr, grey, yuv6 is missing", "add for example rgb: 0..255");
        }
        return found;
    }

    private static PixelScale scale(YamlNode node, ColourSpace colour) {
        if (node.isText()) {
            return PixelScale.of(YamlMap.choice(node, PixelScale.Range.values(), PixelScale.Range::label));
        }
        YamlMap map = new YamlMap(node);
        PixelScale.Range range = map.optional("range")
                .map(r -> YamlMap.choice(r, PixelScale.Range.values(), PixelScale.Range::label))
                .orElse(PixelScale.Range.BYTES);
        List<Double> mean = map.optional("mean")
                .map(m ->
                        planes(m, colour, m.list().stream().map(YamlMap::number).toList()))
                .orElse(List.of());
        List<Double> deviation =
                map.optional("std").map(s -> planes(s, colour, positives(s))).orElse(List.of());
        map.finish();
        return new PixelScale(range, mean, deviation);
    }

    private static List<Double> planes(YamlNode node, ColourSpace colour, List<Double> numbers) {
        if (numbers.size() != colour.planes()) {
            throw node.wrong(
                    numbers.size() + " numbers for " + colour.planes() + " planes of " + colour.label(),
                    "give one for each");
        }
        return numbers;
    }

    static List<Double> positives(YamlNode node) {
        return node.list().stream().map(Numbers::positive).toList();
    }

    static FrameSize size(YamlNode node) {
        String text = node.text("WIDTHxHEIGHT");
        if (!text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
            String or = node.path().endsWith("input") ? " or native" : "";
            throw node.wrong(
                    "'" + YamlNode.shortened(text) + "' is not WIDTHxHEIGHT" + or, "write for example 512x384");
        }
        int by = text.indexOf('x');
        return EvaluatorFile.checked(
                node,
                () -> new FrameSize(Integer.parseInt(text.substring(0, by)), Integer.parseInt(text.substring(by + 1))));
    }
}
