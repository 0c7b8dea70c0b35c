package org.fovea.encode.carrier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.Carrier;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.quantise.WeightQuantiser;
import org.fovea.encode.start.Fit;
import org.fovea.encode.train.Adam;
import org.fovea.encode.train.Gradient;
import org.fovea.encode.train.Leaves;
import org.fovea.encode.train.PairNumbers;
import org.fovea.encode.train.PoseInputs;
import org.fovea.encode.train.TrainableCarrier;
import org.fovea.encode.train.Trainer;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Trains patterns, grey and numbers of a {@link Carrier} beside frames that stay as the archive draws them. Only the pose network is asked; where it makes frames
 * smaller first, they are made so once, and carriers are drawn so small. Weights are
 * seen as the archive stores them, so that the stage may come before quantisation or after it; numbers are fine, and stage {@code poses} makes them coarser.
 */
public final class CarrierStage implements Stage {
    private static final String NAME = "carrier";

    /** Frames are kept while they take no more than this, else drawn anew for each step. */
    private static final long MAX_KEPT = 512L << 20;

    /** Below this share of what the original's poses vary by, a pair's distortion counts as it is, above it only by its root: far ones do not drown the others. */
    private static final double NEAR = 1e-3;

    private static final int COLOURS = 3;

    private final CarrierSettings settings;

    /** A stage. */
    public CarrierStage(CarrierSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * @throws IllegalArgumentException where the archive's renderer has no carrier
     * @throws org.fovea.encode.start.UnfitException where the segmentation network looks at it
     */
    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        RendererContent given = before.content();
        Carrier layout = given.header()
                .carrier()
                .orElseThrow(() -> new IllegalArgumentException("renderer family "
                        + given.header().rendererFamily().name() + " without a carrier has none to train"));
        Fit.verifyCarrier(given.header().rendererFamily(), given.header().parameters(), context.evaluators());
        RendererContent content = given.poses().columns().isEmpty()
                ? given.withPoses(PoseInputs.standardised(before.truth(), layout.patterns(), true))
                : given;
        List<QuantisedTensor> old = content.tensors();
        int own = layout.tensorCount();
        List<TensorSpec> specs = content.header().tensors().subList(0, own);
        WeightQuantiser quantiser = new WeightQuantiser(
                specs, old.subList(0, own).stream().map(NumberFormat::of).toList());
        PairNumbers numbers = PairNumbers.ofPoses(content);
        float[][] start = new float[own + 1][];
        for (int i = 0; i < own; i++) {
            start[i] = old.get(i).dequantise();
        }
        start[own] = numbers.start(content);
        double spread = PoseInputs.spread(before.truth());
        float[][] trained;
        try (Oracle oracle = new Oracle(before, content, layout, specs, numbers, context.evaluators().pose(), spread)) {
            trained = new Trainer(
                            NAME,
                            settings.training(),
                            values -> {
                                float[][] seen = Arrays.copyOf(quantiser.read(Arrays.copyOf(values, own)), own + 1);
                                seen[own] = values[own];
                                return seen;
                            },
                            (step, pair, values, meanPose) -> oracle.gradient(pair, values),
                            Adam.of(settings.optimiser(), specs, start),
                            content.header().pairs(),
                            spread,
                            context)
                    .run();
            float[][] seen = Arrays.copyOf(quantiser.read(Arrays.copyOf(trained, own)), own + 1);
            seen[own] = trained[own];
            double mean = oracle.mean(seen);
            context.log()
                    .line(String.format(
                            Locale.ROOT,
                            "carrier: %d patterns of %d×%d in %d colours, pose term %.5f with fine numbers",
                            layout.patterns(),
                            layout.rows(),
                            layout.columns(),
                            layout.colours(),
                            context.formula().pose().points(mean)));
        }
        List<QuantisedTensor> tensors = new ArrayList<>(quantiser.quantise(Arrays.copyOf(trained, own)));
        tensors.addAll(old.subList(own, old.size()));
        RendererContent changed = content.withTensors(tensors)
                .withPoses(numbers.poseTrack(trained[own]).orElseThrow());
        return before.with(changed);
    }

    /** Gives the gradient of some pairs. Thread-safe. */
    private final class Oracle implements AutoCloseable {
        private final PoseEvaluator network;
        private final List<float[]> wanted;
        private final TrainableCarrier frame;
        private final List<TensorSpec> specs;
        private final PairNumbers numbers;
        private final FrameSize size;

        /** Of the frames that the training sees: no larger than what the network makes of them. */
        private final FrameSize seen;

        private final int pairs;
        private final boolean second;
        private final double near;
        private final PairDrawer drawer;
        private final float[][] kept;
        private final boolean keeps;

        Oracle(
                Encoding before,
                RendererContent content,
                Carrier layout,
                List<TensorSpec> specs,
                PairNumbers numbers,
                PoseEvaluator network,
                double spread) {
            this.network = network;
            this.specs = specs;
            this.numbers = numbers;
            wanted = before.truth().poses();
            size = content.header().frameSize();
            pairs = content.header().pairs();
            second = content.header().rendererFamily().carrierFrame(content.header().parameters()) == 1;
            near = Math.max(NEAR * spread, Double.MIN_NORMAL);
            seen = network.resizedTo()
                    .filter(small -> small.rgbBytes() < size.rgbBytes())
                    .orElse(size);
            frame = new TrainableCarrier(layout, seen.height(), seen.width());
            drawer = new PairDrawer(content, PairInputs.of(content));
            kept = new float[pairs][];
            keeps = (long) pairs * seen.rgbBytes() * Float.BYTES <= MAX_KEPT;
        }

        Gradient gradient(int pair, float[][] values) {
            int[] which = new int[Math.min(settings.batch(), pairs)];
            for (int i = 0; i < which.length; i++) {
                which[i] = (int) ((pair + (long) i * pairs / which.length) % pairs);
            }
            return TorchRuntime.flushingDenormals(() -> gradient(which, values));
        }

        private Gradient gradient(int[] which, float[][] values) {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> leaves = Leaves.of(specs, Arrays.copyOf(values, specs.size()));
                Tensor given = poses(which, values[specs.size()]).set_requires_grad(true);
                Tensor distortion = distortion(which, leaves, given);
                Tensor loss = distortion.add(new Scalar(near)).sqrt().mean();
                loss.backward();
                float[][] slopes = Arrays.copyOf(Leaves.gradients(leaves), specs.size() + 1);
                slopes[specs.size()] = spread(which, Tensors.floats(given.grad()));
                return new Gradient(0, distortion.mean().item_double(), loss.item_double(), slopes, new float[0]);
            }
        }

        private float[] spread(int[] which, float[] slopes) {
            int count = numbers.count();
            float[] all = new float[pairs * count];
            for (int i = 0; i < slopes.length; i++) {
                all[which[i / count] * count + i % count] = slopes[i] * numbers.unit(i % count);
            }
            return all;
        }

        private Tensor poses(int[] which, float[] all) {
            int count = numbers.count();
            float[] poses = new float[which.length * count];
            for (int i = 0; i < which.length; i++) {
                System.arraycopy(numbers.of(all, which[i]), 0, poses, i * count, count);
            }
            return Tensors.of(poses, which.length, count);
        }

        private Tensor distortion(int[] which, List<Tensor> leaves, Tensor poses) {
            Tensor carrier = frame.of(leaves.getFirst(), leaves.getLast(), poses);
            float[] frames = new float[which.length * seen.rgbBytes()];
            float[] wantedPoses = new float[which.length * network.outputs()];
            for (int i = 0; i < which.length; i++) {
                System.arraycopy(drawn(which[i]), 0, frames, i * seen.rgbBytes(), seen.rgbBytes());
                System.arraycopy(wanted.get(which[i]), 0, wantedPoses, i * network.outputs(), network.outputs());
            }
            Tensor drawn = Tensors.of(frames, which.length, COLOURS, seen.height(), seen.width());
            Tensor answer = network.pose(second ? network.prepare(carrier, drawn) : network.prepare(drawn, carrier));
            return network.distortion(Tensors.of(wantedPoses, which.length, network.outputs()), answer);
        }

        double mean(float[][] values) {
            double sum = 0;
            for (int pair = 0; pair < pairs; pair++) {
                int[] which = {pair};
                sum += TorchRuntime.scoring(() -> distortion(
                                which,
                                Leaves.of(specs, Arrays.copyOf(values, specs.size())),
                                poses(which, values[specs.size()]))
                        .item_double());
            }
            return sum / pairs;
        }

        /** [colour][row][column], as the training sees it. */
        private synchronized float[] drawn(int pair) {
            if (kept[pair] != null) {
                return kept[pair];
            }
            FramePair both = drawer.draw(pair);
            float[] one;
            try (PointerScope scope = new PointerScope()) {
                Tensor large = Tensors.ofFrames(size, List.of(second ? both.second() : both.first()));
                one = Tensors.floats(
                        seen.equals(size) ? large : TensorPixels.resized(large, seen.height(), seen.width()));
            }
            if (keeps) {
                kept[pair] = one;
            }
            return one;
        }

        @Override
        public void close() {
            drawer.close();
        }
    }
}
