package org.fovea.video.stream;

/**
 * What an encoder made of pictures.
 *
 * @param codec of the stream
 * @param stored the stream as {@link StreamCodec#stored} makes it; held, not copied
 * @param frames pictures in it
 * @param rawBytes bytes as they came from the encoder
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedStream(StreamCodec codec, byte[] stored, int frames, long rawBytes) {
    private static final int TEMPORAL_DELIMITER = 2;

    static EncodedStream of(StreamCodec codec, byte[] raw, int frames) {
        return new EncodedStream(codec, codec.stored(raw), frames, raw.length);
    }

    /**
     * Bytes of the encoder's stream as a container holds it: without AV1's temporal delimiters, which only say where a
     * frame begins, as a container does otherwise. At least those of {@link #stored}, which leaves out more.
     */
    public long streamBytes() {
        return codec == StreamCodec.AV1 ? rawBytes - (long) TEMPORAL_DELIMITER * frames : rawBytes;
    }

    @Override
    public String toString() {
        return codec.title() + ", " + frames + " frames, " + stored.length + " bytes";
    }
}
