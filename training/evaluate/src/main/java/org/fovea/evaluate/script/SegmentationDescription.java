package org.fovea.evaluate.script;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.comparison.ClassRule;
import org.fovea.evaluate.network.NetworkFile;

/**
 * A segmentation network of one's own.
 *
 * @param network the file
 * @param input its pixels
 * @param classes number of classes, 2..256; where empty, what a trial run answers
 * @param names of the classes, by number, for display; empty where they are unknown, else as many as classes
 * @param map size of a class map; where empty, what a trial run answers
 * @param rule which of these classes are merged, and how much each counts; where it merges, {@code names} are those of
 *     the merged ones
 */
public record SegmentationDescription(
        NetworkFile network,
        PixelInput input,
        OptionalInt classes,
        List<String> names,
        Optional<FrameSize> map,
        ClassRule rule) {
    /** Name of the only distortion so far: the share of pixels whose class differs. */
    public static final String DISTORTION = "differing-pixels";

    public static final int MAX_CLASSES = 256;

    public static final int LONGEST_NAME = 60;

    /** @throws IllegalArgumentException where numbers of classes, names and weights do not fit each other */
    public SegmentationDescription {
        names = List.copyOf(names);
        if (rule.merges() && classes.orElse(rule.networkClasses()) != rule.networkClasses()) {
            throw new IllegalArgumentException(
                    "merge names " + rule.networkClasses() + " classes of " + classes.getAsInt());
        }
        int declared = rule.merges() ? rule.groups().size() : classes.orElse(names.size());
        if (!names.isEmpty() && names.size() != declared) {
            throw new IllegalArgumentException(names.size() + " names of " + declared + " classes");
        }
        if (!rule.even() && classes.isPresent() && rule.weights().size() != rule.classes(classes.getAsInt())) {
            throw new IllegalArgumentException(
                    rule.weights().size() + " weights of " + rule.classes(classes.getAsInt()) + " classes");
        }
        if (input.size().isEmpty() && map.isEmpty()) {
            throw new IllegalArgumentException("a network with native input needs the size of its class map");
        }
    }

    /** The same with the shape of the network's answer. */
    SegmentationDescription answering(int foundClasses, FrameSize foundMap) {
        return new SegmentationDescription(
                network, input, OptionalInt.of(foundClasses), names, Optional.of(foundMap), rule);
    }
}
