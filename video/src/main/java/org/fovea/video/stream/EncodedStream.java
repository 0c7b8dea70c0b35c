package org.fovea.video.stream;

import java.util.Arrays;
import java.util.Objects;

/**
 * What an encoder made of pictures.
 *
 * @param codec of the stream
 * @param stored the stream as {@link StreamCodec#stored} makes it; held, not copied
 * @param frames pictures in it
 * @param rawBytes bytes as they came from the encoder
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at its bytes
public record EncodedStream(StreamCodec codec, byte[] stored, int frames, long rawBytes) {
    /** Makes one of a raw stream. */
    static EncodedStream of(StreamCodec codec, byte[] raw, int frames) {
        return new EncodedStream(codec, codec.stored(raw), frames, raw.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedStream that
                && codec == that.codec
                && frames == that.frames
                && rawBytes == that.rawBytes
                && Arrays.equals(stored, that.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(codec, frames, Arrays.hashCode(stored));
    }

    @Override
    public String toString() {
        return codec.format().title() + ", " + frames + " frames, " + stored.length + " bytes";
    }
}
