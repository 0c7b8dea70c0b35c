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
import org.fovea.codec.FormatException;

/**
 * What a file is, by its first bytes and whatever its name says. Files that begin like none of these may be anything.
 */
public enum FileKind {
    /** No byte at all. */
    EMPTY("an empty file", "name one that holds something"),
    /** What Git keeps in place of a large file. */
    LFS_POINTER("a pointer of Git LFS in place of the file", "run git lfs pull"),
    /** A page that a browser or a download tool got in place of the file. */
    WEB_PAGE("a web page (HTML) in place of the file", "download the file itself"),
    /** An archive of ours without a ZIP file around it. */
    FOVEA("a Fovea archive", "fovea inspect shows it"),
    /** Also TorchScript, .npz, documents of offices, jars. */
    ZIP("a ZIP file"),
    /** MKV and WebM. */
    MATROSKA("a Matroska or WebM video"),
    /** MP4, MOV, M4A. */
    MP4("an MP4 or QuickTime video"),
    AVI("an AVI video"),
    IVF("an IVF video"),
    /** Raw pictures with a header of text. */
    Y4M("a Y4M video"),
    TRANSPORT_STREAM("an MPEG-TS video"),
    /** Start codes without a container. */
    RAW_VIDEO("a raw H.264 or HEVC video"),
    /** A picture or an animation. */
    GIF("a GIF picture"),
    PNG("a PNG picture"),
    JPEG("a JPEG picture"),
    WEBP("a WebP picture"),
    /** .npy. */
    NUMPY("a NumPy array"),
    /** A table of columns. */
    PARQUET("a Parquet table"),
    SQLITE("an SQLite database"),
    /** Keras, and others' arrays. */
    HDF5("an HDF5 file"),
    PDF("a PDF document"),
    /** Packed. */
    GZIP("a gzip file", "unpack it first, with gunzip"),
    /** Packed. */
    BZIP2("a bzip2 file", "unpack it first, with bunzip2"),
    /** Packed. */
    XZ("an xz file", "unpack it first, with unxz"),
    /** Packed. */
    ZSTD("a Zstandard file", "unpack it first, with unzstd"),
    /** Packed. */
    SEVEN_ZIP("a 7-Zip file", "unpack it first, with 7z x"),
    /** YAML, JSON, CSV, Markdown, programs. */
    TEXT("a text");

    /** How many bytes of a file tell. */
    public static final int HEAD = 1024;

    private static final int TRANSPORT_PACKET = 188;
    private static final byte SYNC = 'G';
    private static final int SHOWN = 4;

    private final String title;
    private final Optional<String> remedy;

    FileKind(String title) {
        this(title, Optional.empty());
    }

    FileKind(String title, String remedy) {
        this(title, Optional.of(remedy));
    }

    FileKind(String title, Optional<String> remedy) {
        this.title = title;
        this.remedy = remedy;
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

    /** Position of the bytes that identify a kind. */
    private record Magic(FileKind kind, int offset, String bytes) {
        boolean is(byte[] head) {
            byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
            int end = offset + wanted.length;
            return head.length >= end && Arrays.equals(head, offset, end, wanted, 0, wanted.length);
        }
    }

    private static final List<Magic> MAGICS = List.of(
            new Magic(LFS_POINTER, 0, "version https://git-lfs"),
            new Magic(FOVEA, 0, "FVA1"),
            new Magic(ZIP, 0, "PK\3\4"),
            new Magic(ZIP, 0, "PK\5\6"),
            new Magic(MATROSKA, 0, "\u001aE\u00df\u00a3"),
            new Magic(MP4, 4, "ftyp"),
            new Magic(AVI, 8, "AVI "),
            new Magic(WEBP, 8, "WEBP"),
            new Magic(IVF, 0, "DKIF"),
            new Magic(Y4M, 0, "YUV4MPEG2"),
            new Magic(RAW_VIDEO, 0, "\0\0\0\1"),
            new Magic(GIF, 0, "GIF8"),
            new Magic(PNG, 0, "\u0089PNG"),
            new Magic(JPEG, 0, "\u00ff\u00d8\u00ff"),
            new Magic(NUMPY, 0, "\u0093NUMPY"),
            new Magic(PARQUET, 0, "PAR1"),
            new Magic(SQLITE, 0, "SQLite format 3\0"),
            new Magic(HDF5, 0, "\u0089HDF\r\n"),
            new Magic(PDF, 0, "%PDF-"),
            new Magic(GZIP, 0, "\u001f\u008b\b"),
            new Magic(BZIP2, 0, "BZh"),
            new Magic(XZ, 0, "\u00fd7zXZ\0"),
            new Magic(ZSTD, 0, "(\u00b5/\u00fd"),
            new Magic(SEVEN_ZIP, 0, "7z\u00bc\u00af"));

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
        Optional<FileKind> known =
                MAGICS.stream().filter(magic -> magic.is(head)).findFirst().map(Magic::kind);
        return known.or(() -> text(head));
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
     * @param section what was being read
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
