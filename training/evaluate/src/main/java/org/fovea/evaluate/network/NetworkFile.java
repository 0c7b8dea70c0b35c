package org.fovea.evaluate.network;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A network's file, as a description names it.
 *
 * @param format which key named it
 * @param path where it is
 * @param sha256 what its SHA-256 must be, in lower-case hexadecimal digits, where one is given
 * @param output name or number of the output that counts, where one is given
 * @param arrangement of its tensors
 */
public record NetworkFile(
        Format format, Path path, Optional<String> sha256, Optional<String> output, Arrangement arrangement) {
    /** The formats that can be used as they are. */
    public enum Format {
        /** A program, as {@code torch.jit.save} writes it. */
        TORCHSCRIPT("torchscript", "TorchScript"),
        /** A graph of operators, as {@code torch.onnx.export} and others write it. */
        ONNX("onnx", "ONNX");

        private final String key;
        private final String title;

        Format(String key, String title) {
            this.key = key;
            this.title = title;
        }

        public String key() {
            return key;
        }

        public String title() {
            return title;
        }
    }
}
