package org.fovea.codec.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;

/**
 * What a file is, by its first bytes and whatever its name says. Files that begin like none of these may be anything.
 */
public enum FileKind {
    EMPTY("an empty file", "name one that holds something", 0),
    /** What Git keeps in place of a large file. */
    LFS_POINTER("a pointer of Git LFS in place of the file", "run git lfs pull", 0, "version https://git-lfs"),
    /** A page that a browser or a download tool got in place of the file. */
    WEB_PAGE("a web page (HTML) in place of the file", "download the file itself", 0),
    /** An archive of ours without a ZIP file around it. */
    FOVEA("a Fovea archive", "fovea inspect shows it", 0, "FVA1"),
    /** Also TorchScript, .npz, documents of offices, jars. */
    ZIP("a ZIP file", "", 0, "PK\3\4", "PK\5\6"),
    MATROSKA("a Matroska or WebM video", "", 0, "\u001aE\u00df\u00a3"),
    MP4("an MP4 or QuickTime video", "", 4, "ftyp"),
    AVI("an AVI video", "", 8, "AVI "),
    IVF("an IVF video", "", 0, "DKIF"),
    Y4M("a Y4M video", "", 0, "YUV4MPEG2"),
    TRANSPORT_STREAM("an MPEG-TS video", "", 0),
    /** Start codes without a container. */
    RAW_VIDEO("a raw H.264 or HEVC video", "", 0, "\0\0\0\1"),
    GIF("a GIF picture", "", 0, "GIF8"),
    PNG("a PNG picture", "", 0, "\u0089PNG"),
    JPEG("a JPEG picture", "", 0, "\u00ff\u00d8\u00ff"),
    WEBP("a WebP picture", "", 8, "WEBP"),
    NUMPY("a NumPy array", "", 0, "\u0093NUMPY"),
    PARQUET("a Parquet table", "", 0, "PAR1"),
    SQLITE("an SQLite database", "", 0, "SQLite format 3\0"),
    HDF5("an HDF5 file", "", 0, "\u0089HDF\r\n"),
    PDF("a PDF document", "", 0, "%PDF-"),
    GZIP("a gzip file", "unpack it first, with gunzip", 0, "\u001f\u008b\b"),
    BZIP2("a bzip2 file", "unpack it first, with bunzip2", 0, "BZh"),
    XZ("an xz file", "unpack it first, with unxz", 0, "\u00fd7zXZ\0"),
    ZSTD("a Zstandard file", "unpack it first, with unzstd", 0, "(\u00b5/\u00fd"),
    SEVEN_ZIP("a 7-Zip file", "unpack it first, with 7z x", 0, "7z\u00bc\u00af"),
    /** YAML, JSON, CSV, Markdown, programs. */
    TEXT("a text", "", 0);

    /** How many bytes of a file tell. */
    public static final int HEAD = 1024;

    private static final int TRANSPORT_PACKET = 188;
    private static final byte SYNC = 'G';
    private static final int SHOWN = 4;

    private final String title;
    private final Optional<String> remedy;
    private final int offset;
    private final List<byte[]> magics;

    /**
     * @param remedy empty where there is none
     * @param offset of the bytes that identify it, which are one of {@code magics}
     */
    FileKind(String title, String remedy, int offset, String... magics) {
        this.title = title;
        this.remedy = Optional.of(remedy).filter(text -> !text.isEmpty());
        this.offset = offset;
        this.magics = Stream.of(magics)
                .map(magic -> magic.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** With its article, as in "a PNG picture". */
    public String title() {
        return title;
    }

    /** What makes another file of it, whatever is wanted. */
    public Optional<String> remedy() {
        return remedy;
    }

    /** Whether it holds frames of a video in a widely used form. */
    public boolean isVideo() {
        return switch (this) {
            case MATROSKA, MP4, AVI, IVF, Y4M, TRANSPORT_STREAM, RAW_VIDEO -> true;
            default -> false;
        };
    }

    private boolean begins(byte[] head) {
        return magics.stream().anyMatch(magic -> {
            int end = offset + magic.length;
            return head.length >= end && Arrays.equals(head, offset, end, magic, 0, magic.length);
        });
    }

    /**
     * What begins like this.
     *
     * @param head the file or its first {@link #HEAD} bytes
     * @return empty where it begins like nothing known
     */
    public static Optional<FileKind> of(byte[] head) {
        if (head.length == 0) {
            return Optional.of(EMPTY);
        }
        if (isTransportStream(head)) {
            return Optional.of(TRANSPORT_STREAM);
        }
        return Stream.of(values()).filter(kind -> kind.begins(head)).findFirst().or(() -> text(head));
    }

    /** Of a file; empty also where it is none or cannot be read; opening it reports why. */
    public static Optional<FileKind> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a file; the system's own words for a folder do not name it.
     *
     * @throws FileSystemException where it is a folder
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        return Files.newInputStream(file);
    }

    /**
     * The refusal of a file of another kind, which says what it is, what is wanted and what makes one from the other.
     *
     * @param head the file or its first {@link #HEAD} bytes
     * @param wanted with its article, as in "a Fovea archive"
     * @param remedy what to do where the kind itself does not tell
     */
    public static FormatException refusal(String section, byte[] head, String wanted, String remedy) {
        Optional<FileKind> kind = of(head);
        String what = kind.map(known -> "this is " + known.title + ", not " + wanted)
                .orElseGet(() -> "this is not " + wanted + ": it begins with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(SHOWN, head.length)));
        return new FormatException(
                section, 0, what, kind.flatMap(FileKind::remedy).orElse(remedy));
    }

    private static boolean isTransportStream(byte[] head) {
        return head.length > 2 * TRANSPORT_PACKET
                && head[0] == SYNC
                && head[TRANSPORT_PACKET] == SYNC
                && head[2 * TRANSPORT_PACKET] == SYNC;
    }

    /** Texts are UTF-8 without control characters; a letter may be cut at the end. */
    private static Optional<FileKind> text(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        String whole = text.substring(0, Math.max(0, text.length() - 1));
        boolean letters = whole.chars().noneMatch(c -> c == 0xfffd || c < ' ' && c != '\n' && c != '\r' && c != '\t');
        if (!letters) {
            return Optional.empty();
        }
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        boolean page = start.startsWith("<!doctype html") || start.startsWith("<html");
        return Optional.of(page ? WEB_PAGE : TEXT);
    }
}
