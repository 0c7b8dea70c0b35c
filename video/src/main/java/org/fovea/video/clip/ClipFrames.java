package org.fovea.video.clip;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.scale.PlaneScaler;
import org.fovea.video.scale.ScaleFilter;

/** Frames of a clip in RGB. */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are freed
final class ClipFrames implements FrameSource {
    private final Clip clip;
    private final SampleLayout layout;
    private final RgbConverter converter;
    private final FrameSize shown;
    private final PlaneScaler scaler;
    private final byte[][] planes;
    private final int[] strides;
    private ClipInput input;
    private ClipDecoder decoder;
    private boolean ended;
    private FormatException failure;

    private ClipFrames(Clip clip, FrameSize shown, PlaneScaler scaler) {
        this.clip = clip;
        this.layout = clip.format().layout().orElseThrow();
        this.shown = shown;
        this.scaler = scaler;
        this.converter = RgbConverter.of(clip.facts().rule(), layout, shown);
        this.planes = new byte[layout.planes()][0];
        this.strides = new int[layout.planes()];
    }

    static ClipFrames open(Clip clip) throws IOException {
        return open(new ClipFrames(clip, clip.size(), null));
    }

    /** The clip's planes are scaled before they become RGB. */
    static ClipFrames scaled(Clip clip, FrameSize size, ScaleFilter filter) throws IOException {
        SampleLayout layout = clip.format().layout().orElseThrow();
        return open(new ClipFrames(clip, size, new PlaneScaler(layout, clip.size(), size, filter)));
    }

    private static ClipFrames open(ClipFrames frames) throws IOException {
        Clip clip = frames.clip;
        boolean opened = false;
        try {
            ContainerExtent.verify(clip.path());
            frames.input = ClipInput.open(clip.path());
            frames.decoder = ClipDecoder.open(frames.input);
            opened = true;
        } finally {
            if (!opened) {
                frames.close();
            }
        }
        return frames;
    }

    @Override
    public FrameSize size() {
        return shown;
    }

    @Override
    public boolean next(byte[] rgb) {
        if (decoder == null) {
            throw new IllegalStateException("the clip's frames are closed");
        }
        if (rgb.length != size().rgbBytes()) {
            throw new IllegalArgumentException(rgb.length + " bytes given, " + size().rgbBytes() + " expected");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return !ended && read(rgb);
        } catch (FormatException e) {
            // Whatever a decoder gives after an error is not the clip's next frame.
            failure = e;
            throw e;
        }
    }

    private boolean read(byte[] rgb) {
        if (!decoder.next()) {
            ended = true;
            verifyCount();
            return false;
        }
        verifyFormat(decoder.frame());
        copy(decoder.frame());
        Planes decoded = new Planes(planes, strides);
        converter.convert(scaler == null ? decoded : scaler.scale(decoded), rgb);
        return true;
    }

    private void verifyCount() {
        if (decoder.frames() != clip.frameCount()) {
            throw input.failure(
                    ClipInput.STREAM,
                    input.offset(),
                    "the clip shows " + decoder.frames() + " frames, " + clip.frameCount() + " were expected of its "
                            + decoder.packets() + " packets");
        }
    }

    private void verifyFormat(AVFrame frame) {
        SampleFormat format = Clip.format(frame);
        if (!format.equals(clip.format())) {
            throw changed("from " + clip.format() + " to " + format);
        }
        if (frame.width() != clip.size().width()
                || frame.height() != clip.size().height()) {
            throw changed("from " + clip.size() + " to " + frame.width() + "×" + frame.height());
        }
    }

    private FormatException changed(String what) {
        return input.failure(
                ClipInput.STREAM,
                decoder.offset(),
                "the frames change " + what + " at frame " + (decoder.frames() - 1),
                "split the clip there; Fovea reads only one size and format");
    }

    private void copy(AVFrame frame) {
        for (int plane = 0; plane < planes.length; plane++) {
            int stride = frame.linesize(plane);
            int rowBytes = layout.rowBytes(clip.size(), plane);
            if (stride < rowBytes) {
                throw new IllegalStateException("FFmpeg's rows have " + stride + " bytes for " + rowBytes);
            }
            // The last row's end is the end of what surely is there.
            int length = Math.addExact(Math.multiplyExact(stride, layout.rows(clip.size(), plane) - 1), rowBytes);
            if (planes[plane].length != length) {
                planes[plane] = new byte[length];
            }
            frame.data(plane).get(planes[plane]);
            strides[plane] = stride;
        }
    }

    @Override
    public void close() {
        if (scaler != null) {
            scaler.close();
        }
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
