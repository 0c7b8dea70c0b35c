package org.fovea.evaluate.script;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.ObjectiveTerms;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.network.ForeignFile;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.network.NetworkFile;
import org.fovea.evaluate.onnx.OnnxNetwork;
import org.fovea.video.colour.ColourChoice;

/** Networks of one's own as an objective. */
public final class ScriptPair implements EvaluatorPair {
    private final EvaluatorIdentity identity;
    private final String canonical;
    private final PairDescription description;
    private final SegmentationEvaluator segmentation;
    private final PoseEvaluator pose;
    private final List<FurtherNetwork> further;
    private final List<Network> open;

    private ScriptPair(
            String canonical,
            PairDescription description,
            SegmentationEvaluator segmentation,
            PoseEvaluator pose,
            List<FurtherNetwork> further,
            List<Network> open) {
        this.identity = new EvaluatorIdentity(description.name(), false, CanonicalForm.hash(canonical));
        this.canonical = canonical;
        this.description = description;
        this.segmentation = segmentation;
        this.pose = pose;
        this.further = List.copyOf(further);
        this.open = List.copyOf(open);
    }

    /**
     * Loads all networks and tries them.
     *
     * @throws org.fovea.codec.FormatException where a file is damaged, is of another format, or answers otherwise than
     *     described
     * @throws IOException where a file cannot be read
     */
    public static ScriptPair open(PairDescription described) throws IOException {
        List<Network> open = new ArrayList<>();
        try {
            Optional<Network> first = open(described.segmentation().map(SegmentationDescription::network), open);
            Optional<Network> second = open(described.pose().map(PoseDescription::network), open);
            Optional<ScriptSegmentation> segmentation = first.map(network ->
                    new ScriptSegmentation(network, described.segmentation().orElseThrow()));
            Optional<ScriptPose> pose = second.map(
                    network -> new ScriptPose(network, described.pose().orElseThrow()));
            CanonicalForm form = CanonicalForm.of(
                    segmentation.map(ScriptSegmentation::description),
                    first.map(Network::identity).orElse(List.of()),
                    pose.map(ScriptPose::description),
                    second.map(Network::identity).orElse(List.of()),
                    described.terms());
            if (described.sequence()) {
                form.sequence();
            }
            form.colours(described.colours());
            List<FurtherNetwork> further = new ArrayList<>();
            for (FurtherDescription one : described.further()) {
                Network network = open(Optional.of(one.network()), open).orElseThrow();
                ScriptFurther made = new ScriptFurther(network, one);
                further.add(made);
                form.further(further.size(), one, network.identity(), made.shape());
            }
            return new ScriptPair(
                    form.text(),
                    described,
                    segmentation
                            .map(SegmentationEvaluator.class::cast)
                            .orElseGet(() -> new AbsentSegmentation(pose.isEmpty() && onlyFirst(further))),
                    pose.<PoseEvaluator>map(one -> described.sequence() ? new ConsecutivePose(one) : one)
                            .orElseGet(AbsentPose::new),
                    further,
                    open);
        } catch (IOException | RuntimeException e) {
            open.forEach(Network::close);
            throw e;
        }
    }

    /** Whether all networks look at the first frame of a pair and at no other. */
    private static boolean onlyFirst(List<FurtherNetwork> networks) {
        return networks.stream().allMatch(network -> network.view() == FurtherNetwork.View.FIRST);
    }

    private static Optional<Network> open(Optional<NetworkFile> declared, List<Network> open) throws IOException {
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        NetworkFile file = declared.get();
        ForeignFile.refuse(file);
        Network found = switch (file.format()) {
            case TORCHSCRIPT -> ScriptNetwork.open(file.path(), file.sha256(), file.output());
            case ONNX -> OnnxNetwork.open(file.path(), file.sha256(), file.output());
        };
        Network network = ArrangedNetwork.of(found, file.arrangement());
        open.add(network);
        return Optional.of(network);
    }

    @Override
    public ColourChoice colours() {
        return description.colours();
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    /** What the identity's hash is taken over: a line for each setting. */
    public String canonicalForm() {
        return canonical;
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return segmentation;
    }

    @Override
    public PoseEvaluator pose() {
        return pose;
    }

    @Override
    public EvaluatorPair searching() {
        // Nothing of its own is open, so that closing it closes nothing.
        return segmentation instanceof ScriptSegmentation exact
                ? new ScriptPair(canonical, description, exact.searching(), pose, further, List.of())
                : this;
    }

    @Override
    public List<FurtherNetwork> further() {
        return further;
    }

    @Override
    public boolean sequence() {
        return description.sequence();
    }

    @Override
    public ObjectiveTerms terms() {
        return description.terms();
    }

    @Override
    public void close() {
        open.forEach(Network::close);
    }

    /** {@code pose: none}: one output that is always 0, so that nothing is ever lost. */
    private static final class AbsentPose implements PoseEvaluator {
        @Override
        public boolean present() {
            return false;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public int counted() {
            return 1;
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            throw new UnsupportedOperationException("there is no pose network");
        }

        @Override
        public Tensor pose(Tensor prepared) {
            throw new UnsupportedOperationException("there is no pose network");
        }

        @Override
        public float[] pose(FramePair pair) {
            return new float[1];
        }
    }

    /**
     * {@code segmentation: none}: one pixel that is always of class 0, so that nothing is ever lost; of the frame that
     * is drawn for the other networks.
     */
    private static final class AbsentSegmentation implements SegmentationEvaluator {
        private final boolean first;

        /** @param first whether the first frame of a pair is drawn, else the second */
        AbsentSegmentation(boolean first) {
            this.first = first;
        }

        @Override
        public boolean present() {
            return false;
        }

        /** The least that class maps can have. */
        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public FrameChoice frames() {
            return first ? FrameChoice.FIRST : FrameChoice.SECOND;
        }

        @Override
        public Tensor prepare(Tensor frames) {
            throw new UnsupportedOperationException("there is no segmentation network");
        }

        @Override
        public Tensor logits(Tensor prepared) {
            throw new UnsupportedOperationException("there is no segmentation network");
        }

        @Override
        public byte[] classMaps(FramePair pair) {
            return new byte[1];
        }
    }
}
