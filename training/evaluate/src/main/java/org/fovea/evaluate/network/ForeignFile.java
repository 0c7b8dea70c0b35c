package org.fovea.evaluate.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * Files that hold a network, or parts of one, but not in a form that can be used: recognised by their bytes, whatever
 * their name, and answered with the lines of Python that make a usable file of them.
 */
public enum ForeignFile {
    EXPORTED_PROGRAM("a PyTorch ExportedProgram (.pt2)", """
            import torch
            program = torch.export.load("NAME")
            torch.onnx.export(program, dynamo=True, external_data=False).save("STEM.onnx")"""),
    COMPILED_PROGRAM("a PyTorch program compiled for one machine (AOTInductor, .pt2)", """
            # It holds machine code only: begin with the Python model that it was compiled from.
            import torch
            torch.onnx.export(model.float().eval(), (torch.rand(1, 3, 384, 512),), "STEM.onnx", dynamo=False)"""),
    /** {@code torch.save} of a whole module. */
    PICKLED_MODULE("a pickled model without its program, as torch.save writes it", """
            import torch
            import CLASSES                         # the module whose classes the model is of
            model = torch.load("NAME", map_location="cpu", weights_only=False)
            torch.onnx.export(model.float().eval(), (torch.rand(1, 3, 384, 512),), "STEM.onnx", dynamo=False)"""),
    STATE_DICT("weights without a program, as torch.save writes them (a state_dict)", """
            import torch
            model = Network()                      # the class that the weights are of
            model.load_state_dict(torch.load("NAME", map_location="cpu"))
            torch.onnx.export(model.float().eval(), (torch.rand(1, 3, 384, 512),), "STEM.onnx", dynamo=False)"""),
    SAFETENSORS("weights without a program (safetensors)", """
            import torch
            from safetensors.torch import load_file
            model = Network()                      # the class that the weights are of
            model.load_state_dict(load_file("NAME"))
            torch.onnx.export(model.float().eval(), (torch.rand(1, 3, 384, 512),), "STEM.onnx", dynamo=False)"""),
    TENSORRT("a TensorRT engine, made for one graphics card", """
            # It cannot be turned back: use the ONNX file that it was built from, or export the model again.
            import torch
            torch.onnx.export(model.float().eval(), (torch.rand(1, 3, 384, 512),), "STEM.onnx", dynamo=False)"""),
    /** Keras 3, or Keras in HDF5. */
    KERAS("a Keras model", """
            import keras
            model = keras.models.load_model("NAME")
            x = keras.Input((3, 384, 512))         # pixels come with the channels first
            y = keras.layers.Permute((3, 1, 2))(model(keras.layers.Permute((2, 3, 1))(x)))
            keras.Model(x, y).export("STEM.onnx", format="onnx")"""),
    /** TensorFlow for telephones. */
    TFLITE("a TensorFlow Lite model", """
            # in a shell, with the names of the model's input and output; pixels come with the channels first
            python -m tf2onnx.convert --tflite NAME --output STEM.onnx --inputs-as-nchw INPUT \
            --outputs-as-nchw OUTPUT"""),
    ORT("a model in ONNX Runtime's own format (.ort)", """
            # It cannot be turned back: use the ONNX file that it was made from."""),
    /** What Git keeps in place of a large file. */
    LFS_POINTER("a pointer of Git LFS, not the file itself", """
            git lfs pull"""),
    TORCHSCRIPT("a TorchScript file", "write torchscript: in place of onnx:"),
    ONNX("an ONNX file", "write onnx: in place of torchscript:");

    /** How a hint begins whose lines, behind an empty one, are to be copied. */
    public static final String COPY = "make a usable file of it:";

    private static final int HEAD = 4096;

    private final String title;
    private final String answer;

    ForeignFile(String title, String answer) {
        this.title = title;
        this.answer = answer;
    }

    public String title() {
        return title;
    }

    /** What to do: a phrase, or lines of Python or of a shell with the file's own name in them. */
    public String answer(Path file) {
        String name = file.getFileName().toString().replaceAll("\\R", " ");
        return answer.replace("STEM", name.replaceFirst("\\.[^.]*$", "")).replace("NAME", name);
    }

    /**
     * Refuses a file that is known to be something else than its description says. Says nothing of files that it does
     * not know.
     *
     * @throws FormatException naming the format, with the way to a usable file
     * @throws IOException where it cannot be read
     */
    public static void refuse(NetworkFile file) throws IOException {
        Optional<ForeignFile> found = of(file.path());
        if (found.isEmpty() || found.get().name().equals(file.format().name())) {
            return;
        }
        String answer = found.get().answer(file.path());
        throw new FormatException(
                        file.format().key(),
                        0,
                        "this is " + found.get().title + ", not "
                                + file.format().title(),
                        answer.startsWith("write ") ? answer : COPY + "\n\n" + answer)
                .inFile(file.path().toString());
    }

    /**
     * What a file is, by its first bytes and, in a ZIP archive, by its members.
     *
     * @return empty where it is none of these
     * @throws IOException where it cannot be read
     */
    public static Optional<ForeignFile> of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("PK\3\4")) {
            return archive(file);
        }
        return Optional.ofNullable(byHead(head, Files.size(file)));
    }

    private static @Nullable ForeignFile byHead(String head, long size) {
        if (head.startsWith("version https://git-lfs")) {
            return LFS_POINTER;
        }
        if (head.startsWith("ptrt") || head.startsWith("ftrt") || isEngineBehindMetadata(head)) {
            return TENSORRT;
        }
        if (head.startsWith("\u0089HDF\r\n\u001a\n")) {
            return KERAS;
        }
        if (head.startsWith("TFL3", 4)) {
            return TFLITE;
        }
        if (head.startsWith("ORTM", 4)) {
            return ORT;
        }
        // Pickles of protocol 2 to 5; torch.save before 1.6 begins with the number 0x1950a86a20f9469cfc6c.
        if (head.length() > 2 && head.charAt(0) == 0x80 && head.charAt(1) >= 2 && head.charAt(1) <= 5) {
            return ofPickle(head);
        }
        if (head.length() > 9 && head.charAt(8) == '{' && number(head, 8) > 1 && number(head, 8) <= size - 8) {
            return SAFETENSORS;
        }
        return isModel(head) ? ONNX : null;
    }

    /** A tool that many use writes four bytes of length and a JSON object in front of the engine. */
    private static boolean isEngineBehindMetadata(String head) {
        long length = number(head, 4);
        return head.length() > 8
                && head.charAt(4) == '{'
                && length > 1
                && length < head.length() - 8
                && (head.startsWith("ptrt", 4 + (int) length) || head.startsWith("ftrt", 4 + (int) length));
    }

    /** An ONNX model begins with the version of its messages, 1 to 20, and goes on with another field of a model. */
    private static boolean isModel(String head) {
        return head.length() > 3
                && head.charAt(0) == 8
                && head.charAt(1) >= 1
                && head.charAt(1) <= 20
                && (head.charAt(2) & 7) == 2
                && List.of(2, 3, 4, 6, 7, 8).contains(head.charAt(2) >> 3);
    }

    private static long number(String head, int bytes) {
        long value = 0;
        for (int i = Math.min(bytes, head.length()) - 1; i >= 0; i--) {
            value = value << 8 | head.charAt(i);
        }
        return value;
    }

    private static Optional<ForeignFile> archive(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .toList();
            ForeignFile found = byMembers(names);
            if (found != STATE_DICT) {
                return Optional.ofNullable(found);
            }
            String pickle = names.stream()
                    .filter(name -> name.equals("data.pkl") || name.endsWith("/data.pkl"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = zip.getInputStream(zip.getEntry(pickle))) {
                return Optional.of(ofPickle(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1)));
            }
        } catch (ZipException e) {
            // A damaged archive is for the reader of the format that it should be.
            return Optional.empty();
        }
    }

    /** A module has its parameters and parts in attributes of these names. */
    private static ForeignFile ofPickle(String head) {
        return head.contains("_parameters") && head.contains("_buffers") ? PICKLED_MODULE : STATE_DICT;
    }

    private static @Nullable ForeignFile byMembers(List<String> names) {
        boolean graph = names.stream()
                .anyMatch(name -> name.matches("(.*/)?(models/[^/]+\\.json|serialized_exported_program\\.json)"));
        if (graph) {
            return EXPORTED_PROGRAM;
        }
        if (names.stream().anyMatch(name -> name.contains("data/aotinductor/"))) {
            return COMPILED_PROGRAM;
        }
        if (names.contains("config.json") && names.stream().anyMatch(name -> name.endsWith(".weights.h5"))) {
            return KERAS;
        }
        boolean data = names.stream().anyMatch(name -> name.endsWith("/data.pkl") || name.equals("data.pkl"));
        boolean code = names.stream().anyMatch(name -> name.contains("/code/"))
                && names.stream().anyMatch(name -> name.endsWith("/constants.pkl"));
        return data ? code ? TORCHSCRIPT : STATE_DICT : null;
    }
}
