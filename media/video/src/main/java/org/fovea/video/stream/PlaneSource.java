package org.fovea.video.stream;

import java.io.IOException;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;

/** Pictures for an encoder, one after the other: 4:2:0, 8 bits, BT.601 of limited range. */
@FunctionalInterface
public interface PlaneSource {
    /**
     * Gives the next picture.
     *
     * @param into receives luma and both chroma planes, without gaps between rows
     * @return false after the last, the planes are then untouched
     */
    boolean next(Planes into) throws IOException;

    /**
     * Frames of RGB as pictures.
     *
     * @param frames read one for each picture; stay open
     * @param most how many are taken
     */
    static PlaneSource of(FrameSource frames, long most) {
        RgbToYuv420 converter = new RgbToYuv420(frames.size());
        byte[] rgb = new byte[frames.size().rgbBytes()];
        long[] left = {most};
        return into -> {
            if (left[0] == 0 || !frames.next(rgb)) {
                return false;
            }
            left[0]--;
            byte[][] planes = converter.convert(rgb).data();
            for (int plane = 0; plane < planes.length; plane++) {
                System.arraycopy(planes[plane], 0, into.data()[plane], 0, planes[plane].length);
            }
            return true;
        };
    }
}
