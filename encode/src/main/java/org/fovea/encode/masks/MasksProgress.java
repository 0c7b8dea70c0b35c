package org.fovea.encode.masks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.pipeline.Checkpoint;

/**
 * How far {@link MasksStage} is. Everything else it knows follows from the masks, so that measuring again after a restart gives the same.
 *
 * @param rounds finished; the clean-up is done in any case
 * @param all class ids of all frames
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record MasksProgress(int rounds, byte[] all) {
    private static final int VERSION = 1;

    static Optional<MasksProgress> load(Checkpoint checkpoint, MaskShape shape) throws IOException {
        Optional<byte[]> state = checkpoint.load();
        if (state.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state.get()))) {
            if (in.readInt() != VERSION) {
                throw new IOException("the checkpoint of stage masks is of another version of Fovea");
            }
            int rounds = in.readInt();
            byte[] stream = in.readAllBytes();
            return Optional.of(new MasksProgress(
                    rounds, MaskTensor.of(ClassMaskCoder.decode(stream, shape)).classIds()));
        }
    }

    void save(Checkpoint checkpoint, MaskShape shape) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(rounds);
            out.write(ClassMaskCoder.encode(new MaskTensor(shape, all), MaskEffort.FAST, null));
        }
        checkpoint.save(bytes.toByteArray());
    }
}
