package org.fovea.evaluate.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.comparison.MeanSquared;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** A pose network of one's own. */
final class ScriptPose implements PoseEvaluator {
    private final Network network;
    private final PoseDescription description;
    /** Outputs of the network in the order in which they are given; empty where they stay as they are. */
    private final long[] order;

    /**
     * With a network that is already loaded and stays open.
     *
     * @throws org.fovea.codec.FormatException where a trial run answers with another shape than the description says
     */
    ScriptPose(Network network, PoseDescription declared) {
        this.network = network;
        network.verify(() -> {
            Tensor noise = Trial.noise(declared.input().size().orElse(Trial.ANY));
            return prepared(declared, noise, noise.flip(3));
        });
        boolean must = declared.outputs().isEmpty() || declared.input().size().isPresent();
        this.description =
                verified(declared, must ? tried(declared) : declared.outputs().getAsInt());
        this.order = order(description);
    }

    private int tried(PoseDescription declared) {
        long[] shape = TorchRuntime.scoring(() -> {
            Tensor frame = Trial.frame(declared.input().size().orElse(Trial.ANY));
            return Tensors.shape(network.forward(prepared(declared, frame, frame)));
        });
        if (shape.length != 2 || shape[0] != 1 || shape[1] < 1 || shape[1] > PoseDescription.MAX_OUTPUTS) {
            throw network.wrong("it returns " + Arrays.toString(shape) + " instead of [N, outputs]");
        }
        if (declared.outputs().isPresent() && declared.outputs().getAsInt() != shape[1]) {
            throw network.wrong(
                    "it returns " + shape[1] + " outputs, " + declared.outputs().getAsInt() + " expected");
        }
        return (int) shape[1];
    }

    private PoseDescription verified(PoseDescription declared, int outputs) {
        try {
            PoseDescription answering = declared.answering(outputs);
            answering.comparison().verify(new long[] {1, answering.counted().size()});
            return answering;
        } catch (IllegalArgumentException e) {
            throw network.wrong("it returns " + outputs + " outputs, but " + e.getMessage());
        }
    }

    private static long[] order(PoseDescription description) {
        List<Integer> counted = description.counted();
        if (counted.equals(IntStream.range(0, counted.size()).boxed().toList())) {
            return new long[0];
        }
        IntStream rest = IntStream.range(0, description.outputs().getAsInt()).filter(i -> !counted.contains(i));
        return IntStream.concat(counted.stream().mapToInt(Integer::intValue), rest)
                .asLongStream()
                .toArray();
    }

    PoseDescription description() {
        return description;
    }

    @Override
    public int outputs() {
        return description.outputs().getAsInt();
    }

    @Override
    public int counted() {
        return description.counted().size();
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return description.input().bilinear();
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        return prepared(description, first, second);
    }

    private static Tensor prepared(PoseDescription description, Tensor first, Tensor second) {
        PixelInput input = description.input();
        return switch (input.frames()) {
            case FIRST -> Preparation.planes(input, first);
            case SECOND -> Preparation.planes(input, second);
            case BOTH -> Preparation.pair(input, description.layout(), first, second);
        };
    }

    @Override
    public Tensor pose(Tensor prepared) {
        return inOrder(network.verified(prepared, network.forward(prepared), prepared.size(0), outputs()));
    }

    private Tensor inOrder(Tensor answer) {
        return order.length == 0 ? answer : answer.index_select(1, Tensors.ofLongs(order, order.length));
    }

    @Override
    public Optional<String> withoutGradient() {
        return network.withoutGradient();
    }

    @Override
    public float[] pose(FramePair pair) {
        float[] outputs = TorchRuntime.scoring(() -> Tensors.floats(pose(prepare(
                Tensors.ofFrames(pair.size(), List.of(pair.first())),
                Tensors.ofFrames(pair.size(), List.of(pair.second()))))));
        for (int i = 0; i < outputs.length; i++) {
            if (!Float.isFinite(outputs[i])) {
                throw new NotFiniteException("pose: output " + (order.length == 0 ? i : order[i]));
            }
        }
        return outputs;
    }

    @Override
    public String comparison() {
        return description.comparison().label();
    }

    @Override
    public String unit() {
        return description.comparison().unit();
    }

    /** The outputs that count, each times its scale. */
    private float[] scaled(float[] outputs) {
        float[] scaled = new float[counted()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (description.outputScale().get(i) * outputs[i]);
        }
        return scaled;
    }

    @Override
    public double difference(int output, float[] original, float[] candidate) {
        double plain = (double) original[output] - candidate[output];
        double turn = description.comparison().turn();
        return turn == 0 || output >= counted()
                ? plain
                : Math.IEEEremainder(plain, turn / description.outputScale().get(output));
    }

    @Override
    public double distortion(float[] original, float[] candidate) {
        if (!description.comparison().equals(MeanSquared.ALL)) {
            return description.comparison().value(scaled(original), scaled(candidate));
        }
        double sum = 0;
        for (int i = 0; i < counted(); i++) {
            double difference = description.outputScale().get(i) * ((double) original[i] - candidate[i]);
            sum += difference * difference;
        }
        return sum / counted();
    }

    @Override
    public Tensor distortion(Tensor original, Tensor candidate) {
        float[] factors = new float[counted()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = description.outputScale().get(i).floatValue();
        }
        if (!description.comparison().equals(MeanSquared.ALL)) {
            Tensor scale = Tensors.of(factors, 1, factors.length);
            return description
                    .comparison()
                    .loss(
                            original.narrow(1, 0, counted()).mul(scale),
                            candidate.narrow(1, 0, counted()).mul(scale))
                    .reshape(1);
        }
        Tensor difference = candidate.narrow(1, 0, counted()).sub(original.narrow(1, 0, counted()));
        Tensor scaled = difference.mul(Tensors.of(factors, 1, factors.length));
        return scaled.mul(scaled).mean(1);
    }
}
