package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.io.FileKind;

/**
 * The FVA1 container ({@code docs/format.md} §2): a header and sections that are still coded. Knows nothing of what
 * sections mean.
 *
 * @param header what every section's decoder needs
 * @param sections in stored order, at most one of a kind
 */
public record Archive(ArchiveHeader header, List<Section> sections) {
    private static final byte[] MAGIC = {'F', 'V', 'A', '1'};
    private static final String NAME = "archive";
    private static final int OPTIONAL = 0x80;
    private static final int MAX_HEADER_BYTES = 127;
    private static final int MAX_SECTIONS = 64;

    public Archive {
        sections = List.copyOf(sections);
        if (sections.size() > MAX_SECTIONS) {
            throw new IllegalArgumentException(sections.size() + " sections, at most " + MAX_SECTIONS);
        }
    }

    public static boolean recognises(byte[] bytes) {
        return bytes.length >= 4 && bytes[0] == 'F' && bytes[1] == 'V' && bytes[2] == 'A';
    }

    public Optional<Section> find(SectionKind kind) {
        return sections.stream().filter(section -> section.kind() == kind.id()).findFirst();
    }

    public byte[] toBytes() {
        byte[] headerBytes = header.toBytes();
        if (headerBytes.length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("header of " + headerBytes.length + " bytes");
        }
        ByteWriter out = new ByteWriter();
        out.bytes(MAGIC).u8(sections.size()).u8(headerBytes.length).bytes(headerBytes);
        out.u32(crc32c(out.toByteArray()));
        for (Section section : sections) {
            byte[] frame = frame(section);
            out.bytes(frame).u32(crc32c(frame, section.content())).bytes(section.content());
        }
        return out.toByteArray();
    }

    /** Bytes before a section's content, its checksum included. */
    static int frameBytes(Section section) {
        return frame(section).length + 4;
    }

    int headerBytes() {
        return MAGIC.length + 2 + header.toBytes().length + 4;
    }

    private static byte[] frame(Section section) {
        return new ByteWriter()
                .u8(section.kind() | (section.optional() ? OPTIONAL : 0))
                .u8(section.codec())
                .uvarint(section.content().length)
                .toByteArray();
    }

    /**
     * Reads a container and checks its structure and every checksum.
     *
     * @throws FormatException where it is damaged or of another version
     */
    public static Archive parse(byte[] bytes) {
        ByteReader in = new ByteReader(NAME, bytes);
        if (!recognises(bytes)) {
            throw FileKind.refusal(NAME, bytes, "a Fovea archive", "name one that fovea compress wrote");
        }
        in.skip(3);
        int version = bytes[3] & 0xff;
        in.verify(
                version == '1',
                "format version '" + printable(version) + "' is not one that this program reads (1)",
                FormatException.NEWER);
        in.skip(1);
        // The count makes a file that was cut between two sections a damaged one, not a smaller one.
        int count = in.u8();
        in.verify(count <= MAX_SECTIONS, "more than " + MAX_SECTIONS + " sections");
        int length = in.u8();
        in.verify(length <= MAX_HEADER_BYTES, "header of " + length + " bytes");
        int headerAt = in.offset();
        byte[] headerBytes = in.bytes(length);
        long computed = crc32c(Arrays.copyOf(bytes, in.offset()));
        in.verify(in.u32() == computed, "checksum of the header differs", "the file is damaged");
        ArchiveHeader header = ArchiveHeader.parse(headerBytes, headerAt);
        List<Section> sections = new ArrayList<>();
        Set<Integer> kinds = new HashSet<>();
        for (int i = 0; i < count; i++) {
            in.verify(in.remaining() > 0, "truncated: section " + (i + 1) + " of " + count + " is missing");
            Section section = section(in);
            in.verify(kinds.add(section.kind()), "a second section " + section.label());
            sections.add(section);
        }
        in.verifyEnd();
        return new Archive(header, sections);
    }

    private static Section section(ByteReader in) {
        int at = in.offset();
        int kindByte = in.u8();
        int kind = kindByte & ~OPTIONAL;
        in.verify(kind != 0, "section kind 0");
        int codec = in.u8();
        int length = in.uvarintInt(Integer.MAX_VALUE);
        long stored = in.u32();
        int contentAt = in.offset();
        if (length > in.remaining()) {
            throw new FormatException(
                    SectionKind.label(kind),
                    contentAt,
                    "truncated: " + length + " bytes announced, " + in.remaining() + " left in the file");
        }
        Section section = new Section(kind, (kindByte & OPTIONAL) != 0, codec, in.bytes(length), contentAt);
        if (crc32c(frame(section), section.content()) != stored) {
            throw new FormatException(section.label(), at, "checksum differs", "the file is damaged, fetch it again");
        }
        return section;
    }

    private static String printable(int version) {
        return version >= 0x20 && version < 0x7f ? String.valueOf((char) version) : "0x" + Integer.toHexString(version);
    }

    /** CRC-32C (Castagnoli), as in RFC 3720. */
    private static long crc32c(byte[]... parts) {
        CRC32C crc = new CRC32C();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return crc.getValue();
    }
}
