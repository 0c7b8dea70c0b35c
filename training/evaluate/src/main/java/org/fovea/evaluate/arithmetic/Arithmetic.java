package org.fovea.evaluate.arithmetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.arithmetic.KnownAnswers.Answer;
import org.fovea.evaluate.arithmetic.KnownAnswers.Kernels;
import org.fovea.evaluate.arithmetic.Operation.Order;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Processor;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruthCache;

/**
 * Asks LibTorch for known answers before networks are used on a machine for the first time. Kernels that compute wrong
 * are not used: without oneDNN, LibTorch has others. What was found is kept per processor and version of LibTorch.
 *
 * <p>Each kind of operation is compared with the same in double. The shapes inside a network are not known: it answers
 * once with oneDNN and once without.
 */
public final class Arithmetic {
    private static final String FOLDER = "arithmetic";
    private static final FrameSize FRAME = new FrameSize(256, 192);

    /** Rounding changes the class of few pixels, a wrong kernel that of most. */
    private static final double MOST_PIXELS = 0.05;

    /** Of the largest number of an answer. */
    private static final double MOST_CHANGE = 0.05;

    /** Variables that choose other kernels. */
    private static final List<String> CHOICES = List.of("OPENBLAS_CORETYPE", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    private final Kernels kernels;
    private final Path folder;
    private final Consumer<String> note;

    /**
     * @param folder where findings are kept
     * @param note takes a line where something must stay off
     */
    Arithmetic(Kernels kernels, Path folder, Consumer<String> note) {
        this.kernels = kernels;
        this.folder = folder;
        this.note = note;
    }

    /**
     * LibTorch's, with the cache of this process.
     *
     * @param note takes a line where something must stay off
     */
    public static Arithmetic ofProcess(Consumer<String> note) {
        return new Arithmetic(Kernels.OF_LIBTORCH, folder(GroundTruthCache.directory()), note);
    }

    /** Where findings are kept in a cache directory. */
    public static Path folder(Path cache) {
        return cache.resolve(FOLDER);
    }

    /**
     * One kind of operation, as it was computed.
     *
     * @param kind as in "depthwise convolution"
     * @param shapes how many were computed
     * @param error the largest, of results and gradients, in parts of the size of a sum's terms
     * @param wrong shapes whose error is more than rounding
     */
    public record Row(String kind, int shapes, double error, List<String> wrong) {}

    /** Computes operations of each kind, whatever was found before. */
    public List<Row> table() {
        useWhatWasFound(Findings.read(file()));
        List<Answer> answers = new KnownAnswers(kernels).of(Operation.all(Bfloat16.pays()));
        Map<String, List<Answer>> kinds = answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.operation().kind(), LinkedHashMap::new, Collectors.toList()));
        return kinds.entrySet().stream()
                .map(kind -> row(kind.getKey(), kind.getValue()))
                .toList();
    }

    private static Row row(String kind, List<Answer> answers) {
        return new Row(
                kind,
                answers.size(),
                answers.stream().mapToDouble(Answer::error).max().orElseThrow(),
                answers.stream()
                        .filter(answer -> !answer.right())
                        .map(answer -> answer.operation().text())
                        .toList());
    }

    /**
     * Examines what networks compute with, and switches off what is wrong. Where they are known, reads a file and does
     * nothing else.
     *
     * @throws WrongArithmeticException where nothing computes right
     */
    public synchronized void verify(EvaluatorPair networks) throws IOException {
        Findings findings = Findings.read(file());
        useWhatWasFound(findings);
        String name = "network " + networks.identity().hash();
        if (findings.isRight(name)) {
            return;
        }
        examine(findings);
        try {
            if (TorchRuntime.usesOneDnn() && needsOneDnnOff(networks)) {
                retreat(Retreat.WITHOUT_ONE_DNN, networks.identity().name(), findings);
                examine(findings);
            }
            findings.addRight(name);
        } catch (RuntimeException e) {
            // They have no output on these frames. Their next use reports why, and they are examined again.
        }
        findings.write();
    }

    /** Takes slower ways until everything is right. */
    private void examine(Findings findings) throws WrongArithmeticException {
        for (Optional<Answer> wrong = firstWrong(findings); wrong.isPresent(); wrong = firstWrong(findings)) {
            Operation operation = wrong.get().operation();
            Retreat way = operation.order() == Order.ROUGH ? Retreat.WITHOUT_BFLOAT16 : Retreat.WITHOUT_ONE_DNN;
            if (way.isTaken()) {
                throw new WrongArithmeticException(operation);
            }
            retreat(way, operation.text(), findings);
        }
    }

    private void retreat(Retreat way, String wrong, Findings findings) {
        findings.retreat(way, wrong);
        useWhatWasFound(findings);
    }

    private Path file() {
        Processor processor = Processor.current();
        String machine = processor.vendor() + "\n" + processor.model() + "\n"
                + processor.flags().stream().sorted().toList() + "\n" + TorchRuntime.library() + "\n"
                + CHOICES.stream()
                        .map(name -> name + "=" + System.getenv().getOrDefault(name, ""))
                        .toList();
        return folder.resolve(
                Sha256.of(machine.getBytes(StandardCharsets.UTF_8)).substring(0, 16) + ".txt");
    }

    private void useWhatWasFound(Findings findings) {
        findings.retreats().forEach((way, wrong) -> {
            if (!way.isTaken()) {
                way.take();
                note.accept(way.note(wrong));
            }
        });
    }

    /** The first of these that is not right; of those in bfloat16 only where all others are. */
    private Optional<Answer> firstWrong(Findings findings) {
        List<Operation> unknown = Operation.all(Bfloat16.pays()).stream()
                .filter(operation -> !findings.isRight(operation.text()))
                .toList();
        List<Answer> answers = new KnownAnswers(kernels).of(unknown);
        answers.stream()
                .filter(Answer::right)
                .forEach(answer -> findings.addRight(answer.operation().text()));
        return answers.stream()
                .filter(answer -> !answer.right())
                .min(Comparator.comparing(answer -> answer.operation().order() == Order.ROUGH));
    }

    /** Whether the answers with oneDNN are others than those without; no where there are none without. */
    private static boolean needsOneDnnOff(EvaluatorPair networks) {
        FramePair pair = SyntheticPairs.of(FRAME, 1, 1).getFirst();
        PairAnswer with = networks.answer(pair);
        try {
            PairAnswer without = TorchRuntime.withoutOneDnn(() -> networks.answer(pair));
            return networks.segmentation().differing(with.classes(), without.classes())
                            > MOST_PIXELS * with.classes().length
                    || differ(with.pose(), without.pose())
                    || differ(with.further(), without.further());
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean differ(float[] with, float[] without) {
        double largest = 0;
        double change = 0;
        for (int i = 0; i < with.length; i++) {
            largest = Math.max(largest, Math.abs(without[i]));
            change = Math.max(change, Math.abs(with[i] - without[i]));
        }
        return !(change <= MOST_CHANGE * largest) && !Arrays.equals(with, without);
    }
}
