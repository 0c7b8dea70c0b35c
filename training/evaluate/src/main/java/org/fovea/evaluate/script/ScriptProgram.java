package org.fovea.evaluate.script;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ClassType;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.FunctionVector;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.GraphFunction;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Obj;
import org.bytedeco.pytorch.PyTorchStreamReader;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * A TorchScript file as LibTorch loads it: a module, and every function that its program has. Nothing of it has run.
 */
final class ScriptProgram {
    /** LibTorch reads and compiles recursively; how deep a hostile file can make it, {@link ProgramText} limits. */
    private static final long STACK = 1L << 30;

    private static final int MAX_PROGRAM = 64 << 20;
    private static final int MAX_FUNCTIONS = 20_000;

    private final JitModule module;
    private final List<Body> bodies = new ArrayList<>();

    /** By the place of a node, and of its operation, since calls of C++ cost more than these. */
    private final Map<Long, String> kinds = new HashMap<>();

    private final Map<Integer, String> names = new HashMap<>();

    private ScriptProgram(JitModule module, CompilationUnit unit) {
        this.module = module;
        FunctionVector functions = unit.get_functions();
        for (long i = 0; i < functions.size(); i++) {
            GraphFunction function = torch.tryToGraphFunction(functions.get(i));
            if (function != null && !function.isNull()) {
                Graph graph = function.graph();
                bodies.add(new Body(function.qualname().qualifiedName().getString(), graph, GraphNodes.all(graph)));
            }
        }
    }

    /**
     * A function with its graph.
     *
     * @param name with that of its class in front of it
     * @param nodes all, those of blocks within blocks among them
     */
    record Body(String name, Graph graph, List<JitNode> nodes) {}

    /**
     * What stands in the text of a file's program and in its pickles that must not be loaded, read by LibTorch's own
     * reader of archives, so that both see the same members.
     *
     * @return a phrase, or nothing where it may be loaded
     * @throws FormatException where the archive holds what is not supported
     */
    static Optional<String> textComplaint(Path file) {
        PyTorchStreamReader reader = new PyTorchStreamReader(file.toString());
        if (reader.hasRecord("model.json")) {
            throw ScriptArchive.wrong(
                    "a program of PyTorch 1.0 or older", "load it with torch.jit.load and save it again");
        }
        StringVector names = reader.getAllRecords();
        long functions = 0;
        List<String> pickles = new ArrayList<>();
        Map<String, Set<String>> enums = new HashMap<>();
        for (long i = 0; i < names.size(); i++) {
            String name = names.get(i).getString();
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".py")) {
                String text = new String(bytes(reader, name), StandardCharsets.ISO_8859_1);
                Optional<String> complaint = ProgramText.complaint(text);
                if (complaint.isPresent()) {
                    return complaint;
                }
                functions += text.split("\\b(def|class) ", -1).length;
                PickleScreen.readEnums(text, enums);
            } else if (lower.endsWith("pkl") && !lower.startsWith("extra/")) {
                pickles.add(name);
            }
        }
        for (String name : pickles) {
            String folder = name.substring(0, Math.max(0, name.length() - ".pkl".length())) + "/";
            Optional<String> complaint =
                    PickleScreen.complaint(bytes(reader, name), key -> size(reader, folder + key), enums);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return functions > MAX_FUNCTIONS
                ? Optional.of(functions + " functions and classes, more than " + MAX_FUNCTIONS)
                : Optional.empty();
    }

    private static byte[] bytes(PyTorchStreamReader reader, String name) {
        long size = reader.getRecordSize(name);
        if (size > MAX_PROGRAM) {
            throw ScriptArchive.wrong(name + " has more than " + MAX_PROGRAM + " bytes", "such networks are not read");
        }
        try (BytePointer bytes = new BytePointer(size)) {
            read(reader, name, bytes);
            byte[] all = new byte[(int) size];
            bytes.get(all);
            return all;
        }
    }

    /** Bytes of a member that LibTorch can read, or 0. */
    private static long size(PyTorchStreamReader reader, String name) {
        long size = reader.hasRecord(name) ? reader.getRecordSize(name) : 0;
        try (BytePointer bytes = new BytePointer(size)) {
            read(reader, name, bytes);
        }
        return size;
    }

    /** Reads a member; of one that is marked as a folder LibTorch reads nothing and takes what the memory holds. */
    private static void read(PyTorchStreamReader reader, String name, BytePointer bytes) {
        for (byte mark = 1; bytes.capacity() > 0 && mark < 3; mark++) {
            bytes.put(0, mark);
            reader.getRecord(name, (Pointer) bytes, bytes.capacity());
            if (bytes.get(0) != mark) {
                return;
            }
        }
        if (bytes.capacity() > 0) {
            throw ScriptArchive.wrong(name + " is marked as a folder", "export it again with torch.jit.save");
        }
    }

    /** Loads a file on the CPU, whatever it was saved on. */
    static ScriptProgram load(Path file) {
        return deep(() -> {
            CompilationUnit unit = new CompilationUnit();
            JitModule module = torch.import_ir_module(
                    unit, file.toString(), new DeviceOptional(new Device(torch.DeviceType.CPU)), false);
            verifyClasses(module._ivalue(), new HashSet<>());
            return new ScriptProgram(module, unit);
        });
    }

    /** LibTorch reads attributes by their places in the class that the program declares, whatever the object's is. */
    private static void verifyClasses(Obj object, Set<Long> seen) {
        ClassType type = object.type();
        long count = seen.add(object.address()) ? type.numAttributes() : 0;
        for (long i = 0; i < count; i++) {
            IValue value = object.getSlot(i);
            if (value.isObject()) {
                Obj part = value.toObject();
                if (!part.type().isSubtypeOf(type.getAttribute(i).get())) {
                    throw ScriptArchive.wrong(
                            "the attribute " + type.getAttributeName(i).getString()
                                    + " holds an object of another class than the program says",
                            "export it again with torch.jit.save");
                }
                verifyClasses(part, seen);
            }
        }
    }

    /** Computes on a stack that LibTorch's recursion does not fill. */
    static <T> T deep(Supplier<T> made) {
        try {
            return TorchRuntime.onStack(STACK, made);
        } catch (Error e) {
            throw new IllegalStateException(e);
        }
    }

    JitModule module() {
        return module;
    }

    List<Body> bodies() {
        return bodies;
    }

    /** The operation of a node, {@code aten::add} for example. */
    String kind(JitNode node) {
        return kinds.computeIfAbsent(node.address(), place -> {
            Symbol symbol = node.kind();
            return names.computeIfAbsent(
                    symbol.asInt(), n -> symbol.toQualString().getString());
        });
    }
}
