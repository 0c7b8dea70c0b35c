package org.fovea.evaluate.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.pixel.ClassMap;
import org.fovea.evaluate.pixel.FramePixels;
import org.fovea.evaluate.pixel.Planes;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** A segmentation network of one's own. */
final class ScriptSegmentation implements SegmentationEvaluator {
    /** So differently rows and columns of a map may be reduced, by rounding. */
    private static final double SAME_SIDES = 1.1;

    /** So differently no map's are. */
    private static final double OTHER_SIDES = 2;

    /** Whether a band of rows was tried in vain. */
    private volatile boolean wholeOnly;

    private final Network network;
    private final SegmentationDescription description;

    /** Whether class maps may be those of {@link Network#nearForward}. */
    private final boolean searching;

    /**
     * With a network that is already loaded and stays open.
     *
     * @throws org.fovea.codec.FormatException where a trial run answers with another shape than the description says
     */
    ScriptSegmentation(Network network, SegmentationDescription declared) {
        this.network = network;
        network.verify(
                () -> prepare(declared, Trial.noise(declared.input().size().orElse(Trial.ANY))));
        this.description = declared.input().size().isPresent() ? tried(declared) : trusted(declared);
        searching = false;
    }

    private ScriptSegmentation(ScriptSegmentation exact) {
        network = exact.network;
        description = exact.description;
        searching = true;
    }

    /** The same for looking for changes, see {@link org.fovea.evaluate.EvaluatorPair#searching}. */
    ScriptSegmentation searching() {
        return new ScriptSegmentation(this);
    }

    /** The shape of what the network answers on a grey picture. */
    private SegmentationDescription tried(SegmentationDescription declared) {
        long[] shape = TorchRuntime.scoring(() -> Tensors.shape(network.forward(
                prepare(declared, Trial.frame(declared.input().size().orElseThrow())))));
        if (shape.length != 4 || shape[0] != 1) {
            throw network.wrong(
                    "it returns " + Arrays.toString(shape) + " instead of logits [N, classes, rows, columns]",
                    network.beforeClasses().orElse("correct the description or the network"));
        }
        if (declared.map().isEmpty()) {
            verifyAxes(shape, declared.input().size().orElseThrow());
        }
        if (shape[1] == 1) {
            throw network.wrong(
                    "it returns one channel, not a logit for each class",
                    network.beforeClasses().orElse("write classes: sigmoid where a threshold makes two classes of it"));
        }
        if (shape[1] < 2
                || shape[1] > SegmentationDescription.MAX_CLASSES
                || (declared.classes().isPresent() && declared.classes().getAsInt() != shape[1])) {
            throw network.wrong("it returns " + shape[1] + " classes, "
                    + (declared.classes().isPresent()
                            ? declared.classes().getAsInt() + " expected"
                            : "2 to 256 are supported"));
        }
        if (shape[2] < 1 || shape[3] < 1 || Math.max(shape[2], shape[3]) > FrameSize.MAX_SIDE) {
            throw network.wrong("it returns class maps of " + shape[3] + "×" + shape[2]);
        }
        FrameSize map = new FrameSize((int) shape[3], (int) shape[2]);
        if (declared.map().isPresent() && !declared.map().get().equals(map)) {
            throw network.wrong(
                    "it returns class maps of " + map + ", " + declared.map().get() + " expected");
        }
        try {
            return declared.answering((int) shape[1], map);
        } catch (IllegalArgumentException e) {
            throw network.wrong("it returns " + shape[1] + " classes, but " + e.getMessage());
        }
    }

    /** Where sides of the answer are to those of the picture as no map of it is, its axes are others. */
    private void verifyAxes(long[] shape, FrameSize picture) {
        double first = distortion(shape[2], shape[3], picture);
        double last = distortion(shape[1], shape[2], picture);
        boolean classesLast = last < SAME_SIDES && first > SAME_SIDES;
        if (classesLast || first > OTHER_SIDES) {
            throw network.wrong(
                    "it returns " + Arrays.toString(shape) + " for a picture of " + picture
                            + ", which cannot be [N, classes, rows, columns]",
                    classesLast
                            ? "write layout: nhwc, or export it with the classes before rows and columns (tf2onnx: "
                                    + "--outputs-as-nchw)"
                            : "export it so that it returns logits of that shape, or write the size of its map");
        }
    }

    /** How differently rows and columns are reduced; 1 where alike. */
    private static double distortion(long rows, long columns, FrameSize picture) {
        double ratio = (double) rows * picture.width() / ((double) columns * picture.height());
        return Math.max(ratio, 1 / ratio);
    }

    /** With native input, the shape depends on the clip and is checked with every answer. */
    private SegmentationDescription trusted(SegmentationDescription declared) {
        if (declared.classes().isEmpty()) {
            throw network.wrong(
                    "a network with native input needs its number of classes", "add classes to the description");
        }
        return declared;
    }

    SegmentationDescription description() {
        return description;
    }

    @Override
    public int classes() {
        return description.rule().classes(networkClasses());
    }

    private int networkClasses() {
        return description.classes().getAsInt();
    }

    @Override
    public List<Double> classWeights() {
        return description.rule().weights();
    }

    @Override
    public int differing(byte[] original, byte[] candidate) {
        return description.rule().differing(original, candidate);
    }

    @Override
    public double distortion(byte[] original, byte[] candidate) {
        return description.rule().share(original, candidate);
    }

    @Override
    public List<String> classNames() {
        return description.names();
    }

    @Override
    public int rows() {
        return description.map().orElseThrow().height();
    }

    @Override
    public int columns() {
        return description.map().orElseThrow().width();
    }

    @Override
    public FrameChoice frames() {
        return description.input().frames();
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return description.input().bilinear();
    }

    @Override
    public Tensor prepare(Tensor frames) {
        return prepare(description, frames);
    }

    private static Tensor prepare(SegmentationDescription description, Tensor frames) {
        return Preparation.planes(description.input(), frames);
    }

    @Override
    public Tensor logits(Tensor prepared) {
        return description.rule().merge(verified(prepared, network.forward(prepared)));
    }

    @Override
    public Tensor roughLogits(Tensor prepared) {
        return description.rule().merge(verified(prepared, network.roughForward(prepared)));
    }

    @Override
    public Optional<String> withoutGradient() {
        return network.withoutGradient();
    }

    @Override
    public Optional<Tensor> prepareRows(Tensor band, int rows) {
        PixelInput input = description.input();
        if (input.size().map(FrameSize::height).orElse(rows()) != rows()) {
            return Optional.empty();
        }
        Tensor prepared = Preparation.planes(input.ofRows(rows), band);
        return prepared.size(2) == rows && prepared.size(3) == columns() ? Optional.of(prepared) : Optional.empty();
    }

    @Override
    public Optional<Tensor> bandLogits(Tensor prepared, boolean rough) {
        if (wholeOnly || prepared.size(3) != columns()) {
            return Optional.empty();
        }
        long[] expected = {prepared.size(0), networkClasses(), prepared.size(2), columns()};
        try {
            Tensor logits = rough ? network.roughForward(prepared) : network.forward(prepared);
            if (Arrays.equals(Tensors.shape(logits), expected)) {
                return Optional.of(description.rule().merge(logits));
            }
        } catch (RuntimeException e) {
            // A program that counts on the whole input's size. It fails always, so that no later step tries again.
        }
        wholeOnly = true;
        return Optional.empty();
    }

    private Tensor verified(Tensor prepared, Tensor logits) {
        return network.verified(prepared, logits, prepared.size(0), networkClasses(), rows(), columns());
    }

    @Override
    public byte[] classMaps(FramePair pair) {
        List<byte[]> frames = switch (frames()) {
            case FIRST -> List.of(pair.first());
            case SECOND -> List.of(pair.second());
            case BOTH -> List.of(pair.first(), pair.second());
        };
        int pixels = rows() * columns();
        byte[] maps = new byte[Math.multiplyExact(frames.size(), pixels)];
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            byte[] map = TorchRuntime.scoring(() -> classMap(prepared(pair.size(), frame)));
            System.arraycopy(map, 0, maps, i * pixels, pixels);
        }
        return maps;
    }

    /** Resized in plain Java where that is asked for, to the same bits and several times as fast. */
    private Tensor prepared(FrameSize size, byte[] frame) {
        Optional<FrameSize> wanted = resizedTo().filter(target -> !target.equals(size));
        if (wanted.isEmpty()) {
            return prepare(Tensors.ofFrames(size, List.of(frame)));
        }
        Planes planes = FramePixels.resized(
                frame, size, wanted.get().height(), wanted.get().width());
        return prepare(Tensors.of(planes.values(), 1, planes.count(), planes.height(), planes.width()));
    }

    private byte[] classMap(Tensor prepared) {
        Tensor logits = searching ? network.nearForward(prepared) : network.forward(prepared);
        return description.rule().merge(ClassMap.of(verified(prepared, logits)));
    }
}
