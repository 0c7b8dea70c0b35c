package org.fovea.evaluate.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.arithmetic.KnownAnswers.Answer;
import org.fovea.evaluate.arithmetic.KnownAnswers.Kernels;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.arithmetic.Operation.Order;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Processor;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownAnswersTest {
    private static final KnownAnswers NATIVE = new KnownAnswers(Kernels.OF_LIBTORCH);

    /** Says what computes here, so that a failure elsewhere in a build is read with it. */
    @BeforeAll
    static void what_computes() {
        Processor processor = Processor.current();
        System.out.println(processor.vendor() + " " + processor.model() + ": " + TorchRuntime.version()
                + (Bfloat16.pays() ? ", bfloat16" : ""));
    }

    @Test
    void operations_of_each_kind_are_right_here() {
        assertThat(wrong(NATIVE.of(Operation.all(Bfloat16.pays()))))
                .as(TorchRuntime.version())
                .isEmpty();
    }

    @Test
    void operations_of_any_shape_are_right_without_one_dnn_too() {
        Random random = new Random(3);
        List<Operation> shapes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int groups = 1 + random.nextInt(3);
            shapes.add(new Convolution(
                    groups * (1 + random.nextInt(5)),
                    groups * (1 + random.nextInt(5)),
                    1 + random.nextInt(4),
                    1 + random.nextInt(3),
                    1 + random.nextInt(2),
                    groups,
                    12 + random.nextInt(9),
                    12 + random.nextInt(9),
                    List.of(Order.PLANES, Order.PIXELS, Order.TRANSPOSED).get(i % 3)));
        }
        assertThat(wrong(NATIVE.of(shapes))).isEmpty();
        assertThat(TorchRuntime.<List<String>>withoutOneDnn(() -> wrong(NATIVE.of(shapes))))
                .isEmpty();
    }

    /** How a kernel may lie. */
    enum Lie {
        LAST_COLUMN(y -> y.mul(ramp(y))),
        A_HUNDREDTH(y -> y.mul(new Scalar(1.01))),
        NOTHING(y -> y.mul(new Scalar(0.0))),
        NO_NUMBER(y -> y.div(new Scalar(0.0))),
        /** The right result with twice the gradient. */
        GRADIENT(y -> y.mul(new Scalar(2.0)).sub(y.detach()));

        final UnaryOperator<Tensor> lie;

        Lie(UnaryOperator<Tensor> lie) {
            this.lie = lie;
        }

        /** Ones, with a half at the end of the last axis. */
        private static Tensor ramp(Tensor like) {
            Tensor ones = torch.ones_like(like.detach());
            ones.narrow(ones.dim() - 1, ones.size(ones.dim() - 1) - 1, 1).fill_(new Scalar(0.5));
            return ones;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_kernel_that_lies_is_found_whatever_it_computes(Lie lie) {
        List<Answer> answers = new KnownAnswers(lying(lie.lie)).of(Operation.all(false));
        assertThat(answers).isNotEmpty().noneMatch(Answer::right);
    }

    /** LibTorch's kernels, each followed by a change. */
    static Kernels lying(UnaryOperator<Tensor> change) {
        return (operation, x, weight, bias) -> change.apply(operation.compute(x, weight, bias));
    }

    private static List<String> wrong(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> !answer.right())
                .map(answer -> answer.operation().text() + ": " + answer.error())
                .toList();
    }
}
