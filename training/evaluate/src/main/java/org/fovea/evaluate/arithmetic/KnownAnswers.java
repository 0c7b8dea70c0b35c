package org.fovea.evaluate.arithmetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.arithmetic.Operation.Order;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Computes an operation once as networks do, forwards and backwards, and compares all numbers with those in double,
 * which LibTorch computes by other kernels and never by oneDNN.
 */
final class KnownAnswers {
    /** Kernels that compute in another order are off by at most a hundredth of this. */
    private static final double BOUND = 1e-5;

    private static final double ROUGH_BOUND = 1e-2;

    /** Size of a sum that has no terms. */
    private static final double LEAST = 1e-30;

    /** A prime, so that no shape repeats in step with it. */
    private static final float[] NUMBERS = new float[65_521];

    static {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NUMBERS.length; i++) {
            // Seven bits and a sign, so that bfloat16 holds them exactly.
            NUMBERS[i] = (random.nextInt(255) - 127) / 128f;
        }
    }

    /** Computes an operation, differentiably. */
    @FunctionalInterface
    interface Kernels {
        Kernels OF_LIBTORCH = Operation::compute;

        Tensor compute(Operation operation, Tensor x, Tensor weight, Tensor bias);
    }

    private final Kernels kernels;

    KnownAnswers(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * What came of an operation.
     *
     * @param error the largest, of its result and its gradients, in parts of the size of the terms of a sum; infinite
     *     for what is no number
     */
    record Answer(Operation operation, double error) {
        boolean right() {
            return error <= (operation.order() == Order.ROUGH ? ROUGH_BOUND : BOUND);
        }
    }

    List<Answer> of(Collection<Operation> operations) {
        return operations.parallelStream().map(this::of).toList();
    }

    private Answer of(Operation operation) {
        return TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        return new Answer(operation, error(operation));
                    }
                }));
    }

    private double error(Operation operation) {
        List<Tensor> answers = answers(operation, kernels, plain -> usual(operation.order(), plain));
        List<Tensor> wanted = answers(operation, Kernels.OF_LIBTORCH, KnownAnswers::wide);
        List<Tensor> sizes = answers(operation, Kernels.OF_LIBTORCH, plain -> wide(plain.abs()));
        double most = 0;
        for (int i = 0; i < answers.size(); i++) {
            Tensor distances = wide(answers.get(i)).sub(wanted.get(i)).abs();
            double error = distances
                    .div(sizes.get(i).clamp_min(new Scalar(LEAST)))
                    .max()
                    .item_double();
            most = Math.max(most, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return most;
    }

    /** The result, and the gradients of input, weights and bias. */
    private static List<Tensor> answers(Operation operation, Kernels kernels, UnaryOperator<Tensor> form) {
        List<Tensor> given = new ArrayList<>();
        for (long[] shape : operation.shapes()) {
            given.add(form.apply(numbers(given.size(), shape)).set_requires_grad(true));
        }
        Tensor result = kernels.compute(operation, given.get(0), given.get(1), given.get(2));
        Tensor gradient = form.apply(numbers(given.size(), Tensors.shape(result)));
        result.mul(gradient).sum().backward();
        List<Tensor> answers = new ArrayList<>(List.of(result.detach()));
        given.forEach(each -> answers.add(each.grad()));
        return answers;
    }

    private static Tensor usual(Order order, Tensor plain) {
        return switch (order) {
            case PLANES, TRANSPOSED -> plain;
            case PIXELS -> Tensors.channelsLast(plain);
            case ROUGH -> Tensors.channelsLast(plain.to(torch.ScalarType.BFloat16));
        };
    }

    private static Tensor wide(Tensor numbers) {
        return numbers.to(torch.ScalarType.Double);
    }

    private static Tensor numbers(int which, long... shape) {
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = NUMBERS[(i + which * 1009) % NUMBERS.length];
        }
        return Tensors.of(numbers, shape);
    }
}
