package org.fovea.encode.masks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Checkpoint;

/**
 * How far {@link MasksStage} is. Everything else it knows follows from the masks, so that measuring again after a
 * restart gives the same.
 *
 * @param rounds finished; the clean-up is done in any case
 * @param masks as they are
 * @param tried single pixels that need not be tried again
 */
record MasksProgress(int rounds, Masks masks, TriedFlips tried) {
    private static final int VERSION = 2;

    static Optional<MasksProgress> load(Checkpoint checkpoint, MaskTensor wanted) throws IOException {
        Optional<byte[]> state = checkpoint.load();
        if (state.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state.get()))) {
            if (in.readInt() != VERSION) {
                throw new IOException("the checkpoint of stage masks is from another version of Fovea");
            }
            int rounds = in.readInt();
            TriedFlips tried = TriedFlips.read(in, wanted.shape());
            byte[] stream = in.readAllBytes();
            return Optional.of(
                    new MasksProgress(rounds, Masks.of(wanted, ClassMaskCoder.decode(stream, wanted.shape())), tried));
        }
    }

    void save(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(rounds);
            tried.write(out);
            out.write(ClassMaskCoder.encode(masks, MaskEffort.FAST, null));
        }
        checkpoint.save(bytes.toByteArray());
    }
}
