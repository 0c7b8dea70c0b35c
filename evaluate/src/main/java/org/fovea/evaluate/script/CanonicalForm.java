package org.fovea.evaluate.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;

/**
 * One way to write a pair down: every setting that an answer or a distortion depends on, defaults filled in, a line each, in a fixed order. Names,
 * paths and comments are not in it, weights are by their SHA-256. Its own SHA-256 is the pair's identity.
 */
final class CanonicalForm {
    private final StringBuilder text = new StringBuilder("fovea evaluator pair 1\n");

    private CanonicalForm() {}

    /**
     * The text.
     *
     * @param pair with the shapes of both answers
     * @param segmentationNetwork the network's {@link org.fovea.evaluate.network.Network#identity() identity}
     * @param poseNetwork likewise
     */
    static String of(PairDescription pair, List<String> segmentationNetwork, List<String> poseNetwork) {
        CanonicalForm form = new CanonicalForm();
        SegmentationDescription segmentation = pair.segmentation();
        form.network("segmentation ", segmentationNetwork);
        form.input("segmentation ", segmentation.input());
        form.line("segmentation classes", segmentation.classes().getAsInt());
        form.line("segmentation map", size(segmentation.map()));
        form.line("segmentation distortion", SegmentationDescription.DISTORTION);
        PoseDescription pose = pair.pose();
        form.network("pose ", poseNetwork);
        form.input("pose ", pose.input());
        form.line(
                "pose layout",
                pose.input().frames().count() == 1 ? "single" : pose.layout().label());
        form.line("pose outputs", pose.outputs().getAsInt());
        form.list("pose counted", pose.counted());
        form.list("pose output-scale", pose.outputScale());
        form.line("pose distortion", PoseDescription.DISTORTION);
        return form.text.toString();
    }

    /** SHA-256 of a text in UTF-8, in lower-case hexadecimal digits. */
    static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void network(String who, List<String> lines) {
        lines.forEach(line -> text.append(who).append(line).append('\n'));
    }

    private void input(String who, PixelInput input) {
        line(who + "input", size(input.size()));
        line(who + "resize", input.size().isPresent() ? input.resize().label() : "none");
        line(who + "colour", input.colour().label());
        line(who + "range", input.scale().range().label());
        list(who + "mean", input.scale().means(input.colour().planes()));
        list(who + "std", input.scale().deviations(input.colour().planes()));
        line(who + "frames", input.frames().name().toLowerCase(Locale.ROOT));
    }

    private static String size(Optional<FrameSize> size) {
        return size.map(s -> s.width() + "x" + s.height()).orElse("native");
    }

    private void list(String key, List<?> values) {
        line(key, values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private void line(String key, Object value) {
        text.append(key).append('=').append(value).append('\n');
    }
}
