package org.fovea.evaluate.arithmetic;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.arithmetic.Operation.Axes;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.arithmetic.Operation.Product;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Computes an operation once natively, forwards and backwards, and compares some of the numbers with sums in double of
 * plain Java: those at corners and ends, where kernels go wrong first, and some by chance.
 */
final class KnownAnswers {
    /** Numbers of each result that are compared. */
    private static final int COMPARED = 40;

    /** Gradients of weights that are compared; each is a sum over the whole picture. */
    private static final int WEIGHTS = 8;

    /** Kernels that compute in another order are off by at most a hundredth of this. */
    private static final double BOUND = 1e-5;

    private static final double ROUGH_BOUND = 1e-2;

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
        /** LibTorch, called as the networks call it. */
        Kernels OF_LIBTORCH = (operation, x, weight, bias) -> switch (operation) {
            case Convolution shape -> {
                TensorOptional offset = new TensorOptional(bias);
                long[] stride = shape.stride().both();
                long[] padding = shape.padding().both();
                long[] dilation = shape.dilation().both();
                yield shape.order().transposed()
                        ? Operations.transposed(
                                x, weight, offset, stride, padding, new long[2], dilation, shape.groups())
                        : Operations.convolution(x, weight, offset, stride, padding, dilation, shape.groups());
            }
            case Product _ -> Operations.linear(x, weight, new TensorOptional());
        };

        /** Weight and bias are undefined tensors where the operation has none. */
        Tensor compute(Operation operation, Tensor x, Tensor weight, Tensor bias);
    }

    private final Kernels kernels;
    private final boolean trained;

    /** @param trained whether weights have gradients; those of frozen networks have none */
    KnownAnswers(Kernels kernels, boolean trained) {
        this.kernels = kernels;
        this.trained = trained;
    }

    /**
     * What came of an operation.
     *
     * @param error the largest, of its result and its gradients, in parts of the size of the terms of a sum; infinite
     *     for what is no number
     */
    record Answer(Operation operation, double error) {
        boolean right() {
            return error <= (operation.rough() ? ROUGH_BOUND : BOUND);
        }
    }

    List<Answer> of(Collection<Operation> operations) {
        return operations.parallelStream().map(this::of).toList();
    }

    Answer of(Operation operation) {
        return TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        return switch (operation) {
                            case Convolution shape -> convolution(shape, shape);
                            case Product shape ->
                                convolution(
                                        shape,
                                        Convolution.square(shape.inner(), shape.columns(), 1, 1, 1, Axes.ONE)
                                                .of(shape.rows()));
                        };
                    }
                }));
    }

    private static final class Errors {
        private final SplittableRandom random = new SplittableRandom(2);
        private double largest;

        /** Where numbers are compared: half of the time at an end. */
        int place(int count) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> count - 1;
                default -> random.nextInt(count);
            };
        }

        void add(PlainSum sum, float computed) {
            largest = Math.max(largest, sum.error(computed));
        }
    }

    /** A convolution, or a product of matrices as a convolution of single pixels without a bias. */
    private Answer convolution(Operation operation, Convolution shape) {
        boolean product = operation instanceof Product;
        boolean transposed = shape.order().transposed();
        Axes result = shape.result();
        Axes kernel = shape.kernel();
        int inGroup = (transposed ? shape.outputs() : shape.inputs()) / shape.groups();
        int narrow = transposed ? shape.inputs() : shape.outputs();
        float[] x = numbers(shape.samples() * shape.inputs() * shape.input().count(), 0);
        float[] weight = numbers(narrow * inGroup * kernel.count(), 1);
        float[] bias = numbers(shape.outputs(), 2);
        float[] gradient = numbers(shape.samples() * shape.outputs() * result.count(), 3);
        Tensor input = leaf(operation, x, sides(product, shape.samples(), shape.inputs(), shape.input()));
        Tensor weights =
                leaf(operation, weight, sides(product, narrow, inGroup, kernel)).set_requires_grad(trained);
        Tensor biases = leaf(operation, bias, shape.outputs()).set_requires_grad(trained && !product);
        Tensor answer = kernels.compute(operation, input, weights, biases);
        backward(answer, Tensors.of(gradient, sides(product, shape.samples(), shape.outputs(), result)));
        float[] forward = floats(answer);
        float[] back = floats(input.grad());
        PlainConvolution plain =
                new PlainConvolution(shape, transposed ? gradient : x, transposed ? x : gradient, weight);
        Errors errors = new Errors();
        for (int i = 0; i < COMPARED; i++) {
            int sample = errors.place(shape.samples());
            int channel = errors.place(shape.outputs());
            int row = errors.place(result.rows());
            int column = errors.place(result.columns());
            PlainSum sum = transposed
                    ? plain.wideAt(sample, channel, row, column)
                    : plain.narrowAt(sample, channel, row, column);
            sum.add(product ? 0 : bias[channel], 1);
            errors.add(sum, forward[PlainConvolution.place(sample, channel, row, column, shape.outputs(), result)]);
            int from = errors.place(shape.inputs());
            int y = errors.place(shape.input().rows());
            int z = errors.place(shape.input().columns());
            errors.add(
                    transposed ? plain.narrowAt(sample, from, y, z) : plain.wideAt(sample, from, y, z),
                    back[PlainConvolution.place(sample, from, y, z, shape.inputs(), shape.input())]);
        }
        float[] ofWeights = trained ? floats(weights.grad()) : new float[0];
        float[] ofBias = trained && !product ? floats(biases.grad()) : new float[0];
        for (int i = 0; i < WEIGHTS && trained; i++) {
            int channel = errors.place(plain.narrowChannels());
            int other = errors.place(plain.wideOfGroup());
            int row = errors.place(kernel.rows());
            int column = errors.place(kernel.columns());
            errors.add(
                    plain.weightAt(channel, other, row, column), ofWeights[plain.weight(channel, other, row, column)]);
            if (!product) {
                int output = errors.place(shape.outputs());
                errors.add(biasGradient(shape, gradient, output), ofBias[output]);
            }
        }
        return new Answer(operation, errors.largest);
    }

    /** A product has matrices, a convolution pictures. */
    private static long[] sides(boolean product, int first, int second, Axes axes) {
        return product ? new long[] {first, second} : new long[] {first, second, axes.rows(), axes.columns()};
    }

    private static PlainSum biasGradient(Convolution shape, float[] gradient, int channel) {
        PlainSum sum = new PlainSum();
        int plane = shape.result().count();
        for (int sample = 0; sample < shape.samples(); sample++) {
            int from = (sample * shape.outputs() + channel) * plane;
            for (int i = from; i < from + plane; i++) {
                sum.add(gradient[i], 1);
            }
        }
        return sum;
    }

    private static float[] numbers(int count, int shift) {
        float[] numbers = new float[count];
        int from = shift * 1009;
        for (int done = 0; done < count; ) {
            int part = Math.min(NUMBERS.length - from, count - done);
            System.arraycopy(NUMBERS, from, numbers, done, part);
            done += part;
            from = 0;
        }
        return numbers;
    }

    private static Tensor leaf(Operation operation, float[] values, long... shape) {
        Tensor tensor = Tensors.of(values, shape);
        if (operation.rough()) {
            tensor = tensor.to(torch.ScalarType.BFloat16);
        }
        if (operation instanceof Convolution convolution && convolution.order().channelsLast() && shape.length == 4) {
            tensor = tensor.contiguous(torch.MemoryFormat.ChannelsLast);
        }
        return tensor.set_requires_grad(true);
    }

    private static void backward(Tensor answer, Tensor gradient) {
        answer.mul(gradient.to(answer.scalar_type())).sum().backward();
    }

    private static float[] floats(Tensor tensor) {
        return Tensors.floats(tensor.to(torch.ScalarType.Float));
    }
}
