package org.fovea.codec.video;

import java.util.Arrays;
import java.util.Objects;

/**
 * A video as an ordinary codec codes it, without a container.
 *
 * @param format how
 * @param stream all of it; held, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at its bytes
public record CodedVideo(StreamFormat format, byte[] stream) {
    /** @throws IllegalArgumentException where there is nothing */
    public CodedVideo {
        if (stream.length == 0) {
            throw new IllegalArgumentException("an empty stream");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodedVideo that && format == that.format && Arrays.equals(stream, that.stream);
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, Arrays.hashCode(stream));
    }
}
