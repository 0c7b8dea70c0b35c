package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fovea.evaluate.detection.AveragePrecision.Precision;

/**
 * What users of the networks read: how right they are on the original and on the candidate. No part of a score.
 *
 * @param classes of pixels against labels
 * @param boxes of each network that says boxes, against the original's and against labels
 */
public record Tasks(
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Classes> classes, List<Boxes> boxes) {
    public Tasks {
        boxes = boxes == null ? List.of() : List.copyOf(boxes);
    }

    /**
     * The candidate's figures by their names, 0..1, higher is better: {@code mean IoU}, and {@code AP NAME} of a
     * network against the original's boxes, {@code AP NAME, labels} against labels.
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        classes.ifPresent(all -> figures.put("mean IoU", all.candidate()));
        for (Boxes one : boxes) {
            String name = "AP " + one.network() + (one.labels().isPresent() ? ", labels" : "");
            one.candidate().ap().ifPresent(ap -> figures.put(name, ap));
        }
        return figures;
    }

    /**
     * Means of the intersection over union, over the classes that the labels have.
     *
     * @param labels what they are compared with
     * @param frames that have labels and that the network looks at
     * @param original mean on the original, 0..1
     * @param candidate on the candidate
     * @param each of these classes
     */
    public record Classes(String labels, int frames, double original, double candidate, List<ClassIou> each) {
        public Classes {
            Objects.requireNonNull(labels, "no labels");
            each = List.copyOf(each);
        }
    }

    /**
     * Intersection over union of a class, 0..1.
     *
     * @param id its number
     * @param name for display; the number where it has no name
     * @param pixels labelled with it
     */
    public record ClassIou(int id, String name, long pixels, double original, double candidate) {
        public ClassIou {
            Objects.requireNonNull(name, "no name");
        }
    }

    /**
     * Average precision of boxes.
     *
     * @param network its name
     * @param labels the truth; without them it is what the network finds on the original, with a score of 0.25 or more
     * @param frames where the truth is known and that the network looks at
     * @param objects of the truth
     * @param original of the boxes on the original, against labels
     * @param candidate of those on the candidate
     */
    public record Boxes(
            String network,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> labels,
            int frames,
            long objects,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Precision> original,
            Precision candidate) {
        public Boxes {
            Objects.requireNonNull(network, "no network");
            Objects.requireNonNull(candidate, "no candidate");
        }
    }
}
