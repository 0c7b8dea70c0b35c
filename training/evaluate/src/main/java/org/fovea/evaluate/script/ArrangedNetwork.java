package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.network.Arrangement;
import org.fovea.evaluate.network.Network;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * A network whose tensors are arranged in another way, with input [N, channels, rows, columns] and a logit for each
 * class all the same.
 */
final class ArrangedNetwork implements Network {
    /** Probabilities are kept so far from 0 and 1 that their logarithms are finite. */
    private static final double LEAST = 1e-6;

    private final Network network;
    private final Arrangement arrangement;

    /** Whether the one channel is a probability: noise is answered by nothing but numbers from 0 to 1. */
    private boolean probability;

    private ArrangedNetwork(Network network, Arrangement arrangement) {
        this.network = network;
        this.arrangement = arrangement;
    }

    /** The network itself where nothing is to be done. */
    static Network of(Network network, Arrangement arrangement) {
        return arrangement.equals(Arrangement.NONE) ? network : new ArrangedNetwork(network, arrangement);
    }

    @Override
    public List<String> identity() {
        List<String> lines = new ArrayList<>(network.identity());
        if (arrangement.inputLast()) {
            lines.add("input-layout=nhwc");
        }
        if (arrangement.answerLast()) {
            lines.add("layout=nhwc");
        }
        if (arrangement.threshold()) {
            lines.add("threshold=" + (probability ? "0.5" : "0"));
        }
        return List.copyOf(lines);
    }

    private Tensor given(Tensor input) {
        return arrangement.inputLast() && input.dim() == 4
                ? input.permute(0, 2, 3, 1).contiguous()
                : input;
    }

    private Tensor ordered(Tensor answer) {
        return arrangement.answerLast() && answer.dim() == 4 ? answer.permute(0, 3, 1, 2) : answer;
    }

    /** Two logits for each pixel. */
    private Tensor classes(Tensor answer) {
        Tensor ordered = ordered(answer);
        if (!arrangement.threshold()) {
            return ordered;
        }
        Tensor one = ordered.dim() == 3 ? ordered.unsqueeze(1) : ordered;
        if (one.dim() != 4 || one.size(1) != 1) {
            throw network.wrong(
                    "it returns " + ScriptNetwork.shape(ordered) + " instead of one channel [N, 1, rows, columns]",
                    "write the number of classes in place of classes: sigmoid, or omit the key");
        }
        if (!probability) {
            return torch.cat(new TensorVector(torch.zeros_like(one), one), 1);
        }
        Tensor inside = one.clamp(new ScalarOptional(new Scalar(LEAST)), new ScalarOptional(new Scalar(1 - LEAST)));
        Tensor other = inside.neg().add(new Scalar(1f));
        return torch.cat(new TensorVector(other.log(), inside.log()), 1);
    }

    @Override
    public Tensor forward(Tensor input) {
        return classes(network.forward(given(input)));
    }

    @Override
    public Tensor nearForward(Tensor input) {
        return classes(network.nearForward(given(input)));
    }

    @Override
    public Tensor roughForward(Tensor input) {
        return classes(network.roughForward(given(input)));
    }

    @Override
    public void verify(Supplier<Tensor> input) {
        network.verify(() -> given(input.get()));
        if (arrangement.threshold()) {
            probability = TorchRuntime.scoring(() -> {
                Tensor answer = network.forward(given(input.get()));
                return answer.min().item_float() >= 0 && answer.max().item_float() <= 1;
            });
        }
    }

    @Override
    public Optional<String> withoutGradient() {
        return network.withoutGradient();
    }

    @Override
    public Optional<String> beforeClasses() {
        return network.beforeClasses();
    }

    @Override
    public FormatException wrong(String reason, String hint) {
        return network.wrong(reason, hint);
    }

    @Override
    public void close() {
        network.close();
    }
}
