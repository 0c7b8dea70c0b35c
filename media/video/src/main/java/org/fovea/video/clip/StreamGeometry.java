package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.fovea.codec.FrameSize;
import org.fovea.video.ffmpeg.Decoder;

/** Sizes and crops that a container asks for. Fovea crops nothing, and therefore reads no clip that asks for it. */
final class StreamGeometry {
    private StreamGeometry() {}

    static void verify(ClipInput input) {
        AVCodecParameters parameters = input.parameters();
        verifySize(input, parameters.width(), parameters.height());
        for (int i = 0; i < parameters.nb_coded_side_data(); i++) {
            AVPacketSideData data = parameters.coded_side_data().getPointer(i);
            if (data.type() == AV_PKT_DATA_FRAME_CROPPING && !isZero(data)) {
                throw input.failure(
                        ClipInput.CONTAINER,
                        0,
                        "the container requests cropping, which Fovea does not apply",
                        "crop it: " + input.command("-c:v ffv1") + " (FFmpeg 7.1 or newer crops by itself)");
            }
        }
    }

    /** Refuses sizes that Fovea has no memory for; 0×0 means that the container does not know. */
    static void verifySize(ClipInput input, int width, int height) {
        boolean small = width <= FrameSize.MAX_SIDE && height <= FrameSize.MAX_SIDE;
        if (!small || (long) width * height > Decoder.MAX_PIXELS) {
            throw input.failure(
                    ClipInput.STREAM,
                    0,
                    "frames of " + width + "×" + height + ", at most " + Decoder.MAX_PIXELS + " pixels are read",
                    "make it smaller: " + input.command("-vf scale=3840:-2 -c:v ffv1"));
        }
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
