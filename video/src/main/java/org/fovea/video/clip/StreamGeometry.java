package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.BytePointer;
import org.fovea.codec.FrameSize;

/**
 * What a container asks to be done to decoded frames. Fovea does none of it, and therefore reads no clip that asks for
 * it.
 */
final class StreamGeometry {
    /** Most pixels of a frame: 8192×8192. */
    static final long MAX_PIXELS = 1L << 26;

    /** The display matrix of a frame that is shown as it is, in fixed point 16.16 and 2.30. */
    private static final int[] UPRIGHT = {1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30};

    private StreamGeometry() {}

    static void verify(ClipInput input) {
        AVCodecParameters parameters = input.parameters();
        verifySize(input, parameters.width(), parameters.height());
        for (int i = 0; i < parameters.nb_coded_side_data(); i++) {
            AVPacketSideData data = parameters.coded_side_data().getPointer(i);
            if (data.type() == AV_PKT_DATA_DISPLAYMATRIX && !isUpright(data)) {
                throw input.failure(
                        ClipInput.CONTAINER,
                        0,
                        "the clip requests rotation or mirroring, which Fovea does not apply; re-encode it upright first");
            }
            if (data.type() == AV_PKT_DATA_FRAME_CROPPING && !isZero(data)) {
                throw input.failure(
                        ClipInput.CONTAINER,
                        0,
                        "the container requests cropping, which Fovea does not apply; re-encode it cropped first");
            }
        }
    }

    /** Refuses sizes that Fovea has no memory for; 0×0 means that the container does not know. */
    static void verifySize(ClipInput input, int width, int height) {
        boolean small = width <= FrameSize.MAX_SIDE && height <= FrameSize.MAX_SIDE;
        if (!small || (long) width * height > MAX_PIXELS) {
            throw input.failure(
                    ClipInput.STREAM,
                    0,
                    "frames of " + width + "×" + height + ", at most " + MAX_PIXELS + " pixels are read");
        }
    }

    /** Moves, the third row of the matrix, mean nothing to a single video. */
    private static boolean isUpright(AVPacketSideData data) {
        int[] matrix = new int[UPRIGHT.length];
        BytePointer bytes = data.data();
        for (int i = 0; i < matrix.length && 4L * i + 4 <= data.size(); i++) {
            matrix[i] = bytes.getInt(4L * i);
        }
        return Arrays.equals(matrix, 0, 6, UPRIGHT, 0, 6);
    }

    private static boolean isZero(AVPacketSideData data) {
        for (long i = 0; i < data.size(); i++) {
            if (data.data().get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
