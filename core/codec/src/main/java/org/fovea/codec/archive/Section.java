package org.fovea.codec.archive;

import java.util.Arrays;
import java.util.Objects;

/**
 * One section as stored: content that is still coded.
 *
 * @param kind id of a {@link SectionKind}, or an id that this version does not know, 1..127
 * @param optional whether a reader that does not know the kind or the codec may skip it
 * @param codec id of the codec within the kind, 0..255
 * @param content coded bytes
 * @param offset place of the content's first byte in the archive, 0 where it was not read from one
 */
public record Section(int kind, boolean optional, int codec, byte[] content, int offset) {
    public Section {
        if (kind < 1 || kind > 127 || codec < 0 || codec > 255) {
            throw new IllegalArgumentException("section kind " + kind + ", codec " + codec);
        }
    }

    /** A required section of a known kind. */
    public static Section required(SectionKind kind, int codec, byte[] content) {
        return new Section(kind.id(), false, codec, content, 0);
    }

    public String label() {
        return SectionKind.label(kind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Section that
                && kind == that.kind
                && optional == that.optional
                && codec == that.codec
                && offset == that.offset
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, optional, codec, offset, Arrays.hashCode(content));
    }
}
