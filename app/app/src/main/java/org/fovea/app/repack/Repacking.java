package org.fovea.app.repack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.app.score.CodeVersion;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.weights.DeadColumns;

/**
 * Codes an archive or a foreign submission again, smaller, without changing a pixel, and compares everything that comes
 * back before the output gets its name.
 *
 * @param effort how hard to try on the masks
 * @param keepDeadColumns whether weights are kept that are always multiplied by zero
 * @param restartPairs pairs from one restart point of the masks to the next, 0 for none; empty to keep what is there
 * @param bases that archives may need
 * @param embeds whether what is written holds all of its weights
 */
public record Repacking(
        MaskEffort effort,
        boolean keepDeadColumns,
        OptionalInt restartPairs,
        Bases bases,
        boolean embeds,
        Reporter reporter) {
    public static final String KEPT =
            "an interrupted encode starts again; a finished one is kept beside the output, and "
                    + "the same command verifies it";

    private int restarts(Opened file, Optional<ArchiveContent> content) {
        if (restartPairs.isPresent() || content.isPresent() && file.header().hasLatents()) {
            return restartPairs.orElse(0);
        }
        MaskFrames masks = file.masks();
        return masks.restartInterval() < masks.shape().frames() ? masks.restartInterval() : 0;
    }

    /**
     * Codes a file again. The finished encode is kept beside the output, as {@code NAME.unverified-KEY}, until it is
     * verified: a second start with the same input and settings begins with the verification.
     *
     * @param input the file that {@code before} was opened from
     * @param replaceExisting whether an older file of this name is replaced; else there must be none
     * @return the archive that was written, read back
     * @throws AppException where it holds a video, it is more than the format can hold, or what was written does not
     *     give back what was packed; nothing is written then
     * @throws FormatException where the file is damaged
     */
    public Opened run(Opened before, Path input, Path output, boolean replaceExisting) throws IOException {
        Optional<ArchiveContent> content = packed(before);
        Path kept = output.resolveSibling(output.getFileName() + ".unverified-" + key(input));
        int pairs = before.header().pairs();
        try (AtomicFile target = AtomicFile.create(output, replaceExisting);
                Reporter.Task progress = reporter.begin("repack", 2L * pairs, "frames to encode and verify")) {
            if (!Files.isRegularFile(kept)) {
                AtomicFile.write(kept, ArchiveFile.zipped(encode(before, content, progress)));
            }
            Files.copy(kept, target.path());
            Opened after;
            try {
                after = compare(before, content, target.path(), done -> progress.update((long) pairs + done));
            } catch (AppException e) {
                Files.deleteIfExists(kept); // it is wrong: the next start makes it again
                throw e;
            }
            target.commit();
            Files.deleteIfExists(kept);
            return after;
        }
    }

    /** What an encode depends on. */
    String key(Path input) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(
                (effort + " " + keepDeadColumns + " " + embeds + " " + restartPairs + " " + CodeVersion.hash() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(input));
        return Sha256.of(digest).substring(0, 12);
    }

    /** What was read back and found equal, for people. */
    public String compared(Opened before) {
        if (!before.hasRenderer()) {
            return "every mask";
        }
        if (before.header().hasLatents()) {
            return before.header().poseDimensions() > 0
                    ? "every weight, latent number, pose and action"
                    : "every weight, latent number and action";
        }
        return "every mask, " + (keepDeadColumns ? "weight" : "weight that is not multiplied by zero")
                + ", pose and action";
    }

    /** What is packed: all of it, but for dead columns; empty where the file is a bare mask tensor. */
    private Optional<ArchiveContent> packed(Opened file) {
        if (!file.hasRenderer()) {
            return Optional.empty();
        }
        RendererContent content = embeds ? file.renderer().alone() : file.renderer();
        return Optional.of(keepDeadColumns ? content : withoutDeadColumns(content));
    }

    private Archive encode(Opened file, Optional<ArchiveContent> content, Reporter.Task progress) {
        try {
            ClassMaskCodec masks = new ClassMaskCodec(effort, (_, done, _) -> progress.update(done))
                    .withRestarts(restarts(file, content));
            return content.isPresent()
                    ? packed(file.name(), content.get(), masks)
                    : ArchiveFile.encode(file.masks(), masks);
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
    }

    /** Reads the archive that was written and compares it with what was packed. */
    private Opened compare(Opened before, Optional<ArchiveContent> content, Path written, IntConsumer progress)
            throws IOException {
        try {
            Opened after = Opened.open(written, bases);
            switch (content.orElse(null)) {
                case RendererContent renderer -> {
                    RendererContent read = after.renderer();
                    ContentComparison.verifyLiveWeights(before.renderer(), read);
                    ContentComparison.verify(renderer, read, progress);
                }
                case null, default -> ContentComparison.verify(before.masks(), after.masks(), progress);
            }
            return after;
        } catch (FormatException e) {
            // All of the input was read before, so that this is the output.
            throw AppException.notHeld("the archive just written cannot be read: section " + e.section() + ", "
                    + e.reason() + "; nothing was kept, please report this with the input file");
        }
    }

    /** The same content without the weights that are multiplied by zero in every pair. No frame changes. */
    static RendererContent withoutDeadColumns(RendererContent content) {
        Optional<String> matrix = content.header().rendererFamily().poseMatrix();
        return matrix.map(name ->
                        content.withTensors(DeadColumns.drop(content.weights().tensors(), name, content.poses())))
                .orElse(content);
    }

    /**
     * Codes content.
     *
     * @param name of the file it came from, for messages
     * @throws AppException where it is more than the format can hold; foreign layouts have other limits
     */
    static Archive packed(String name, ArchiveContent content, ClassMaskCodec masks) {
        try {
            return ArchiveFile.encode(content, masks);
        } catch (IllegalArgumentException e) {
            throw AppException.badInput(
                    name + ": cannot be packed: " + e.getMessage() + "; docs/format.md has the limits of the format");
        }
    }
}
