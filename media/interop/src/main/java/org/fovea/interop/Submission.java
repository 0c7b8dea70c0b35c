package org.fovea.interop;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.interop.payload.SubmissionPart;

/**
 * A foreign submission, read.
 *
 * @param layout display name of its layout
 * @param masks its class masks, decoded when they are read; absent where a network renders without any
 * @param content all of it; absent where the file is a bare mask stream or holds a plain video
 * @param video the plain video that it holds in place of all that
 * @param parts its file, byte by byte, in the order of the file
 */
public record Submission(
        String layout,
        Optional<MaskFrames> masks,
        Optional<ArchiveContent> content,
        Optional<VideoMember> video,
        List<SubmissionPart> parts) {
    public Submission {
        parts = List.copyOf(parts);
    }

    /**
     * Masks and the renderer.
     *
     * @throws FormatException where it has no masks or no renderer
     */
    public RendererContent renderer() {
        if (content.isPresent() && content.get() instanceof RendererContent renderer) {
            return renderer;
        }
        throw new FormatException(
                "payload", 0, "the submission has no class masks that a renderer draws from", "name one that has");
    }

    /** Where every byte of the file goes. */
    public ByteLedger ledger() {
        return new ByteLedger(
                bytes(), parts.stream().map(SubmissionPart::ledgerEntry).toList());
    }

    /** Length of the file, which is the sum of the parts. */
    public long bytes() {
        return parts.stream().mapToLong(SubmissionPart::codedBytes).sum();
    }
}
