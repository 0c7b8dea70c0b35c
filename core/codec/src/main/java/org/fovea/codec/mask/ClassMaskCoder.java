package org.fovea.codec.mask;

import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BinaryDecoder;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.io.ProgressListener;
import org.jspecify.annotations.Nullable;

/**
 * Lossless coder for class-mask tensors. Stateless; every call has its own models. {@code docs/mask-coding.md}
 * describes the models and the stream.
 *
 * <p>Encoding and decoding do the same work and take about the same time and memory. The same tensor and effort give
 * the same stream on every machine.
 */
public final class ClassMaskCoder {
    static final String SECTION = "masks";

    /** What is wrong where the encoder meets other frames than it counted in its first pass. */
    static final String CHANGED = "the frames changed between two reads";

    private static final int CHECK_BITS = 16;

    private ClassMaskCoder() {}

    /**
     * Encodes a tensor.
     *
     * @param frames the tensor; opened twice, or three times if it has more than 16 classes
     * @param progress called after each frame, or null
     * @return the stream, without the shape
     * @throws IllegalArgumentException if a class id is not below {@code frames.shape().classes()} or frames are
     *     missing
     */
    public static byte[] encode(MaskFrames frames, MaskEffort effort, @Nullable ProgressListener progress) {
        return encode(frames, effort, progress, Kernels.fastest(), null);
    }

    /**
     * Encodes a tensor and tells what each pixel costs.
     *
     * @param frames as for {@link #encode}
     * @param effort the models whose costs are wanted
     * @param reader called with each frame's costs; what it throws ends the encoding
     * @return the stream that {@link #encode} gives
     * @throws IllegalArgumentException as there
     */
    public static byte[] measure(MaskFrames frames, MaskEffort effort, PixelCosts.Reader reader) {
        return encode(frames, effort, null, Kernels.fastest(), reader);
    }

    static byte[] encode(
            MaskFrames frames,
            MaskEffort effort,
            @Nullable ProgressListener progress,
            Kernels kernels,
            PixelCosts.@Nullable Reader costs) {
        MaskShape shape = frames.shape();
        StreamHeader header = StreamHeader.of(effort, frames);
        PixelMeter meter = costs == null ? null : new PixelMeter(shape.pixels());
        BinaryEncoder encoder = new BinaryEncoder();
        BitChannel channel = meter == null ? BitChannel.to(encoder) : meter.listening(encoder);
        FrameCoder coder = header.coder(shape, channel, meter, kernels);
        int check = 0;
        byte[] frame = new byte[shape.pixels()];
        try (MaskReader reader = frames.open()) {
            for (int i = 0; i < shape.frames(); i++) {
                readFrame(reader, frame, i, shape);
                check = extendCheck(check, frame);
                header.used().ifPresent(used -> used.number(frame));
                coder.code(frame);
                header.used().ifPresent(used -> used.restore(frame));
                if (costs != null && meter != null) {
                    costs.frame(i, frame, meter.costs);
                }
                if (progress != null) {
                    progress.update("masks", i + 1, shape.frames());
                }
            }
        }
        if (coder.hardCount() != header.hardPixels()) {
            throw new IllegalArgumentException(CHANGED);
        }
        channel.codeRaw(check, CHECK_BITS);
        byte[] head = header.toBytes();
        byte[] body = encoder.finish();
        int length = Math.max(head.length + body.length, header.leastLength(shape));
        byte[] stream = Arrays.copyOf(head, length);
        System.arraycopy(body, 0, stream, head.length, body.length);
        return stream;
    }

    /**
     * Decodes a stream lazily: each reader decodes from the start, one frame per call of {@code next}, on the calling
     * thread. The header is checked at once, everything else when it is read; damage that changes pixels without
     * breaking the stream is noticed after the last frame, whose {@code next} then throws.
     *
     * @param stream a whole stream, not to be changed afterwards
     * @param shape the shape it was encoded with
     * @throws FormatException if the stream cannot be one of this coder for a tensor of that shape
     */
    public static MaskFrames decode(byte[] stream, MaskShape shape) {
        return decode(stream, shape, Kernels.fastest());
    }

    static MaskFrames decode(byte[] stream, MaskShape shape, Kernels kernels) {
        StreamHeader header = StreamHeader.parse(stream, shape);
        return new MaskFrames() {
            @Override
            public MaskShape shape() {
                return shape;
            }

            @Override
            public MaskReader open() {
                return new Reader(stream, header, shape, kernels);
            }
        };
    }

    static void readFrame(MaskReader reader, byte[] frame, int index, MaskShape shape) {
        if (!reader.next(frame)) {
            throw new IllegalArgumentException("only " + index + " of " + shape.frames() + " frames could be read");
        }
    }

    private static int extendCheck(int check, byte[] frame) {
        int sum = check * 0x01000193 + Arrays.hashCode(frame);
        return sum ^ sum >>> 15;
    }

    private static final class Reader implements MaskReader {
        private final MaskShape shape;
        private final StreamHeader header;
        private final byte[] stream;
        private final BinaryDecoder decoder;
        private final BitChannel channel;
        private @Nullable FrameCoder coder;
        private int done;
        private int check;

        Reader(byte[] stream, StreamHeader header, MaskShape shape, Kernels kernels) {
            this.shape = shape;
            this.header = header;
            this.stream = stream;
            int start = header.toBytes().length;
            decoder = new BinaryDecoder(SECTION, stream, start, stream.length - start);
            channel = BitChannel.from(decoder);
            coder = header.coder(shape, channel, null, kernels);
        }

        @Override
        public boolean next(byte[] frame) {
            if (frame.length != shape.pixels()) {
                throw new IllegalArgumentException("frame must have " + shape.pixels() + " bytes, not " + frame.length);
            }
            if (done == shape.frames()) {
                return false;
            }
            FrameCoder working = coder;
            if (working == null) {
                throw new IllegalStateException("the reader has already failed");
            }
            // A reader that failed stays failed: its models no longer match the stream.
            coder = null;
            working.code(frame);
            header.used().ifPresent(used -> used.restore(frame));
            check = extendCheck(check, frame);
            done++;
            if (done == shape.frames()) {
                finish(working);
            } else {
                coder = working;
            }
            return true;
        }

        private void finish(FrameCoder working) {
            if (working.hardCount() != header.hardPixels()) {
                throw decoder.damaged("fewer hard pixels than announced");
            }
            if (channel.codeRaw(0, CHECK_BITS) != (check & (1 << CHECK_BITS) - 1)) {
                throw decoder.damaged("the pixels do not match their checksum");
            }
            int surplus = decoder.finishWithSurplus();
            StreamHeader.verifyPadding(stream, stream.length - surplus, header.leastLength(shape));
        }

        @Override
        public void close() {
            coder = null;
            done = shape.frames();
        }
    }
}
