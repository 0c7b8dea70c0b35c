package org.fovea.codec.archive;

/**
 * Codes one kind of section one way. Encoding and decoding are exact: {@code decode(encode(x)) equals x}, on every
 * machine.
 *
 * @param <T> what the section holds
 */
public interface SectionCodec<T> {
    SectionKind kind();

    /** 0..255, unique within the kind; part of the format. */
    int id();

    String name();

    /**
     * Codes {@code content}.
     *
     * @throws IllegalArgumentException where the content does not fit the header
     */
    byte[] encode(T content, ArchiveHeader header);

    /**
     * Reads what {@link #encode} wrote. Lazy content (class masks) may report damage when it is read.
     *
     * @throws org.fovea.codec.FormatException where the bytes are not what an encoder writes for this header
     */
    T decode(byte[] stream, ArchiveHeader header);
}
