package org.fovea.evaluate.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Value;

/**
 * Judges a program by the graphs that LibTorch compiled it to, before any of it runs. A network computes with tensors;
 * the language can do more: read and write files, print, and start threads. Only operators of a list pass, so that what
 * is not known is refused by name. How long a program computes is not judged. Names of classes, methods and attributes
 * are the author's and say nothing. A warning passes since {@link ProgramRepair} takes it away.
 */
final class ProgramScreen {
    /** Parts of the language itself. */
    private static final Set<String> LANGUAGE = Set.of("""
            Constant GetAttr SetAttr CallFunction CallMethod If Loop ListConstruct ListUnpack TupleConstruct \
            TupleUnpack TupleIndex TupleSlice DictConstruct CreateObject Uninitialized
            NumToTensor ImplicitTensorToNum RaiseException isinstance unchecked_cast unchecked_unwrap_optional \
            annotate tolist rangelist EnumName EnumValue StringIndex data device dtype
            layout shape requires_grad is_cuda is_cpu is_nested is_quantized is_mkldnn is_meta is_sparse \
            itemsize name type abs max min""".strip().split("\\s+"));

    private static final Set<String> OPERATORS = operators();

    private static final Optional<String> NATIVE = Optional.of("a class of C++ (torch.classes)");

    private ProgramScreen() {}

    private static Set<String> operators() {
        try (InputStream in = Objects.requireNonNull(ProgramScreen.class.getResourceAsStream("operators.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a program does that a network has no need of, in any function, whether or not it is called.
     *
     * @return a phrase, or nothing where the program is clean
     */
    static Optional<String> complaint(ScriptProgram program) {
        Set<String> seen = new HashSet<>();
        for (ScriptProgram.Body body : program.bodies()) {
            for (JitNode node : body.nodes()) {
                String kind = program.kind(node);
                if (seen.add(kind) && !isKnown(kind)) {
                    return Optional.of(kind.equals("prim::Print") ? "a call of print" : "the operator " + kind);
                }
            }
        }
        for (ScriptProgram.Body body : program.bodies()) {
            for (JitNode node : body.nodes()) {
                Optional<String> complaint = ofClass(program.kind(node), node);
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
        }
        return Optional.empty();
    }

    /** What LibTorch does not check of objects, or does in C++. */
    private static Optional<String> ofClass(String kind, JitNode node) {
        return switch (kind) {
            case "prim::CreateObject" ->
                type(node.output()).contains("__torch__.torch.classes") ? NATIVE : Optional.empty();
            case "prim::CallMethod" ->
                type(node.input(0)).contains("__torch__.torch.classes") ? NATIVE : Optional.empty();
            // A value is taken for an object of a class without a look at it.
            case "prim::unchecked_cast" ->
                type(node.output()).contains("__torch__")
                                && !type(node.input(0)).contains(type(node.output()))
                        ? Optional.of("a cast to an object (unchecked_cast)")
                        : Optional.empty();
            // They call methods of the objects that they order.
            case "aten::sort", "aten::sorted" ->
                type(node.input(0)).contains("__torch__")
                        ? Optional.of("a list of objects that is sorted")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String type(Value value) {
        return value.type().get().annotation_str().getString();
    }

    private static boolean isKnown(String kind) {
        return kind.startsWith("aten::")
                ? OPERATORS.contains(kind.substring("aten::".length()))
                : kind.startsWith("prim::") && LANGUAGE.contains(kind.substring("prim::".length()));
    }
}
