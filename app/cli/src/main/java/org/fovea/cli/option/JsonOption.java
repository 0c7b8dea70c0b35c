package org.fovea.cli.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --json}: results for programs. */
public final class JsonOption extends WordedOption<Boolean> {
    public JsonOption() {
        this("Print a JSON document instead of text.");
    }

    /** A document that there is more to say of. */
    public JsonOption(String description) {
        super(Boolean.class, false, description, "--json");
    }

    public boolean wanted() {
        return value();
    }

    /** {@code --json FILE}: results for programs beside the text, or in place of it on standard output. */
    public static final class JsonFileOption {
        @Option(
                names = "--json",
                paramLabel = "FILE",
                description = "Write everything in full precision; - for standard output in place of text.")
        private Path file;

        /** Whether standard output is for the document. */
        public boolean isStandardOutput() {
            return file != null && Outputs.isStandardOutput(file);
        }

        /** The file; null where there is none or standard output takes its place. */
        public @Nullable Path file() {
            return isStandardOutput() ? null : file;
        }

        /** @throws AppException where the file is there and may not be overwritten */
        public void verifyFree(boolean force) {
            if (file != null && !isStandardOutput()) {
                Outputs.verifyFree(file, force);
            }
        }

        public void write(Supplier<?> document, boolean force) throws IOException {
            if (file != null && !isStandardOutput()) {
                AtomicFile.write(file, (Json.of(document.get()) + "\n").getBytes(StandardCharsets.UTF_8), force);
            }
        }
    }
}
