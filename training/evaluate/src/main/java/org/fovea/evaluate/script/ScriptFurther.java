package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.detection.BoxOutput;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** A further network of an objective. */
final class ScriptFurther implements FurtherNetwork {
    /** Most numbers of one answer: 16 MB. */
    private static final long MAX_NUMBERS = 1 << 22;

    private final Network network;
    private final FurtherDescription description;
    /** Of an answer, [1, …]. */
    private final long[] shape;
    /** Of what is kept of it, [1, …]. */
    private final long[] keptShape;

    /**
     * With a network that is already loaded and stays open.
     *
     * @throws org.fovea.codec.FormatException where a trial run answers with something that cannot be compared as
     *     described
     */
    ScriptFurther(Network network, FurtherDescription description) {
        this.network = network;
        this.description = description;
        FrameSize size = description.input().size().orElse(Trial.ANY);
        network.verify(() -> {
            Tensor noise = Trial.noise(size);
            return prepared(noise, noise.flip(3));
        });
        long[][] found = TorchRuntime.scoring(() -> {
            Tensor frame = Trial.frame(size);
            Tensor answer = network.forward(prepared(frame, frame));
            long[] tried = Tensors.shape(answer);
            if (tried.length < 2 || tried[0] != 1 || answer.numel() < 1 || answer.numel() > MAX_NUMBERS) {
                throw network.wrong("it returns " + Arrays.toString(tried) + " instead of [N, …] with at most "
                        + MAX_NUMBERS + " numbers");
            }
            try {
                description.comparison().verify(tried);
                description.boxes().ifPresent(layout -> BoxOutput.of(layout, tried, size));
            } catch (IllegalArgumentException e) {
                throw network.wrong("it returns " + Arrays.toString(tried) + ", but " + e.getMessage());
            }
            return new long[][] {tried, Tensors.shape(description.comparison().kept(answer))};
        });
        shape = found[0];
        keptShape = found[1];
    }

    long[] shape() {
        return shape.clone();
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public View view() {
        return description.view();
    }

    @Override
    public ScoreTerm term() {
        return description.term();
    }

    @Override
    public Optional<FrameSize> size() {
        return description.input().size();
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return description.input().bilinear();
    }

    @Override
    public String comparison() {
        return description.comparison().label();
    }

    @Override
    public String unit() {
        return description.comparison().unit();
    }

    @Override
    public Optional<BoxOutput> boxes() {
        return description.boxes().map(layout -> BoxOutput.of(layout, shape, size().orElseThrow()));
    }

    @Override
    public int outputs() {
        return Math.toIntExact(Arrays.stream(keptShape).reduce(1, Math::multiplyExact)
                * description.view().answers());
    }

    private Tensor prepared(Tensor first, Tensor second) {
        PixelInput input = description.input();
        return description.view().both()
                ? Preparation.pair(input, description.layout(), first, second)
                : Preparation.planes(input, first);
    }

    private Tensor answer(Tensor prepared) {
        return network.verified(prepared, network.forward(prepared), shape);
    }

    /** Each input that the network gets of a pair, in the order of its answers. */
    private List<Tensor> inputs(Optional<Tensor> before, Tensor first, Tensor second) {
        return switch (description.view()) {
            case EVERY_FRAME -> List.of(prepared(first, first), prepared(second, second));
            case FIRST -> List.of(prepared(first, first));
            case SECOND -> List.of(prepared(second, second));
            case PAIRS -> List.of(prepared(first, second));
            case CONSECUTIVE ->
                before.map(last -> List.of(prepared(first, second), prepared(last, first)))
                        .orElseGet(() -> List.of(prepared(first, second)));
        };
    }

    @Override
    public float[] answer(FramePair pair) {
        return TorchRuntime.scoring(() -> {
            List<float[]> parts = new ArrayList<>();
            Tensor first = Tensors.ofFrames(pair.size(), List.of(pair.first()));
            Tensor second = Tensors.ofFrames(pair.size(), List.of(pair.second()));
            byte[] last = pair.before();
            Optional<Tensor> before = last == null || description.view() != View.CONSECUTIVE
                    ? Optional.empty()
                    : Optional.of(Tensors.ofFrames(pair.size(), List.of(last)));
            for (Tensor input : inputs(before, first, second)) {
                Tensor answer = answer(input);
                if (!answer.isfinite().all().item_bool()) {
                    throw new NotFiniteException(name() + ": an output");
                }
                parts.add(Tensors.floats(description.comparison().kept(answer)));
            }
            float[] all = new float[outputs()];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        });
    }

    @Override
    public double distortion(float[] original, float[] candidate) {
        int answers = description.view().answers();
        int each = original.length / answers;
        double sum = 0;
        for (int i = 0; i < answers; i++) {
            sum += description
                    .comparison()
                    .value(
                            Arrays.copyOfRange(original, i * each, (i + 1) * each),
                            Arrays.copyOfRange(candidate, i * each, (i + 1) * each));
        }
        return sum / answers;
    }

    @Override
    public Tensor loss(Optional<Tensor> before, Tensor first, Tensor second, float[] wanted) {
        List<Tensor> inputs = inputs(before, first, second);
        // Where there is no frame before, its part is 0 and nothing is lost in it.
        int answers = description.view().answers();
        int each = wanted.length / answers;
        Tensor sum = lost(inputs.getFirst(), Arrays.copyOf(wanted, each));
        for (int i = 1; i < inputs.size(); i++) {
            sum = sum.add(lost(inputs.get(i), Arrays.copyOfRange(wanted, i * each, (i + 1) * each)));
        }
        return sum.div(new Scalar((double) answers));
    }

    private Tensor lost(Tensor input, float[] wanted) {
        return description.comparison().loss(Tensors.of(wanted, keptShape), answer(input));
    }

    @Override
    public Optional<String> withoutGradient() {
        return network.withoutGradient();
    }
}
