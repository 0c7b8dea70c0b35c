package org.fovea.cli.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.codec.io.AtomicFile;

/** {@code -o}, {@code --output}: the file or folder to write, with {@code --force}. */
public final class OutputOption extends WordedOption<Path> {
    private ForceOption force = new ForceOption("Overwrite files that exist.");
    private boolean pipes;

    private OutputOption(String label, String description) {
        super(Path.class, null, description, "-o", "--output");
        option().paramLabel(label);
        beside = force;
    }

    /**
     * One that must be there.
     *
     * @param label what it is called in help, as in "OUT.mkv"
     */
    public static OutputOption required(String label, String description) {
        OutputOption output = new OutputOption(label, description);
        output.option().required(true);
        return output;
    }

    /** One that may be left out; its path is null then. */
    public static OutputOption optional(String label, String description) {
        return new OutputOption(label, description);
    }

    /** One that is {@code usual} where it is left out. */
    public static OutputOption usually(String label, String usual, String description) {
        OutputOption output = new OutputOption(label, description);
        output.option().defaultValue(usual);
        return output;
    }

    /** The same for a command that overwrites something else. */
    public OutputOption forced(String description) {
        force = new ForceOption(description);
        beside = force;
        return this;
    }

    /** The same for a command that overwrites nothing of another one's. */
    public OutputOption withoutForce() {
        beside = null;
        return this;
    }

    /** The same for a command that writes to standard output where {@code -} is named. */
    public OutputOption orStandardOutput() {
        pipes = true;
        return this;
    }

    /**
     * What was named.
     *
     * @throws AppException where it is standard output, and the command writes none
     */
    public Path path() {
        if (isStandardOutput() && !pipes) {
            throw AppException.usage(
                    "-: this command writes no standard output; name a file or a folder, ./- for one of that name");
        }
        return value();
    }

    public Path resolve(String name) {
        return path().resolve(name);
    }

    /** Whether {@code -} was named, which commands that write to pipes ask before anything else. */
    public boolean isStandardOutput() {
        return value() != null && Outputs.isStandardOutput(value());
    }

    public boolean force() {
        return force.given();
    }

    /**
     * @throws AppException where something is there and may not be overwritten, or standard output was named and the
     *     command writes none
     */
    public void verifyFree() {
        Outputs.verifyFree(path(), force());
    }

    public void write(byte[] content) throws IOException {
        AtomicFile.write(path(), content, force());
    }

    public void write(String content) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code --force} alone. */
    public static final class ForceOption extends WordedOption<Boolean> {
        public ForceOption(String description) {
            super(Boolean.class, false, description, "--force");
        }

        public boolean given() {
            return value();
        }
    }
}
