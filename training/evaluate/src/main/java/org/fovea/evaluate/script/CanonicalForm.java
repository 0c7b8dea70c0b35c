package org.fovea.evaluate.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.config.YamlMap;
import org.fovea.evaluate.ObjectiveTerms;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.comparison.Comparison;
import org.fovea.video.colour.ColourChoice;

/**
 * One way to write a pair down: every setting that an answer or a distortion depends on, defaults filled in, a line
 * each, in a fixed order. Names, paths and comments are not in it, weights are by their SHA-256. Its own SHA-256 is the
 * pair's identity.
 */
final class CanonicalForm {
    private final StringBuilder text = new StringBuilder("fovea evaluator pair 1\n");

    private CanonicalForm() {}

    /**
     * The form without further networks. What is as it was before there were objectives is written as it was, so that
     * identities stay.
     *
     * @param segmentation with the shape of the answer; empty for none
     * @param segmentationNetwork the network's {@link org.fovea.evaluate.network.Network#identity() identity}
     * @param pose with the shape of the answer; empty for none
     * @param poseNetwork likewise
     */
    static CanonicalForm of(
            Optional<SegmentationDescription> segmentation,
            List<String> segmentationNetwork,
            Optional<PoseDescription> pose,
            List<String> poseNetwork,
            ObjectiveTerms terms) {
        CanonicalForm form = new CanonicalForm();
        segmentation.ifPresentOrElse(
                one -> form.segmentation(one, segmentationNetwork), () -> form.line("segmentation", "none"));
        pose.ifPresentOrElse(one -> form.pose(one, poseNetwork), () -> form.line("pose", "none"));
        terms.segmentation().ifPresent(term -> form.term("segmentation ", term));
        terms.pose().ifPresent(term -> form.term("pose ", term));
        terms.rate().ifPresent(rate -> form.line("rate", rate));
        return form;
    }

    void sequence() {
        line("frames", "sequence");
    }

    /** How clips become RGB, where that is not as their tags say. */
    void colours(ColourChoice choice) {
        if (choice != ColourChoice.TAGS) {
            line("colours", choice.label());
        }
    }

    private void segmentation(SegmentationDescription segmentation, List<String> network) {
        network("segmentation ", network);
        input("segmentation ", segmentation.input());
        line("segmentation classes", segmentation.classes().getAsInt());
        line("segmentation map", size(segmentation.map()));
        line("segmentation distortion", SegmentationDescription.DISTORTION);
        segmentation
                .rule()
                .settings()
                .forEach(setting -> text.append("segmentation ").append(setting).append('\n'));
    }

    private void pose(PoseDescription pose, List<String> network) {
        network("pose ", network);
        input("pose ", pose.input());
        line("pose layout", pose.input().frames().count() == 1 ? "single" : YamlMap.word(pose.layout()));
        line("pose outputs", pose.outputs().getAsInt());
        list("pose counted", pose.counted());
        list("pose output-scale", pose.outputScale());
        comparison("pose ", pose.comparison());
    }

    /** Adds a further network, counted from 1. */
    void further(int number, FurtherDescription described, List<String> network, long[] shape) {
        String who = "network " + number + " ";
        network(who, network);
        input(who, described.input());
        line(who + "view", described.view().label());
        line(who + "layout", described.view().both() ? YamlMap.word(described.layout()) : "single");
        line(who + "answer", Arrays.toString(shape));
        comparison(who, described.comparison());
        term(who, described.term());
    }

    private void comparison(String who, Comparison comparison) {
        line(who + "distortion", comparison.label());
        comparison
                .settings()
                .forEach(setting -> text.append(who).append(setting).append('\n'));
    }

    private void term(String who, ScoreTerm term) {
        line(who + "term", term.shape().label() + " " + term.weight());
    }

    String text() {
        return text.toString();
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
        line(who + "resize", input.size().isPresent() ? YamlMap.word(input.resize()) : "none");
        line(who + "colour", input.colour().label());
        line(who + "range", input.scale().range().label());
        list(who + "mean", input.scale().means(input.colour().planes()));
        list(who + "std", input.scale().deviations(input.colour().planes()));
        line(who + "frames", YamlMap.word(input.frames()));
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
