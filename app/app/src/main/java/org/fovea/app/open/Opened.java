package org.fovea.app.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.io.FileKind;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.weights.WeightBase;
import org.fovea.interop.Submissions;

/**
 * A file that holds class masks, a renderer or a video: an archive of ours or a foreign submission. Its parts are
 * decoded when they are asked for, and damage that shows then names the file, except in masks, which are decoded even
 * later.
 */
public sealed interface Opened permits OwnArchive, ForeignSubmission {
    /** Larger files are no archives, in bytes: two hundred times the published submissions. */
    int MAX_BYTES = 64 << 20;

    String VIDEO = "fovea compress makes one of a clip, fovea clip info shows a clip";

    String OTHER = "name the .zip that fovea compress or a submission's author wrote";

    /**
     * Recognises and reads a file.
     *
     * @throws FormatException where it is damaged or of no known kind; names the file
     * @throws AppException where it is a folder, larger than {@link #MAX_BYTES}, or of a well-known other kind, such as
     *     a video
     */
    static Opened open(Path path) throws IOException {
        return open(path, Bases.usual());
    }

    static Opened open(Path path, Bases bases) throws IOException {
        byte[] bytes = read(path);
        String name = path.toString();
        try {
            Optional<ArchiveFile> own = ArchiveFile.find(bytes);
            return own.isPresent()
                    ? new OwnArchive(name, bytes, bases.with(own.get()))
                    : ForeignSubmission.of(name, Submissions.open(bytes, name));
        } catch (FormatException e) {
            // Only now: a submission may begin with any bytes.
            Optional<FileKind> kind = FileKind.of(bytes);
            if (kind.isPresent() && kind.get() != FileKind.ZIP && kind.get() != FileKind.FOVEA) {
                String remedy = kind.get().isVideo() ? VIDEO : OTHER;
                throw FileKind.refusal("archive", bytes, "a Fovea archive or a submission", remedy)
                        .inFile(name);
            }
            throw e.inFile(name);
        }
    }

    /** All of a file that is no larger than {@link #MAX_BYTES}. */
    static byte[] read(Path path) throws IOException {
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

    /** For messages: the path as it was given. */
    String name();

    String format();

    /** Header of the archive, or the one an archive of this submission would have. */
    ArchiveHeader header();

    /**
     * Its class masks.
     *
     * @throws AppException where it holds something else instead
     */
    MaskFrames masks();

    /**
     * Where its bytes go.
     *
     * @throws FormatException where a section is damaged
     */
    ByteLedger ledger();

    /**
     * Everything that draws frames, be it masks and a renderer, a video, or a network and its numbers.
     *
     * @throws AppException where nothing does
     * @throws FormatException where a section is damaged
     */
    ArchiveContent drawable();

    /** The base that its weights differ from, whether it is at hand or not. */
    default Optional<WeightBase.Reference> base() {
        return Optional.empty();
    }

    /** Optional sections of the file that this version does not know, for people. */
    List<String> skipped();

    /** Whether it draws frames, or holds a bare mask tensor. */
    default boolean hasRenderer() {
        return header().hasRenderer();
    }

    /**
     * A renderer and what it draws from.
     *
     * @throws AppException where there is no renderer
     * @throws FormatException where a section is damaged
     */
    default RendererContent renderer() {
        return switch (drawable()) {
            case RendererContent content -> content;
            case VideoContent _ -> throw holdsVideo("a video");
        };
    }

    /** For who asks for class masks of a video. */
    default AppException holdsVideo(String what) {
        return AppException.badInput(name() + ": holds " + what + ", and this command works on class masks;"
                + " fovea inspect, inflate and score take archives of either kind");
    }

    /** For who asks for class masks where there are latent numbers. */
    default AppException holdsLatents() {
        return AppException.badInput(name() + ": holds latent numbers and a network, no class masks, and this command"
                + " works on class masks; fovea inspect, inflate, repack and score take such files");
    }

    /** For who asks for frames of a bare mask tensor. */
    default AppException holdsMasksOnly() {
        return AppException.badInput(name() + ": holds class masks only, no renderer; fovea mask decode and fovea mask"
                + " show work on it");
    }
}
