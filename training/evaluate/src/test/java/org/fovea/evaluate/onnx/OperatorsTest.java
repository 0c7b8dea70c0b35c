package org.fovea.evaluate.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator, in the forms that exporters write, against ONNX Runtime; and its gradient against finite differences.
 */
class OperatorsTest {
    /** Of the largest answer. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    static Stream<OperatorCase> cases() {
        return OperatorCase.all();
    }

    private static Tensor input(OperatorCase tried, long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Budget.elements(tried.shape()))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (tried.low() + (tried.high() - tried.low()) * random.nextDouble());
        }
        return Tensors.of(values, tried.shape());
    }

    /**
     * Answers against ONNX Runtime's; gradients as the slope of a random combination of the answers along a random
     * direction. Steps are small, and the largest of a few seeds' errors may come from a corner of a function that has
     * some, so that the best of three counts.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void answers_are_those_of_onnx_runtime_and_gradients_those_of_finite_differences(OperatorCase tried)
            throws IOException {
        Path file = tried.model().write(folder.resolve("model.onnx"));
        try (OnnxNetwork network = OnnxNetwork.open(file, Optional.empty(), Optional.empty())) {
            answers(network, tried);
            double best = Double.POSITIVE_INFINITY;
            for (int seed = 1; seed <= 3 && best > 0.01; seed++) {
                int now = seed;
                best = Math.min(best, TorchRuntime.inNewThread(1, () -> error(network, tried, now)));
            }
            assertThat(best).isLessThan(0.01);
        }
    }

    private static void answers(OnnxNetwork network, OperatorCase tried) throws IOException {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = input(tried, 3);
            network.verify(x);
            assertThat(network.withoutGradient()).isEmpty();
            Tensor expected = network.reference(x).orElseThrow();
            Tensor found = network.forward(x);
            assertThat(Tensors.shape(found)).isEqualTo(Tensors.shape(expected));
            double largest = expected.abs().max().item_double();
            assertThat(Tensors.floats(found))
                    .containsExactly(Tensors.floats(expected), within((float) (TOLERANCE * Math.max(largest, 1e-3))));
        }
    }

    private static double error(OnnxNetwork network, OperatorCase tried, long seed) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = input(tried, seed).set_requires_grad(true);
            Tensor answer = network.forward(x);
            if (!tried.smooth()) {
                return 0;
            }
            Tensor combination = random(Tensors.shape(answer), seed + 10);
            answer.mul(combination).sum().backward();
            Tensor gradient = x.grad();
            assertThat(gradient.defined()).isTrue();
            try (NoGradGuard guard = new NoGradGuard()) {
                // Along itself and a little beside: a direction in which the answer certainly changes.
                Tensor unit = gradient.div(gradient.norm().add(new org.bytedeco.pytorch.Scalar(1e-12)));
                Tensor direction = unit.add(random(tried.shape(), seed + 20)
                        .mul(new org.bytedeco.pytorch.Scalar(0.3 / Math.sqrt(gradient.numel()))));
                double expected = gradient.mul(direction).sum().item_double();
                double step = 2e-3;
                Tensor move = direction.mul(new org.bytedeco.pytorch.Scalar(step));
                Tensor plain = x.detach();
                double up = total(network.forward(plain.add(move)), combination);
                double down = total(network.forward(plain.sub(move)), combination);
                return Math.abs((up - down) / (2 * step) - expected) / Math.max(Math.abs(expected), 1e-3);
            }
        }
    }

    private static double total(Tensor answer, Tensor combination) {
        return answer.mul(combination)
                .sum(new org.bytedeco.pytorch.ScalarTypeOptional(org.bytedeco.pytorch.global.torch.ScalarType.Double))
                .item_double();
    }

    private static Tensor random(long[] shape, long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Budget.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, shape);
    }

    @Test
    void every_operator_is_tried() {
        Set<String> tried = new TreeSet<>();
        cases().forEach(one -> one.model().graph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .forEach(tried::add));
        assertThat(tried).containsAll(Operators.names());
    }
}
