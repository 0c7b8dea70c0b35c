package org.fovea.codec.archive;

/**
 * One member of a ZIP file.
 *
 * @param name as stored; checked to be a plain relative file name
 * @param deflated whether it is deflated, else stored
 * @param offset place of its data in the file
 * @param storedBytes length of its data in the file
 * @param bytes length of its content
 * @param crc32 checksum of its content
 */
public record ZipMember(String name, boolean deflated, int offset, int storedBytes, int bytes, long crc32) {}
