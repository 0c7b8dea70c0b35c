package org.fovea.video.clip;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.fovea.codec.FrameSize;

/**
 * How decoded frames are turned and mirrored before they are shown, as a display matrix says (ISO/IEC 14496-12, 8.3.2;
 * FFmpeg has those of Matroska, of SEI messages and of EXIF in the same form).
 *
 * @param across whether rows become columns; done before mirroring
 * @param mirrorX whether the shown frame is mirrored left to right
 * @param mirrorY whether it is mirrored top to bottom
 */
record Orientation(boolean across, boolean mirrorX, boolean mirrorY) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** A part of the matrix this much smaller than another one is taken as 0. */
    private static final int NOTHING = 50;

    /** What a frame asks for; empty where it is no multiple of 90 degrees. */
    static Optional<Orientation> of(AVFrame frame) {
        AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (data == null || data.size() < 9 * Integer.BYTES) {
            return Optional.of(UPRIGHT);
        }
        long a = data.data().getInt(0);
        long b = data.data().getInt(4);
        long c = data.data().getInt(12);
        long d = data.data().getInt(16);
        if (isNothing(b, a) && isNothing(c, d)) {
            return Optional.of(new Orientation(false, a < 0, d < 0));
        }
        return isNothing(a, b) && isNothing(d, c) ? Optional.of(new Orientation(true, c < 0, b < 0)) : Optional.empty();
    }

    private static boolean isNothing(long value, long beside) {
        return NOTHING * Math.abs(value) < Math.abs(beside);
    }

    FrameSize shown(FrameSize decoded) {
        return across ? new FrameSize(decoded.height(), decoded.width()) : decoded;
    }

    void turn(byte[] decoded, FrameSize size, byte[] shown) {
        FrameSize turned = shown(size);
        for (int y = 0; y < turned.height(); y++) {
            int row = mirrorY ? turned.height() - 1 - y : y;
            int out = 3 * y * turned.width();
            for (int x = 0; x < turned.width(); x++, out += 3) {
                int column = mirrorX ? turned.width() - 1 - x : x;
                int in = 3 * (across ? column * size.width() + row : row * size.width() + column);
                shown[out] = decoded[in];
                shown[out + 1] = decoded[in + 1];
                shown[out + 2] = decoded[in + 2];
            }
        }
    }

    @Override
    public String toString() {
        if (!across) {
            return mirrorX && mirrorY
                    ? "turned by 180 degrees"
                    : mirrorX ? "mirrored left to right" : mirrorY ? "mirrored top to bottom" : "none";
        }
        return mirrorX == mirrorY
                ? "rows become columns" + (mirrorX ? ", turned by 180 degrees" : "")
                : mirrorX ? "turned clockwise by 90 degrees" : "turned anticlockwise by 90 degrees";
    }
}
