package org.fovea.codec.video;

import java.util.Arrays;

/**
 * A video in AV1, without a container.
 *
 * @param stream all of it; held, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at its bytes
public record CodedVideo(byte[] stream) {
    /** @throws IllegalArgumentException where there is nothing */
    public CodedVideo {
        if (stream.length == 0) {
            throw new IllegalArgumentException("an empty stream");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodedVideo that && Arrays.equals(stream, that.stream);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stream);
    }
}
