package org.fovea.encode.look;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Look;

/** A look as bytes, deflated. For files of one run on one machine, which are checked by whoever keeps them; not a format to exchange. */
public final class LookFile {
    private LookFile() {}

    /** To bytes. */
    public static byte[] write(Look look) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 16))) {
            MaskShape shape = look.masks().shape();
            int outputs = look.poses().getFirst().length;
            for (int number : new int[] {
                look.size().width(),
                look.size().height(),
                shape.frames(),
                shape.height(),
                shape.width(),
                shape.classes(),
                outputs
            }) {
                out.writeInt(number);
            }
            for (float[] pose : look.poses()) {
                for (float value : pose) {
                    out.writeFloat(value);
                }
            }
            out.write(look.masks().classIds());
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /**
     * From what {@link #write} gave.
     *
     * @throws IOException where it is something else
     */
    public static Look read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            FrameSize size = new FrameSize(in.readInt(), in.readInt());
            MaskShape shape = new MaskShape(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            int outputs = in.readInt();
            List<float[]> poses = new ArrayList<>();
            for (int pair = 0; pair < shape.frames(); pair++) {
                float[] pose = new float[outputs];
                for (int i = 0; i < outputs; i++) {
                    pose[i] = in.readFloat();
                }
                poses.add(pose);
            }
            byte[] ids = in.readNBytes(Math.toIntExact(shape.total()));
            return new Look(size, new MaskTensor(shape, ids), poses);
        } catch (IllegalArgumentException e) {
            throw new IOException("a look that was kept cannot be read: " + e.getMessage(), e);
        }
    }
}
