package org.fovea.app.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.app.labels.ClassLabels;
import org.fovea.app.labels.Labels;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.detection.AveragePrecision;
import org.fovea.evaluate.detection.Box;
import org.fovea.evaluate.detection.BoxOutput;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.Tasks;

/** Measures {@link Tasks} on the answers that a score is made of, pair by pair. */
final class TaskMeasures implements BiConsumer<PairAnswer, PairAnswer> {
    /** Boxes of the original with at least this score are objects for those of the candidate. */
    private static final double OBJECT = 0.25;

    private final FrameSize size;
    private final Optional<OfClasses> classes;
    private final List<OfBoxes> boxes = new ArrayList<>();
    private int frame;

    /**
     * Of some pairs of a clip.
     *
     * @param firstPair counted in the clip
     * @param pairs that follow it, with itself
     * @throws ScoreException where labels fit neither networks nor frames
     */
    TaskMeasures(EvaluatorPair networks, Labels labels, FrameSize size, int firstPair, int pairs) {
        this.size = size;
        this.frame = 2 * firstPair;
        int end = frame + 2 * pairs;
        classes = labels.classes().map(given -> new OfClasses(given, networks.segmentation()));
        classes.ifPresent(one -> verify(one.labels.name(), one.labels.files().keySet(), one.looked, end));
        int from = 0;
        for (FurtherNetwork network : networks.further()) {
            if (network.boxes().isPresent()) {
                boxes.add(new OfBoxes(network, network.boxes().get(), from, labels.boxes()));
            }
            from += network.outputs();
        }
        labels.boxes()
                .ifPresent(given -> verify(
                        given.name(),
                        given.frames().keySet(),
                        boxes.stream().flatMap(one -> one.looked.stream()).toList(),
                        end));
    }

    /** Fails where no frame is labelled and looked at. */
    private void verify(String labels, Set<Integer> labelled, List<Integer> looked, int end) {
        if (looked.isEmpty()) {
            throw new ScoreException(labels + ": no network of the objective answers what these labels say: classes,"
                    + " or boxes (key boxes); omit --labels");
        }
        if (IntStream.range(frame, end).noneMatch(each -> labelled.contains(each) && looked.contains(each & 1))) {
            throw new ScoreException(labels + ": none of the frames " + frame + ".." + (end - 1)
                    + " that the network looks at is labelled"
                    + (looked.contains(0)
                            ? looked.contains(1) ? "" : "; it looks at even ones"
                            : "; it looks at odd ones"));
        }
    }

    @Override
    public void accept(PairAnswer original, PairAnswer candidate) {
        classes.ifPresent(one -> one.add(original.classes(), candidate.classes()));
        boxes.forEach(one -> one.add(original.further(), candidate.further()));
        frame += 2;
    }

    /** What was measured; empty where nothing can be. */
    Optional<Tasks> tasks() {
        return classes.isEmpty() && boxes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tasks(
                        classes.map(OfClasses::result),
                        boxes.stream().flatMap(one -> one.results().stream()).toList()));
    }

    private final class OfClasses {
        private final ClassLabels labels;
        private final SegmentationEvaluator network;
        private final List<Integer> looked;
        private final List<FrameSize> sizes;
        /** Pixels of each class in the labels, and for original and candidate: in the answer, in both. */
        private final long[] wanted;

        private final long[][] found;
        private final long[][] right;
        private int frames;

        OfClasses(ClassLabels labels, SegmentationEvaluator network) {
            this.labels = labels;
            this.network = network;
            looked = !network.present()
                    ? List.of()
                    : switch (network.frames()) {
                        case FIRST -> List.of(0);
                        case SECOND -> List.of(1);
                        case BOTH -> List.of(0, 1);
                    };
            sizes = List.of(size, new FrameSize(network.columns(), network.rows()));
            wanted = new long[network.classes()];
            found = new long[2][network.classes()];
            right = new long[2][network.classes()];
        }

        void add(byte[]... answers) {
            for (int map = 0; map < looked.size(); map++) {
                int from = map * network.rows() * network.columns();
                labels.read(frame + looked.get(map), sizes).ifPresent(picture -> count(picture, from, answers));
            }
        }

        /** Each pixel of the labels with the nearest one of a map, so that all of these count. */
        private void count(ClassLabels.Picture picture, int from, byte[]... answers) {
            FrameSize of = picture.size();
            frames++;
            for (int i = 0; i < of.pixels(); i++) {
                int id = picture.ids()[i];
                if (id == ClassLabels.VOID) {
                    continue;
                }
                if (id >= wanted.length) {
                    throw new ScoreException(picture.file() + ": class " + id + " in row " + i / of.width()
                            + ", but the network has classes 0.." + (wanted.length - 1)
                            + "; pixels of 255 do not count");
                }
                int at = from
                        + nearest(i / of.width(), of.height(), network.rows()) * network.columns()
                        + nearest(i % of.width(), of.width(), network.columns());
                wanted[id]++;
                for (int who = 0; who < answers.length; who++) {
                    int answer = answers[who][at] & 0xff;
                    found[who][answer]++;
                    right[who][answer] += answer == id ? 1 : 0;
                }
            }
        }

        private static int nearest(int place, int of, int among) {
            return (int) ((2L * place + 1) * among / (2L * of));
        }

        Tasks.Classes result() {
            List<String> names = network.classNames();
            List<Tasks.ClassIou> each = IntStream.range(0, wanted.length)
                    .filter(id -> wanted[id] > 0)
                    .mapToObj(id -> new Tasks.ClassIou(
                            id,
                            names.isEmpty() ? String.valueOf(id) : names.get(id),
                            wanted[id],
                            iou(0, id),
                            iou(1, id)))
                    .toList();
            if (each.isEmpty()) {
                throw new ScoreException(labels.name() + ": every pixel is 255, which does not count");
            }
            return new Tasks.Classes(
                    labels.name(),
                    frames,
                    each.stream().collect(Collectors.averagingDouble(Tasks.ClassIou::original)),
                    each.stream().collect(Collectors.averagingDouble(Tasks.ClassIou::candidate)),
                    each);
        }

        private double iou(int who, int id) {
            return (double) right[who][id] / (wanted[id] + found[who][id] - right[who][id]);
        }
    }

    private final class OfBoxes {
        private final String name;
        private final BoxOutput output;
        private final int from;
        private final List<Integer> looked;
        private final Optional<Labels.Boxes> labels;
        private final AveragePrecision kept = new AveragePrecision();
        private final AveragePrecision original = new AveragePrecision();
        private final AveragePrecision candidate = new AveragePrecision();

        OfBoxes(FurtherNetwork network, BoxOutput output, int from, Optional<Labels.Boxes> labels) {
            this.name = network.name();
            this.output = output;
            this.from = from;
            this.labels = labels;
            looked = switch (network.view()) {
                case FIRST -> List.of(0);
                case SECOND -> List.of(1);
                case EVERY_FRAME, PAIRS, CONSECUTIVE -> List.of(0, 1);
            };
        }

        void add(float[] ofOriginal, float[] ofCandidate) {
            for (int answer = 0; answer < looked.size(); answer++) {
                int each = frame + looked.get(answer);
                List<Box> wanted = output.boxes(ofOriginal, from + answer * output.numbers(), size);
                List<Box> got = output.boxes(ofCandidate, from + answer * output.numbers(), size);
                kept.add(wanted.stream().filter(box -> box.score() >= OBJECT).toList(), got);
                labels.flatMap(given -> Optional.ofNullable(given.frames().get(each)))
                        .ifPresent(truth -> {
                            original.add(truth, wanted);
                            candidate.add(truth, got);
                        });
            }
        }

        List<Tasks.Boxes> results() {
            List<Tasks.Boxes> results = new ArrayList<>();
            results.add(new Tasks.Boxes(
                    name, Optional.empty(), kept.frames(), kept.truth(), Optional.empty(), kept.precision()));
            labels.ifPresent(given -> results.add(new Tasks.Boxes(
                    name,
                    Optional.of(given.name()),
                    original.frames(),
                    original.truth(),
                    Optional.of(original.precision()),
                    candidate.precision())));
            return results;
        }
    }
}
