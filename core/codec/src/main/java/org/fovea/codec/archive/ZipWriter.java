package org.fovea.codec.archive;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.fovea.codec.io.ByteWriter;

/** Writes a ZIP file of one stored member without extra fields, always the same bytes for the same content. */
public final class ZipWriter {
    /** The earliest date that ZIP can express, 1980-01-01. */
    private static final int DATE = 0x0021;

    private static final int VERSION = 10;

    private ZipWriter() {}

    /**
     * A ZIP file of 98 bytes plus twice the name plus the content.
     *
     * @param name ASCII name of the member
     */
    public static byte[] single(String name, byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] common = new ByteWriter()
                .u16(VERSION)
                .u16(0) // flags
                .u16(0) // stored
                .u16(0) // time
                .u16(DATE)
                .u32(crc.getValue())
                .u32(content.length)
                .u32(content.length)
                .u16(nameBytes.length)
                .u16(0) // extra field
                .toByteArray();
        ByteWriter out = new ByteWriter();
        out.u32(0x04034b50).bytes(common).bytes(nameBytes).bytes(content);
        int directory = out.size();
        out.u32(0x02014b50).u16(VERSION).bytes(common);
        out.u16(0).u16(0).u16(0).u32(0).u32(0).bytes(nameBytes); // comment, disk, attributes, local header at 0
        int directoryBytes = out.size() - directory;
        out.u32(0x06054b50)
                .u16(0)
                .u16(0)
                .u16(1)
                .u16(1)
                .u32(directoryBytes)
                .u32(directory)
                .u16(0);
        return out.toByteArray();
    }
}
