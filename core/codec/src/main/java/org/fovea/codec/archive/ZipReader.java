package org.fovea.codec.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;

/**
 * Reads small ZIP files that may be hostile (APPNOTE 6.3, without encryption, ZIP64 or several disks). Own code instead
 * of {@code java.util.zip.ZipFile} because the byte ledger must place every byte, and because names, sizes and overlaps
 * are checked before anything is unpacked.
 */
public final class ZipReader {
    /** Largest content of one member that is unpacked. */
    public static final int MAX_BYTES = 256 << 20;

    private static final String NAME = "zip";
    private static final int LOCAL_MAGIC = 0x04034b50;
    private static final int CENTRAL_MAGIC = 0x02014b50;
    private static final int END_MAGIC = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_MEMBERS = 1000;

    private final byte[] file;
    private final List<ZipMember> members;

    private ZipReader(byte[] file, List<ZipMember> members) {
        this.file = file;
        this.members = List.copyOf(members);
    }

    /** Whether {@code file} begins like a ZIP file. */
    public static boolean recognises(byte[] file) {
        return file.length >= 4 && file[0] == 'P' && file[1] == 'K' && (file[2] == 3 || file[2] == 5);
    }

    /**
     * Reads the directory.
     *
     * @throws FormatException where it is damaged, hostile, or uses features that are not supported
     */
    public static ZipReader open(byte[] file) {
        int end = findEnd(file);
        ByteReader in = at(file, end + 4);
        int disk = in.u16();
        int directoryDisk = in.u16();
        boolean oneDisk = disk == 0 && directoryDisk == 0;
        int onDisk = in.u16();
        int count = in.u16();
        long size = in.u32();
        long start = in.u32();
        if (!oneDisk || onDisk != count || count == 0xffff || start == 0xffff_ffffL) {
            throw new FormatException(
                    NAME,
                    end,
                    "ZIP files of several disks or with ZIP64 are not supported",
                    "pack its members again as one plain ZIP file");
        }
        if (count > MAX_MEMBERS) {
            throw new FormatException(
                    NAME,
                    end,
                    count + " members, at most " + MAX_MEMBERS + " are expected",
                    "name an archive or a submission, which have few");
        }
        check(end, start + size <= end, "the directory does not lie inside the file");
        List<ZipMember> members = new ArrayList<>();
        int position = (int) start;
        for (int i = 0; i < count; i++) {
            position = member(file, position, (int) start, members);
        }
        check(position, position == start + size, "the directory has another length than announced");
        verifyNoOverlap(members);
        return new ZipReader(file, members);
    }

    public List<ZipMember> members() {
        return members;
    }

    /**
     * The content of a member, checked against its checksum.
     *
     * @throws FormatException where it is damaged
     */
    public byte[] content(ZipMember member) {
        byte[] content = member.deflated()
                ? inflate(member)
                : Arrays.copyOfRange(file, member.offset(), member.offset() + member.bytes());
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != member.crc32()) {
            throw new FormatException(
                    NAME, member.offset(), "checksum of member " + member.name() + " differs", "the file is damaged");
        }
        return content;
    }

    /**
     * The first bytes of a member, unpacked but not checked against its checksum; fewer where it is damaged or short.
     */
    public byte[] head(ZipMember member, int most) {
        int wanted = Math.min(most, member.bytes());
        if (!member.deflated()) {
            return Arrays.copyOfRange(file, member.offset(), member.offset() + wanted);
        }
        byte[] head = new byte[wanted];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(file, member.offset(), member.storedBytes());
            return Arrays.copyOf(head, inflater.inflate(head));
        } catch (DataFormatException e) {
            return new byte[0];
        }
    }

    private byte[] inflate(ZipMember member) {
        // Deflate cannot expand more than 1032-fold, so a larger claim is a bomb or damage.
        boolean possible = member.bytes() <= 1032L * member.storedBytes() + 64;
        check(member.offset(), possible, "member " + member.name() + " claims an impossible size");
        byte[] content = new byte[member.bytes()];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(file, member.offset(), member.storedBytes());
            int done = 0;
            while (done < content.length) {
                int step = inflater.inflate(content, done, content.length - done);
                if (step == 0) {
                    break;
                }
                done += step;
            }
            boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished();
            boolean whole = done == content.length && ended;
            check(member.offset(), whole, "member " + member.name() + " has another size than announced");
        } catch (DataFormatException e) {
            throw new FormatException(NAME, member.offset(), "member " + member.name() + " cannot be inflated");
        }
        return content;
    }

    private static int findEnd(byte[] file) {
        int last = file.length - END_BYTES;
        for (int i = last; i >= 0 && i >= last - 0xffff; i--) {
            ByteReader in = at(file, i);
            if (in.u32() == END_MAGIC) {
                in.skip(16);
                if (in.u16() == file.length - i - END_BYTES) {
                    return i;
                }
            }
        }
        throw new FormatException(NAME, file.length, "truncated: the end of the ZIP directory is missing");
    }

    private static int member(byte[] file, int position, int directory, List<ZipMember> members) {
        ByteReader in = at(file, position);
        check(position, in.u32() == CENTRAL_MAGIC, "a directory entry is damaged");
        in.skip(4);
        int flags = in.u16();
        int method = in.u16();
        in.skip(4);
        long crc = in.u32();
        long stored = in.u32();
        long bytes = in.u32();
        int nameLength = in.u16();
        int extra = in.u16() + in.u16();
        in.skip(8);
        long local = in.u32();
        String name = name(in.bytes(nameLength), position);
        in.skip(extra);
        supported(position, (flags & 1) == 0, "member " + name + " is encrypted");
        supported(position, method == 0 || method == 8, "member " + name + " uses compression method " + method);
        supported(position, bytes <= MAX_BYTES, "member " + name + " of " + bytes + " bytes is too large");
        check(position, method == 8 || stored == bytes, "member " + name + " has two different sizes");
        if (!name.endsWith("/")) {
            int data = dataOffset(file, local, name, method, directory, position);
            check(position, data + stored <= directory, "member " + name + " does not lie inside the file");
            members.add(new ZipMember(name, method == 8, data, (int) stored, (int) bytes, crc));
        }
        return position + CENTRAL_BYTES + nameLength + extra;
    }

    private static int dataOffset(byte[] file, long local, String name, int method, int directory, int position) {
        check(position, local + LOCAL_BYTES <= directory, "member " + name + " does not lie inside the file");
        ByteReader in = at(file, (int) local);
        check((int) local, in.u32() == LOCAL_MAGIC, "header of member " + name + " is damaged");
        in.skip(4);
        check((int) local, in.u16() == method, "header of member " + name + " differs from the directory");
        in.skip(16);
        int nameLength = in.u16();
        int extra = in.u16();
        String localName = name(in.bytes(nameLength), (int) local);
        check((int) local, localName.equals(name), "header of member " + name + " differs from the directory");
        return (int) local + LOCAL_BYTES + nameLength + extra;
    }

    private static String name(byte[] bytes, int position) {
        String name = new String(bytes, StandardCharsets.UTF_8);
        boolean plain = !name.isEmpty()
                && !name.startsWith("/")
                && name.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\' || c == ':' || c == 0xfffd);
        if (plain) {
            for (String part : name.split("/", -1)) {
                plain &= !part.equals("..") && !part.equals(".");
            }
        }
        supported(position, plain, "a member's name is not a plain relative path");
        return name;
    }

    private static void verifyNoOverlap(List<ZipMember> members) {
        List<ZipMember> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparingInt(ZipMember::offset));
        for (int i = 1; i < sorted.size(); i++) {
            ZipMember before = sorted.get(i - 1);
            ZipMember member = sorted.get(i);
            check(member.offset(), before.offset() + before.storedBytes() <= member.offset(), "members overlap");
        }
    }

    private static ByteReader at(byte[] file, int position) {
        try {
            ByteReader in = new ByteReader(NAME, file);
            in.skip(position);
            return in;
        } catch (FormatException e) {
            throw new FormatException(NAME, position, "truncated");
        }
    }

    private static void supported(int position, boolean condition, String reason) {
        if (!condition) {
            throw new FormatException(
                    NAME, position, reason, "pack its members again, stored or deflated, under plain names");
        }
    }

    private static void check(int position, boolean condition, String reason) {
        if (!condition) {
            throw new FormatException(NAME, position, reason);
        }
    }
}
