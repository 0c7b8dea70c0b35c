package org.fovea.video.prefilter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.render.restore.PlaneResizer;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.stream.PlaneSource;

/** A clip's frames as a video encoder gets them: BT.601 samples of limited range, 4:2:0, shrunk. Closes the clip. */
public final class PreparedPictures implements PlaneSource, AutoCloseable {
    private static final SampleLayout LAYOUT = SampleLayout.YUV_420;

    private final FrameSource clip;
    private final byte[] rgb;
    private final RgbToYuv420 colours;
    private final List<PlaneResizer> resizers = new ArrayList<>();

    /**
     * Pictures of a clip.
     *
     * @param size of the pictures that are coded
     * @param shrink how they are made that small
     */
    public PreparedPictures(FrameSource clip, FrameSize size, ResizeFilter shrink) {
        this.clip = clip;
        rgb = new byte[clip.size().rgbBytes()];
        colours = new RgbToYuv420(clip.size());
        for (int plane = 0; plane < LAYOUT.planes(); plane++) {
            resizers.add(new PlaneResizer(
                    LAYOUT.rows(clip.size(), plane),
                    LAYOUT.rowBytes(clip.size(), plane),
                    LAYOUT.rows(size, plane),
                    LAYOUT.rowBytes(size, plane),
                    shrink));
        }
    }

    @Override
    public boolean next(Planes into) throws IOException {
        if (!clip.next(rgb)) {
            return false;
        }
        Planes full = colours.convert(rgb);
        for (int plane = 0; plane < resizers.size(); plane++) {
            resizers.get(plane).resize(full.data()[plane], into.data()[plane]);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        clip.close();
    }
}
