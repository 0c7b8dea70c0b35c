package org.fovea.codec.archive;

import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli), as in RFC 3720. */
final class Checksum {
    private Checksum() {}

    static long crc32c(byte[]... parts) {
        CRC32C crc = new CRC32C();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return crc.getValue();
    }
}
