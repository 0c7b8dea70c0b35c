package org.fovea.app.open;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.interop.Submission;
import org.fovea.interop.VideoMember;

/** A submission of somebody else's making, or a mask stream out of one. */
public record ForeignSubmission(String name, Submission submission, Optional<PlainVideo> video) implements Opened {
    /**
     * Of what was read; looks into the video where that is what it holds.
     *
     * @throws FormatException where the video cannot be decoded; names the member
     */
    static ForeignSubmission of(String name, Submission submission) throws IOException {
        Optional<VideoMember> held = submission.video();
        return new ForeignSubmission(
                name, submission, held.isPresent() ? Optional.of(PlainVideo.open(name, held.get())) : Optional.empty());
    }

    @Override
    public String format() {
        return submission.layout();
    }

    @Override
    public ArchiveHeader header() {
        return video.map(PlainVideo::header)
                .or(() -> submission.content().map(ArchiveContent::header))
                .orElseGet(() -> ArchiveHeader.ofMasks(masks().shape()));
    }

    @Override
    public MaskFrames masks() {
        refuseVideo();
        return submission.masks().orElseThrow(this::holdsLatents);
    }

    @Override
    public ByteLedger ledger() {
        try {
            return submission.ledger();
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }

    @Override
    public ArchiveContent drawable() {
        refuseVideo();
        return submission.content().orElseThrow(this::holdsMasksOnly);
    }

    /** None: a layout is read as a whole or not at all. */
    @Override
    public List<String> skipped() {
        return List.of();
    }

    private void refuseVideo() {
        if (video.isPresent()) {
            throw holdsVideo("a plain video, " + video.get().member());
        }
    }
}
