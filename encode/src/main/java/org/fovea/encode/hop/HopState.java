package org.fovea.encode.hop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.fovea.evaluate.score.Score;

/** How far {@link HopStage} is. Archives are files, as {@link org.fovea.encode.ArchiveBytes} gives them. */
final class HopState {
    /** Hash of what the stage was given; a state of something else is of no use. */
    private final String identity;

    /** The archive of the last round that was kept, at first the given one. */
    Kept kept;

    /** Rounds that are finished. */
    int rounds;

    /**
     * Whether no further round is to be begun. It is stored, because the time that it may follow from is another one in
     * every run.
     */
    boolean ended;

    /** Stages that are finished of the round that is going on. */
    int parts;

    /** The archive after these. */
    byte[] current;

    /** What the next of them has saved. */
    Optional<byte[]> inner = Optional.empty();

    /** Processor time that went into the round until it was saved last. */
    double seconds;

    /**
     * An archive that is the result unless a better one is found.
     *
     * @param archive the file
     * @param bytes of the archive where its masks are coded as they will be
     * @param score of all pairs and these bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    record Kept(byte[] archive, long bytes, Score score) {}

    /** Before the first round. */
    HopState(String identity, Kept given) {
        this.identity = identity;
        kept = given;
        current = given.archive();
    }

    /** Notes what a round came to; the next one begins with what is kept. */
    void endRound(Kept best, boolean last) {
        kept = best;
        rounds++;
        ended = last;
        parts = 0;
        current = best.archive();
        inner = Optional.empty();
        seconds = 0;
    }

    /** Notes what a stage of the round came to. */
    void endPart(byte[] archive) {
        parts++;
        current = archive;
        inner = Optional.empty();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(identity);
            write(out, kept.archive());
            out.writeLong(kept.bytes());
            out.writeDouble(kept.score().segmentation());
            out.writeDouble(kept.score().pose());
            out.writeDouble(kept.score().rate());
            out.writeInt(rounds);
            out.writeBoolean(ended);
            out.writeInt(parts);
            write(out, current);
            out.writeBoolean(inner.isPresent());
            if (inner.isPresent()) {
                write(out, inner.get());
            }
            out.writeDouble(seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A saved state of the same work, if it is one. */
    static Optional<HopState> parse(byte[] bytes, String identity) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (!in.readUTF().equals(identity)) {
            return Optional.empty();
        }
        byte[] archive = read(in);
        long size = in.readLong();
        Score score = new Score(in.readDouble(), in.readDouble(), in.readDouble());
        HopState state = new HopState(identity, new Kept(archive, size, score));
        state.rounds = in.readInt();
        state.ended = in.readBoolean();
        state.parts = in.readInt();
        state.current = read(in);
        state.inner = in.readBoolean() ? Optional.of(read(in)) : Optional.empty();
        state.seconds = in.readDouble();
        return Optional.of(state);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
