package org.fovea.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.cli.terminal.CommandFailure;
import org.fovea.cli.terminal.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.interop.Submission;
import org.fovea.interop.Submissions;

/**
 * A file that a command was given: an archive of ours or a foreign submission, read. Masks are decoded when they are read.
 *
 * @param name for messages: the path as it was given
 * @param format what kind of file it is, for people
 * @param header of the archive, or the one an archive of this submission would have
 * @param ledger where its bytes go
 * @param masks its class masks
 * @param content everything that draws frames; absent where the file is a bare mask tensor
 * @param skipped optional sections that this version does not know, for people
 */
public record OpenedFile(
        String name,
        String format,
        ArchiveHeader header,
        ByteLedger ledger,
        MaskFrames masks,
        Optional<RendererContent> content,
        List<String> skipped) {
    /** Larger files are no archives: two hundred times the published submissions. */
    private static final int MOST_BYTES = 64 << 20;

    /**
     * Recognises and reads a file.
     *
     * @throws FormatException where it is damaged or of no known kind; names the file
     */
    public static OpenedFile open(Path path) throws IOException {
        byte[] bytes = read(path);
        try {
            return ArchiveFile.recognises(bytes)
                    ? ofArchive(path.toString(), bytes)
                    : ofSubmission(path.toString(), Submissions.open(bytes, path.toString()));
        } catch (FormatException e) {
            throw e.inFile(path.toString());
        }
    }

    /** All bytes of a file that may be an archive. */
    public static byte[] read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw CommandFailure.badInput(path + ": is a folder; name the archive inside it");
        }
        // Its size is not asked: pipes and devices have none.
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw CommandFailure.badInput(path + ": more than " + Text.size(MOST_BYTES)
                        + " is too large for an archive or submission; for raw class ids use fovea mask encode");
            }
            return bytes;
        }
    }

    private static OpenedFile ofArchive(String name, byte[] bytes) {
        ArchiveFile file = ArchiveFile.open(bytes);
        ArchiveHeader header = file.archive().header();
        String kind = header.hasRenderer() ? "Fovea archive (FVA1)" : "bare class masks (FVA1)";
        Optional<RendererContent> content = header.hasRenderer() ? Optional.of(file.content()) : Optional.empty();
        return new OpenedFile(
                name,
                file.zipBytes() > 0 ? kind + " in ZIP" : kind,
                header,
                content.map(file::ledger).orElseGet(file::ledger),
                content.map(RendererContent::masks).orElseGet(file::masks),
                content,
                file.skipped().stream()
                        .map(section -> section.label() + ", " + Text.count(section.content().length) + " bytes")
                        .toList());
    }

    private static OpenedFile ofSubmission(String name, Submission submission) {
        ArchiveHeader header = submission
                .content()
                .map(RendererContent::header)
                .orElseGet(() -> ArchiveHeader.ofMasks(submission.masks().shape()));
        return new OpenedFile(
                name,
                submission.layout(),
                header,
                submission.ledger(),
                submission.masks(),
                submission.content(),
                List.of());
    }

    /**
     * Everything that draws frames.
     *
     * @throws CommandFailure where there is no renderer
     */
    public RendererContent renderer() {
        return content.orElseThrow(() -> CommandFailure.badInput(
                name + ": holds class masks only, no renderer; fovea mask decode and fovea mask show work on it"));
    }
}
