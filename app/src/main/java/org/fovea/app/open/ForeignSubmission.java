package org.fovea.app.open;

import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.AppException.Reason;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.interop.Submission;

/** A submission of somebody else's making, or a mask stream out of one. */
public final class ForeignSubmission implements Opened {
    private final String name;
    private final Submission submission;

    ForeignSubmission(String name, Submission submission) {
        this.name = name;
        this.submission = submission;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String format() {
        return submission.layout();
    }

    @Override
    public ArchiveHeader header() {
        return submission.content().map(ArchiveContent::header).orElseGet(() -> ArchiveHeader.ofMasks(masks().shape()));
    }

    @Override
    public MaskFrames masks() {
        return submission
                .masks()
                .orElseThrow(() -> AppException.badInput(
                        Reason.HOLDS_LATENTS, name + ": holds latent numbers and a network, no class masks"));
    }

    @Override
    public ByteLedger ledger() {
        try {
            return submission.ledger();
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }

    /** None: no layout that is known lists any. */
    @Override
    public List<OutsidePayload> outside() {
        return List.of();
    }

    @Override
    public ArchiveContent drawable() {
        return submission
                .content()
                .orElseThrow(() ->
                        AppException.badInput(Reason.HOLDS_MASKS_ONLY, name + ": holds class masks only, no renderer"));
    }

    /** None: a layout is read as a whole or not at all. */
    @Override
    public List<String> skipped() {
        return List.of();
    }
}
