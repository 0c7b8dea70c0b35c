package org.fovea.evaluate.arithmetic;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.arithmetic.Operation.Axes;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.arithmetic.Operation.Product;
import org.fovea.evaluate.arithmetic.Operation.Resizing;
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

    /** Places are computed by floats, whose distance grows with the place. */
    private static final double RESIZING_BOUND = 1e-4;

    private final Kernels kernels;
    private final boolean trained;

    /**
     * With these kernels.
     *
     * @param trained whether weights have gradients; those of frozen networks have none
     */
    KnownAnswers(Kernels kernels, boolean trained) {
        this.kernels = kernels;
        this.trained = trained;
    }

    /**
     * What came of an operation.
     *
     * @param forward largest error of its result, in parts of the size of the terms of a sum; infinite for what is no
     *     number
     * @param backward the same of its gradients
     */
    record Answer(Operation operation, double forward, double backward) {
        double error() {
            return Math.max(forward, backward);
        }

        boolean right() {
            return error() <= bound(operation);
        }
    }

    private static double bound(Operation operation) {
        return operation.rough() ? ROUGH_BOUND : operation instanceof Resizing ? RESIZING_BOUND : BOUND;
    }

    /** Computes and compares operations, several at once. */
    List<Answer> of(Collection<Operation> operations) {
        return operations.parallelStream().map(this::of).toList();
    }

    /** Computes and compares, on one thread. */
    Answer of(Operation operation) {
        return TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        return switch (operation) {
                            case Convolution shape -> convolution(shape);
                            case Product shape -> product(shape);
                            case Resizing shape -> resizing(shape);
                        };
                    }
                }));
    }

    private Answer convolution(Convolution shape) {
        Axes result = shape.result();
        float[] x = numbers(shape.samples() * shape.inputs() * shape.input().count(), 0);
        float[] weight = numbers(
                shape.outputs()
                        * shape.inputs()
                        / shape.groups()
                        * shape.kernel().count(),
                1);
        float[] bias = numbers(shape.outputs(), 2);
        float[] gradient = numbers(shape.samples() * shape.outputs() * result.count(), 3);
        boolean transposed = shape.order().transposed();
        Axes kernel = shape.kernel();
        int inGroup = (transposed ? shape.outputs() : shape.inputs()) / shape.groups();
        int narrow = transposed ? shape.inputs() : shape.outputs();
        Tensor input = leaf(
                shape,
                x,
                shape.samples(),
                shape.inputs(),
                shape.input().rows(),
                shape.input().columns());
        Tensor weights = leaf(shape, weight, narrow, inGroup, kernel.rows(), kernel.columns())
                .set_requires_grad(trained);
        Tensor biases = leaf(shape, bias, shape.outputs()).set_requires_grad(trained);
        Tensor answer = kernels.convolution(shape, input, weights, biases);
        Tensor given = Tensors.of(gradient, shape.samples(), shape.outputs(), result.rows(), result.columns());
        backward(answer, given);
        float[] forward = floats(answer);
        float[] back = floats(input.grad());

        PlainConvolution plain =
                new PlainConvolution(shape, transposed ? gradient : x, transposed ? x : gradient, weight);
        double wrong = 0;
        double wrongBack = 0;
        Places places = new Places();
        for (int i = 0; i < COMPARED; i++) {
            int sample = places.next(shape.samples());
            int channel = places.next(shape.outputs());
            int row = places.next(result.rows());
            int column = places.next(result.columns());
            PlainSum sum = transposed
                    ? plain.wideAt(sample, channel, row, column)
                    : plain.narrowAt(sample, channel, row, column);
            sum.add(bias[channel], 1);
            wrong = Math.max(
                    wrong,
                    sum.error(forward[PlainConvolution.place(sample, channel, row, column, shape.outputs(), result)]));
            int from = places.next(shape.inputs());
            int y = places.next(shape.input().rows());
            int z = places.next(shape.input().columns());
            PlainSum down = transposed ? plain.narrowAt(sample, from, y, z) : plain.wideAt(sample, from, y, z);
            wrongBack = Math.max(
                    wrongBack,
                    down.error(back[PlainConvolution.place(sample, from, y, z, shape.inputs(), shape.input())]));
        }
        if (trained) {
            wrongBack = Math.max(
                    wrongBack, ofWeights(plain, gradient, floats(weights.grad()), floats(biases.grad()), places));
        }
        return new Answer(shape, wrong, wrongBack);
    }

    /** The largest error of the weights' gradients. */
    private static double ofWeights(
            PlainConvolution plain, float[] gradient, float[] ofWeights, float[] ofBias, Places places) {
        Convolution shape = plain.shape();
        double wrong = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            int channel = places.next(plain.narrowChannels());
            int other = places.next(plain.wideOfGroup());
            int row = places.next(shape.kernel().rows());
            int column = places.next(shape.kernel().columns());
            PlainSum sum = plain.weightAt(channel, other, row, column);
            wrong = Math.max(wrong, sum.error(ofWeights[plain.weight(channel, other, row, column)]));
            wrong = Math.max(wrong, biasGradient(shape, gradient, places.next(shape.outputs()), ofBias));
        }
        return wrong;
    }

    private static double biasGradient(Convolution shape, float[] gradient, int channel, float[] answered) {
        PlainSum sum = new PlainSum();
        int plane = shape.result().count();
        for (int sample = 0; sample < shape.samples(); sample++) {
            int from = (sample * shape.outputs() + channel) * plane;
            for (int i = from; i < from + plane; i++) {
                sum.add(gradient[i], 1);
            }
        }
        return sum.error(answered[channel]);
    }

    private Answer product(Product shape) {
        float[] x = numbers(shape.rows() * shape.inner(), 0);
        float[] weight = numbers(shape.columns() * shape.inner(), 1);
        float[] gradient = numbers(shape.rows() * shape.columns(), 2);
        Tensor input = leaf(shape, x, shape.rows(), shape.inner());
        Tensor weights = leaf(shape, weight, shape.columns(), shape.inner());
        Tensor answer = kernels.product(input, weights);
        backward(answer, Tensors.of(gradient, shape.rows(), shape.columns()));
        float[] forward = floats(answer);
        float[] back = floats(input.grad());
        float[] backWeight = floats(weights.grad());
        double wrong = 0;
        double wrongBack = 0;
        Places places = new Places();
        for (int i = 0; i < COMPARED; i++) {
            int row = places.next(shape.rows());
            int column = places.next(shape.columns());
            int k = places.next(shape.inner());
            PlainSum ahead = new PlainSum();
            for (int j = 0; j < shape.inner(); j++) {
                ahead.add(x[row * shape.inner() + j], weight[column * shape.inner() + j]);
            }
            wrong = Math.max(wrong, ahead.error(forward[row * shape.columns() + column]));
            PlainSum down = new PlainSum();
            for (int j = 0; j < shape.columns(); j++) {
                down.add(gradient[row * shape.columns() + j], weight[j * shape.inner() + k]);
            }
            wrongBack = Math.max(wrongBack, down.error(back[row * shape.inner() + k]));
            PlainSum downWeight = new PlainSum();
            for (int j = 0; j < shape.rows(); j++) {
                downWeight.add(gradient[j * shape.columns() + column], x[j * shape.inner() + k]);
            }
            wrongBack = Math.max(wrongBack, downWeight.error(backWeight[column * shape.inner() + k]));
        }
        return new Answer(shape, wrong, wrongBack);
    }

    private Answer resizing(Resizing shape) {
        float[] x = numbers(shape.channels() * shape.from().count(), 0);
        float[] gradient = numbers(shape.channels() * shape.to().count(), 1);
        Tensor input = leaf(
                shape, x, 1, shape.channels(), shape.from().rows(), shape.from().columns());
        Tensor answer = kernels.resizing(shape, input);
        backward(
                answer,
                Tensors.of(
                        gradient,
                        1,
                        shape.channels(),
                        shape.to().rows(),
                        shape.to().columns()));
        float[] forward = floats(answer);
        float[] back = floats(input.grad());
        double[][] rows = mixture(shape.from().rows(), shape.to().rows(), shape.corners());
        double[][] columns = mixture(shape.from().columns(), shape.to().columns(), shape.corners());
        double wrong = 0;
        double wrongBack = 0;
        Places places = new Places();
        for (int i = 0; i < COMPARED; i++) {
            int channel = places.next(shape.channels());
            int row = places.next(shape.to().rows());
            int column = places.next(shape.to().columns());
            PlainSum ahead = new PlainSum();
            for (int y = 0; y < shape.from().rows(); y++) {
                for (int z = 0; rows[row][y] != 0 && z < shape.from().columns(); z++) {
                    ahead.add(
                            x[PlainConvolution.place(0, channel, y, z, shape.channels(), shape.from())],
                            rows[row][y] * columns[column][z]);
                }
            }
            wrong = Math.max(
                    wrong,
                    ahead.error(
                            forward[PlainConvolution.place(0, channel, row, column, shape.channels(), shape.to())]));
            int y = places.next(shape.from().rows());
            int z = places.next(shape.from().columns());
            PlainSum down = new PlainSum();
            for (int r = 0; r < shape.to().rows(); r++) {
                for (int c = 0; rows[r][y] != 0 && c < shape.to().columns(); c++) {
                    down.add(
                            gradient[PlainConvolution.place(0, channel, r, c, shape.channels(), shape.to())],
                            rows[r][y] * columns[c][z]);
                }
            }
            wrongBack = Math.max(
                    wrongBack,
                    down.error(back[PlainConvolution.place(0, channel, y, z, shape.channels(), shape.from())]));
        }
        return new Answer(shape, wrong, wrongBack);
    }

    /** How much of each place there was is in each place of the result. */
    private static double[][] mixture(int from, int to, boolean corners) {
        double[][] shares = new double[to][from];
        for (int i = 0; i < to; i++) {
            double at = corners ? to == 1 ? 0 : i * (from - 1.0) / (to - 1) : Math.max(0, (i + 0.5) * from / to - 0.5);
            int low = Math.min((int) at, from - 1);
            int high = Math.min(low + 1, from - 1);
            shares[i][low] += 1 - (at - low);
            shares[i][high] += at - low;
        }
        return shares;
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

    /** With this gradient of the answer. */
    private static void backward(Tensor answer, Tensor gradient) {
        answer.mul(gradient.to(answer.scalar_type())).sum().backward();
    }

    private static float[] floats(Tensor tensor) {
        return Tensors.floats(tensor.to(torch.ScalarType.Float));
    }

    /** Where numbers are compared: half of the time at an end. */
    private static final class Places {
        private final SplittableRandom random = new SplittableRandom(2);

        int next(int count) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> count - 1;
                default -> random.nextInt(count);
            };
        }
    }
}
