package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.InputFrames;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.pixel.ClassMap;
import org.fovea.evaluate.pixel.Planes;
import org.fovea.evaluate.pixel.ResizedPose;
import org.fovea.evaluate.pixel.ResizedSegmentation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The two networks against the answers of the challenge's own code, with reproducible weights. */
class OfficialNetworksTest {
    private static final double OUTPUT_TOLERANCE = 2e-5;
    private static final double LOGIT_TOLERANCE = 5e-5;
    private static final double DISTORTION_TOLERANCE = 1e-4;
    private static final int MAX_FLIPS = 8;

    private static JsonNode vectors;
    private static FramePair[] truth;
    private static FramePair[] distorted;
    private static OfficialEvaluators evaluators;

    @BeforeAll
    static void open() {
        vectors = Shared.json("evaluators/vectors.json");
        truth = new FramePair[] {InputFrames.truth(0), InputFrames.truth(1)};
        distorted = new FramePair[] {InputFrames.distorted(0), InputFrames.distorted(1)};
        evaluators = OfficialEvaluators.pseudoRandom();
    }

    @AfterAll
    static void close() {
        if (evaluators != null) {
            evaluators.close();
        }
    }

    @Test
    void inputs_of_the_networks_agree() {
        double worst = 0;
        for (String side : List.of("gt", "dist")) {
            FramePair[] pairs = side.equals("gt") ? truth : distorted;
            for (JsonNode value : vectors.at("/preprocess/posenet_in_" + side + "/values")) {
                Planes planes = ((ResizedPose) evaluators.pose())
                        .prepared(pairs[value.get(0).asInt()]);
                worst = Math.max(worst, difference(value, planes));
            }
            for (JsonNode value : vectors.at("/preprocess/segnet_in_" + side + "/values")) {
                Planes planes = ((ResizedSegmentation) evaluators.segmentation())
                        .prepared(pairs[value.get(0).asInt()]);
                worst = Math.max(worst, difference(value, planes));
            }
        }
        report("inputs", worst, "absolute");
        assertThat(worst).isLessThanOrEqualTo(4e-5);
    }

    @Test
    void pose_outputs_agree() {
        double worst = 0;
        double worstDouble = 0;
        for (int sample = 0; sample < 2; sample++) {
            for (String side : List.of("gt", "dist")) {
                float[] outputs = evaluators.pose().pose((side.equals("gt") ? truth : distorted)[sample]);
                for (int i = 0; i < outputs.length; i++) {
                    String place = "/posenet_out/" + side + "/" + sample + "/" + i;
                    worst = Math.max(
                            worst, Math.abs(outputs[i] - vectors.at(place).asDouble()));
                    worstDouble = Math.max(
                            worstDouble,
                            Math.abs(outputs[i]
                                    - vectors.at("/float64_reference" + place).asDouble()));
                }
            }
        }
        report("pose outputs", worst, "absolute");
        report("pose outputs against double", worstDouble, "absolute");
        assertThat(worst).isLessThanOrEqualTo(OUTPUT_TOLERANCE);
        assertThat(worstDouble).isLessThanOrEqualTo(OUTPUT_TOLERANCE);
    }

    @Test
    void logits_and_classes_agree() throws IOException {
        double worst = 0;
        int flips = 0;
        for (String side : List.of("gt", "dist")) {
            byte[] reference = Files.readAllBytes(Shared.file("evaluators/segnet_argmax_" + side + ".u8"));
            for (int sample = 0; sample < 2; sample++) {
                Planes planes = ((ResizedSegmentation) evaluators.segmentation())
                        .prepared((side.equals("gt") ? truth : distorted)[sample]);
                float[] logits = ((ResizedSegmentation) evaluators.segmentation()).logits(planes);
                for (JsonNode value : vectors.at("/segnet_logits/" + side + "/values")) {
                    if (value.get(0).asInt() == sample) {
                        int place = (value.get(1).asInt() * 384 + value.get(2).asInt()) * 512
                                + value.get(3).asInt();
                        worst = Math.max(
                                worst, Math.abs(logits[place] - value.get(4).asDouble()));
                    }
                }
                byte[] classes = ClassMap.largest(logits, 5);
                for (int i = 0; i < classes.length; i++) {
                    if (classes[i] != reference[sample * classes.length + i]) {
                        flips++;
                    }
                }
            }
        }
        report("logits", worst, "absolute");
        report("classes", flips, "of 786,432 pixels differ");
        assertThat(worst).isLessThanOrEqualTo(LOGIT_TOLERANCE);
        assertThat(flips).isLessThanOrEqualTo(MAX_FLIPS);
    }

    @Test
    void distortions_agree() {
        for (int sample = 0; sample < 2; sample++) {
            PairAnswer original = evaluators.answer(truth[sample]);
            PairAnswer candidate = evaluators.answer(distorted[sample]);
            double pose = evaluators.pose().distortion(original.pose(), candidate.pose());
            double classes = evaluators.segmentation().distortion(original.classes(), candidate.classes());
            double expectedPose = vectors.at("/distortion/posenet_per_sample_f64_of_f32_outputs/" + sample)
                    .asDouble();
            double expectedClasses =
                    vectors.at("/distortion/segnet_mismatch_pixels/" + sample).asInt() / 196608.0;
            report("pose distortion", Math.abs(pose / expectedPose - 1), "relative");
            report("segmentation distortion", Math.abs(classes / expectedClasses - 1), "relative");
            assertThat(pose).isCloseTo(expectedPose, within(DISTORTION_TOLERANCE * expectedPose));
            assertThat(classes).isCloseTo(expectedClasses, within(DISTORTION_TOLERANCE * expectedClasses));
        }
    }

    private static double difference(JsonNode value, Planes planes) {
        float actual = planes.at(
                value.get(1).asInt(), value.get(2).asInt(), value.get(3).asInt());
        return Math.abs(actual - value.get(4).asDouble());
    }

    /** The figures of {@code docs/log/networks.md}. */
    private static void report(String what, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s: %.3g %s%n", what, value, unit);
    }
}
