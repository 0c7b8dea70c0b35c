package org.fovea.app.open;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.app.text.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.WeightBase;
import org.jspecify.annotations.Nullable;

/** An archive of ours, bare or in a ZIP file. Its content is decoded once, when it is first asked for. */
public final class OwnArchive implements Opened {
    private final String name;
    private final byte[] bytes;
    private final ArchiveFile file;
    private final Optional<MaskFrames> masks;
    private @Nullable ArchiveContent content;

    OwnArchive(String name, byte[] bytes, ArchiveFile file) {
        this.name = name;
        this.bytes = bytes;
        this.file = file;
        this.masks = header().coded().hasMasks() ? Optional.of(file.masks()) : Optional.empty();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String format() {
        String kind = header().isVideo()
                ? "Fovea archive of a video (FVA1)"
                : header().hasLatents()
                        ? "Fovea archive of latent numbers (FVA1)"
                        : hasRenderer() ? "Fovea archive (FVA1)" : "bare class masks (FVA1)";
        return kind + (file.zipBytes() > 0 ? " in ZIP" : "");
    }

    @Override
    public ArchiveHeader header() {
        return file.archive().header();
    }

    @Override
    public MaskFrames masks() {
        return masks.orElseThrow(() -> header().hasLatents() ? holdsLatents() : holdsVideo("a video"));
    }

    /** Where its bytes go. Decodes nothing again that was decoded to draw. */
    @Override
    public ByteLedger ledger() {
        return named(() -> content != null ? file.ledger(content) : file.ledger());
    }

    @Override
    public ArchiveContent drawable() {
        if (!hasRenderer()) {
            throw holdsMasksOnly();
        }
        if (content == null) {
            content = named(file::drawable);
        }
        return content;
    }

    @Override
    public List<String> skipped() {
        return file.skipped().stream()
                .map(section -> section.label() + ", " + Text.count(section.content().length) + " bytes")
                .toList();
    }

    /**
     * The ZIP file of this archive, byte for byte where it is one already and needs no base; what it needs is then in
     * it.
     */
    public byte[] zipped() {
        if (file.base().isPresent()) {
            return named(() -> ArchiveFile.zipped(file.whole()));
        }
        return file.zipBytes() > 0 ? bytes.clone() : ArchiveFile.zipped(file.archive());
    }

    @Override
    public Optional<WeightBase.Reference> base() {
        return file.base();
    }

    /** Format of its video stream, where it holds one that this version knows. */
    public Optional<String> stream() {
        return file.stream();
    }

    /**
     * What makes frames of its video's pictures, where it holds a video.
     *
     * @throws FormatException where that section is damaged
     */
    public Optional<PictureRule> rule() {
        return named(file::rule);
    }

    private <T> T named(Supplier<T> part) {
        try {
            return part.get();
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }
}
