package org.fovea.video.prefilter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.render.restore.PlaneResizer;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.stream.PlaneSource;

/**
 * A clip's frames as a video encoder gets them: BT.601 samples of limited range, 4:2:0, shrunk, denoised, and blurred outside the road corridor. Each of these
 * does nothing where its settings say so. Closes the clip.
 */
public final class PreparedPictures implements PlaneSource, AutoCloseable {
    private static final SampleLayout LAYOUT = SampleLayout.YUV_420;

    private final FrameSource clip;
    private final byte[] rgb;
    private final RgbToYuv420 colours;
    private final List<PlaneWork> work = new ArrayList<>();

    /** What one plane goes through. */
    private record PlaneWork(PlaneResizer resizer, Optional<Denoiser> denoiser, Optional<CorridorBlur> blur) {}

    /**
     * Pictures of a clip.
     *
     * @param size of the pictures that are coded
     * @param shrink how they are made that small
     */
    public PreparedPictures(
            FrameSource clip, FrameSize size, ResizeFilter shrink, DenoiseSettings denoise, CorridorSettings corridor) {
        this.clip = clip;
        rgb = new byte[clip.size().rgbBytes()];
        colours = new RgbToYuv420(clip.size());
        for (int plane = 0; plane < LAYOUT.planes(); plane++) {
            int width = LAYOUT.rowBytes(size, plane);
            int height = LAYOUT.rows(size, plane);
            work.add(new PlaneWork(
                    new PlaneResizer(
                            LAYOUT.rows(clip.size(), plane),
                            LAYOUT.rowBytes(clip.size(), plane),
                            height,
                            width,
                            shrink),
                    denoiser(plane, height, width, denoise),
                    blur(plane, height, width, corridor)));
        }
    }

    private static Optional<Denoiser> denoiser(int plane, int height, int width, DenoiseSettings settings) {
        double space = plane == 0 ? settings.luma() : settings.chroma();
        double time = plane == 0 ? settings.lumaTime() : settings.chromaTime();
        return space == 0 && time == 0 ? Optional.empty() : Optional.of(new Denoiser(height, width, space, time));
    }

    private static Optional<CorridorBlur> blur(int plane, int height, int width, CorridorSettings settings) {
        int radius = plane == 0 ? settings.radius() : (settings.radius() + 1) / 2;
        return settings.isOff() ? Optional.empty() : Optional.of(new CorridorBlur(height, width, radius, settings));
    }

    @Override
    public boolean next(Planes into) throws IOException {
        if (!clip.next(rgb)) {
            return false;
        }
        Planes full = colours.convert(rgb);
        for (int plane = 0; plane < work.size(); plane++) {
            PlaneWork todo = work.get(plane);
            byte[] samples = into.data()[plane];
            todo.resizer.resize(full.data()[plane], samples);
            todo.denoiser.ifPresent(denoiser -> denoiser.apply(samples));
            todo.blur.ifPresent(blur -> blur.apply(samples));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        clip.close();
    }
}
