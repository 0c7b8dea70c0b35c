package org.fovea.app.inflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.fovea.codec.FrameSize;
import org.fovea.render.FrameSink;
import org.fovea.video.clip.FrameRate;
import org.jspecify.annotations.Nullable;

/** Frames into a stream, such as standard output, while they are drawn. The stream is not closed. */
public final class FrameStreamSink implements FrameSink {
    private final OutputStream out;
    private final FrameFormat format;
    private final FrameRate rate;
    private FrameFormat.@Nullable Writer writer;

    public FrameStreamSink(OutputStream out, FrameFormat format, FrameRate rate) {
        this.out = out;
        this.format = format;
        this.rate = rate;
    }

    @Override
    public void begin(FrameSize size, int firstPair, int endPair) throws IOException {
        writer = format.to(out, size, endPair - firstPair, rate);
    }

    @Override
    public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
        FrameFormat.Writer begun = begun();
        begun.frame(frame1);
        begun.frame(frame2);
    }

    @Override
    public void commit() throws IOException {
        begun().end();
    }

    private FrameFormat.Writer begun() {
        return Objects.requireNonNull(writer, "begin() comes first");
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
