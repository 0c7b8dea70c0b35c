package org.fovea.evaluate.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.arithmetic.KnownAnswers.Kernels;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArithmeticTest {
    private static final Kernels NEVER_ASKED = KnownAnswersTest.lying(y -> {
        throw new AssertionError("asked");
    });

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    @AfterEach
    void everything_may_compute() {
        TorchRuntime.load();
        torch.globalContext().setUserEnabledMkldnn(true);
        Bfloat16.allow(true);
    }

    @Test
    void what_was_right_is_not_asked_again() throws IOException {
        verify(Kernels.OF_LIBTORCH);
        assertThat(TorchRuntime.usesOneDnn()).isTrue();
        assertThat(notes).isEmpty();
        verify(NEVER_ASKED);
    }

    @Test
    void kernels_that_lie_are_replaced_by_slower_ones_in_this_process_and_in_the_next() throws IOException {
        verify(lyingWhereOneDnnComputes());
        assertThat(TorchRuntime.usesOneDnn()).isFalse();
        assertThat(TorchRuntime.version()).contains("oneDNN off");
        assertThat(notes).singleElement().asString().contains("oneDNN computes wrong", "convolution", "fovea doctor");

        everything_may_compute();
        verify(NEVER_ASKED);
        assertThat(TorchRuntime.usesOneDnn()).isFalse();
        assertThat(notes).hasSize(2);
    }

    @Test
    void where_nothing_is_right_the_operation_is_named() {
        assertThrown(
                WrongArithmeticException.class,
                () -> verify(KnownAnswersTest.lying(y -> y.mul(new Scalar(0.5)))),
                "computes wrong on this processor, with oneDNN and without: ",
                "fovea doctor");
    }

    @Test
    void numbers_of_16_bits_that_lie_are_not_used() throws IOException {
        System.setProperty("fovea.bfloat16", "true");
        try {
            verify(KnownAnswersTest.lying(
                    y -> y.scalar_type().intern() == torch.ScalarType.BFloat16 ? y.mul(new Scalar(1.1)) : y));
            assertThat(Bfloat16.pays()).isFalse();
            assertThat(TorchRuntime.usesOneDnn()).isTrue();
            assertThat(notes).singleElement().asString().contains("16 bits", "training uses floats");
        } finally {
            System.clearProperty("fovea.bfloat16");
        }
    }

    @Test
    void a_damaged_or_unwritable_file_costs_another_examination_only() throws IOException {
        verify(Kernels.OF_LIBTORCH);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "nonsense\nwithout oneDNN: nonsense\n");
        }
        verify(Kernels.OF_LIBTORCH);
        assertThat(TorchRuntime.usesOneDnn()).isTrue();
        Path file = Files.createFile(folder.resolve("in the way"));
        new Arithmetic(Kernels.OF_LIBTORCH, file.resolve("below"), notes::add).verify(networks());
        assertThat(notes).isEmpty();
    }

    @Test
    void the_table_has_a_row_for_each_kind() {
        List<Arithmetic.Row> rows = new Arithmetic(Kernels.OF_LIBTORCH, folder, notes::add).table();
        assertThat(rows)
                .extracting(Arithmetic.Row::kind)
                .contains(
                        "dense convolution",
                        "strided convolution",
                        "pointwise convolution",
                        "depthwise convolution",
                        "dilated convolution",
                        "transposed convolution",
                        "product of matrices")
                .doesNotHaveDuplicates();
        assertThat(rows).allMatch(row -> row.wrong().isEmpty() && row.shapes() > 0 && row.error() < 1e-2);
    }

    private static Kernels lyingWhereOneDnnComputes() {
        return (operation, x, weight, bias) -> {
            Tensor y = operation.compute(x, weight, bias);
            return operation instanceof Convolution && TorchRuntime.usesOneDnn() ? y.mul(new Scalar(1.5)) : y;
        };
    }

    private void verify(Kernels kernels) throws IOException {
        try (EvaluatorPair networks = networks()) {
            new Arithmetic(kernels, folder, notes::add).verify(networks);
        }
    }

    private static EvaluatorPair networks() throws IOException {
        return BundledEvaluators.load();
    }
}
