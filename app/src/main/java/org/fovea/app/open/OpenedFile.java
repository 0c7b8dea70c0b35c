package org.fovea.app.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.StreamFormat;
import org.fovea.interop.Submission;
import org.fovea.interop.Submissions;

/**
 * A file that a command was given: an archive of ours or a foreign submission. Its parts are decoded when they are asked for, and damage that
 * shows then names the file, except in masks, which are decoded even later.
 */
public final class OpenedFile {
    /** Larger files are no archives: two hundred times the published submissions. */
    static final int MAX_BYTES = 64 << 20;

    private final String name;
    private final String format;
    private final ArchiveHeader header;
    private final MaskFrames masks;
    private final Supplier<ByteLedger> ledger;
    private final Supplier<ArchiveContent> drawable;
    private final List<String> skipped;
    private final byte[] archive;
    private final ArchiveFile source;

    private OpenedFile(
            String name,
            String format,
            ArchiveHeader header,
            MaskFrames masks,
            Supplier<ByteLedger> ledger,
            Supplier<ArchiveContent> drawable,
            List<String> skipped,
            byte[] archive,
            ArchiveFile source) {
        this.name = name;
        this.format = format;
        this.header = header;
        this.masks = masks;
        this.ledger = ledger;
        this.drawable = drawable;
        this.skipped = skipped;
        this.archive = archive;
        this.source = source;
    }

    /**
     * Recognises and reads a file.
     *
     * @throws FormatException where it is damaged or of no known kind; names the file
     */
    public static OpenedFile open(Path path) throws IOException {
        byte[] bytes = read(path);
        try {
            return ArchiveFile.find(bytes)
                    .map(archive -> ofArchive(path.toString(), archive, bytes))
                    .orElseGet(() -> ofSubmission(path.toString(), Submissions.open(bytes, path.toString())));
        } catch (FormatException e) {
            throw e.inFile(path.toString());
        }
    }

    private static byte[] read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw AppException.badInput(path + ": is a folder; name the archive inside it");
        }
        // Its size is not asked: pipes and devices have none.
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw AppException.badInput(path + ": more than " + Text.size(MAX_BYTES)
                        + " is too large for an archive or submission; for raw class ids use fovea mask encode");
            }
            return bytes;
        }
    }

    private static OpenedFile ofArchive(String name, ArchiveFile file, byte[] bytes) {
        ArchiveHeader header = file.archive().header();
        String kind = header.isVideo()
                ? "Fovea archive of a video (FVA1)"
                : header.hasRenderer() ? "Fovea archive (FVA1)" : "bare class masks (FVA1)";
        if (file.zipBytes() > 0) {
            kind += " in ZIP";
        }
        // Inspecting must not fail where what is missing is known to be elsewhere.
        boolean exploit = !file.outside().isEmpty();
        boolean noMasks = header.isVideo()
                || exploit && file.archive().find(SectionKind.MASKS).isEmpty();
        Decoded content = new Decoded(file);
        return new OpenedFile(
                name,
                exploit ? kind + ", exploit" : kind,
                header,
                noMasks ? null : file.masks(),
                content::ledger,
                header.hasRenderer() ? content::get : null,
                file.skipped().stream()
                        .map(section -> section.label() + ", " + Text.count(section.content().length) + " bytes")
                        .toList(),
                file.zipBytes() > 0 ? bytes : ArchiveFile.zipped(file.archive()),
                file);
    }

    private static OpenedFile ofSubmission(String name, Submission submission) {
        RendererContent content = submission.content().orElse(null);
        return new OpenedFile(
                name,
                submission.layout(),
                content != null
                        ? content.header()
                        : ArchiveHeader.ofMasks(submission.masks().shape()),
                submission.masks(),
                submission::ledger,
                content != null ? () -> content : null,
                List.of(),
                null,
                null);
    }

    /** An archive's content, decoded once when it is first asked for. The ledger needs none, but uses it if it is there. */
    private static final class Decoded {
        private final ArchiveFile file;
        private ArchiveContent content;

        Decoded(ArchiveFile file) {
            this.file = file;
        }

        ArchiveContent get() {
            if (content == null) {
                content = file.drawable();
            }
            return content;
        }

        ByteLedger ledger() {
            return content != null ? file.ledger(content) : file.ledger();
        }
    }

    /** Optional sections of the file that this version does not know, for people. */
    public List<String> skipped() {
        return skipped;
    }

    /** The ZIP file of an archive of ours, byte for byte where it is one already; empty for a foreign submission. */
    public Optional<byte[]> zippedArchive() {
        return Optional.ofNullable(archive);
    }

    /** Files that it needs although it does not hold them; an archive that lists any is an exploit. */
    public List<OutsidePayload> outside() {
        return source == null ? List.of() : source.outside();
    }

    /** Format of its video stream, where it holds one that this version knows. */
    public Optional<StreamFormat> stream() {
        return source == null ? Optional.empty() : source.stream();
    }

    /**
     * What makes frames of its video's pictures, where it holds a video.
     *
     * @throws FormatException where that section is damaged
     */
    public Optional<PictureRule> rule() {
        return source == null ? Optional.empty() : named(source::rule);
    }

    /**
     * Refuses an archive that needs files outside it.
     *
     * @throws AppException that says which, and what takes them
     */
    public void verifyHoldsAll() {
        if (!outside().isEmpty()) {
            throw AppException.badInput(
                    name + ": is an exploit: it needs " + OutsideFiles.describe(outside())
                            + "; only fovea score and bench rd take such files, with --payload FILE, and fovea inspect needs none");
        }
    }

    /**
     * Everything that draws frames, of an archive that lists its weights as a file outside.
     *
     * @param weights that file, with the right hash
     * @throws FormatException where a section or the file is damaged
     */
    public ArchiveContent drawable(Path weights) throws IOException {
        byte[] bytes = read(weights);
        return named(() -> source.drawable(bytes));
    }

    /** For messages: the path as it was given. */
    public String name() {
        return name;
    }

    /** What kind of file it is, for people. */
    public String format() {
        return format;
    }

    /** Header of the archive, or the one an archive of this submission would have. */
    public ArchiveHeader header() {
        return header;
    }

    /**
     * Its class masks.
     *
     * @throws AppException where it holds a video instead, or has them outside
     */
    public MaskFrames masks() {
        if (masks == null) {
            verifyHoldsAll();
            throw holdsVideo();
        }
        return masks;
    }

    /**
     * Where its bytes go.
     *
     * @throws FormatException where a section is damaged
     */
    public ByteLedger ledger() {
        return named(ledger);
    }

    /** Whether it draws frames, or holds a bare mask tensor. */
    public boolean hasRenderer() {
        return drawable != null;
    }

    /**
     * Everything that draws frames, be it masks and a renderer or a video.
     *
     * @throws AppException where nothing does, or files outside it are needed
     * @throws FormatException where a section is damaged
     */
    public ArchiveContent drawable() {
        if (drawable == null) {
            throw AppException.badInput(
                    name + ": holds class masks only, no renderer; fovea mask decode and fovea mask show work on it");
        }
        verifyHoldsAll();
        return named(drawable);
    }

    /**
     * Masks and what draws frames from them.
     *
     * @throws AppException where there is no renderer
     * @throws FormatException where a section is damaged
     */
    public RendererContent renderer() {
        if (drawable() instanceof RendererContent content) {
            return content;
        }
        throw holdsVideo();
    }

    private AppException holdsVideo() {
        return AppException.badInput(name + ": holds a video, and this command works on class masks;"
                + " fovea inspect, inflate and score take archives of either kind");
    }

    private <T> T named(Supplier<T> part) {
        try {
            return part.get();
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }
}
