package org.fovea.video.clip;

import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleReader;
import org.fovea.video.scale.PlaneScaler;
import org.jspecify.annotations.Nullable;

/** Frames of a clip in RGB. */
@SuppressWarnings("NullAway") // its handles are null before they are opened and after they are closed
final class ClipFrames implements FrameSource {
    private final Clip clip;
    private final SampleReader samples;
    private final RgbConverter converter;
    private final FrameSize shown;
    private final PlaneScaler scaler;
    private final byte[] decoded;
    private ClipInput input;
    private ClipDecoder decoder;
    private boolean ended;
    private FormatException failure;

    /** @param scaler of the clip's planes before they become RGB; null where they keep their size */
    ClipFrames(Clip clip, FrameSize shown, @Nullable PlaneScaler scaler) throws IOException {
        this.clip = clip;
        Clip.Samples all = clip.samples();
        boolean turned = !all.orientation().equals(Orientation.UPRIGHT);
        this.samples = SampleReader.of(all.format().pixelFormat(), all.coded()).orElseThrow();
        this.shown = shown;
        this.scaler = scaler;
        this.converter = RgbConverter.of(clip.rule(), samples.layout(), samples.depth(), turned ? all.coded() : shown);
        this.decoded = new byte[turned ? all.coded().rgbBytes() : 0];
        try {
            clip.file().verify();
            input = new ClipInput(clip.file());
            decoder = new ClipDecoder(input);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    @Override
    public FrameSize size() {
        return shown;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (decoder == null) {
            throw new IllegalStateException("the clip's frames are closed");
        }
        size().verifyRgb(rgb);
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

    private boolean read(byte[] rgb) throws IOException {
        if (!decoder.next()) {
            ended = true;
            verifyCount();
            return false;
        }
        verifyFormat(decoder.frame());
        Planes planes = samples.read(decoder.frame());
        boolean turned = decoded.length > 0;
        converter.convert(scaler == null ? planes : scaler.scale(planes), turned ? decoded : rgb);
        if (turned) {
            clip.samples().orientation().turn(decoded, clip.samples().coded(), rgb);
        }
        return true;
    }

    private void verifyCount() {
        if (decoder.frames() != clip.frameCount()) {
            throw input.beginsWithKey()
                    ? input.failure(
                            ClipInput.STREAM,
                            input.offset(),
                            "the clip shows " + decoder.frames() + " frames, " + clip.frameCount()
                                    + " were expected of its " + decoder.packets() + " packets",
                            "decode it once: " + input.command("-c:v ffv1"))
                    : input.headless();
        }
    }

    private void verifyFormat(AVFrame frame) {
        Clip.Samples all = clip.samples();
        SampleFormat format = Clip.format(frame);
        if (!format.equals(all.format())) {
            throw changed("from " + all.format() + " to " + format);
        }
        if (frame.width() != all.coded().width()
                || frame.height() != all.coded().height()) {
            throw changed("from " + all.coded() + " to " + frame.width() + "×" + frame.height());
        }
        if (!Orientation.of(frame).equals(Optional.of(all.orientation()))) {
            throw changed("how they are turned");
        }
    }

    private FormatException changed(String what) {
        return input.failure(
                ClipInput.STREAM,
                decoder.offset(),
                "the frames change " + what + " at frame " + (decoder.frames() - 1),
                "split the clip there, or make all alike: " + input.command("-c:v ffv1"));
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
