package org.fovea.codec.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.io.ProgressListener;
import org.jspecify.annotations.Nullable;

/**
 * Class masks with restart points: a stream of {@link ClassMaskCoder} for every {@code interval} frames, one behind the
 * other. Each begins with new models, which costs bytes, so that frames in the middle can be read without those before,
 * and several parts at a time. {@code docs/mask-coding.md} has the layout.
 */
public final class RestartableMasks implements MaskFrames {
    public static final int MAX_INTERVAL = 40_000_000;

    private final byte[] stream;
    private final MaskShape shape;
    private final int interval;
    /** Where each segment begins in the stream, and where the last one ends. */
    private final int[] offsets;

    private final long readerMemory;

    private RestartableMasks(byte[] stream, MaskShape shape, int interval, int[] offsets, long readerMemory) {
        this.stream = stream;
        this.shape = shape;
        this.interval = interval;
        this.offsets = offsets;
        this.readerMemory = readerMemory;
    }

    /**
     * Encodes a tensor.
     *
     * @param frames the tensor; opened once
     * @param interval frames from one restart point to the next, 1..{@value #MAX_INTERVAL}; that many are in memory
     * @param progress called after each frame, or null
     * @throws IllegalArgumentException if a class id is not below {@code frames.shape().classes()} or frames are
     *     missing
     */
    public static byte[] encode(
            MaskFrames frames, MaskEffort effort, int interval, @Nullable ProgressListener progress) {
        if (interval < 1 || interval > MAX_INTERVAL) {
            throw new IllegalArgumentException(
                    "restart points every " + interval + " pairs; 1.." + MAX_INTERVAL + " are possible");
        }
        MaskShape shape = frames.shape();
        List<byte[]> segments = new ArrayList<>();
        long hard = 0;
        try (MaskReader reader = frames.open()) {
            for (int first = 0; first < shape.frames(); first += interval) {
                MaskShape part = segment(shape, interval, first);
                int before = first;
                ProgressListener inAll = (task, done, _) -> {
                    if (progress != null) {
                        progress.update(task, before + done, shape.frames());
                    }
                };
                byte[] segment = ClassMaskCoder.encode(read(reader, part, first, shape), effort, inAll);
                hard += StreamHeader.parse(segment, part).hardPixels();
                segments.add(segment);
            }
        }
        ByteWriter out = new ByteWriter().uvarint(interval);
        segments.forEach(segment -> out.uvarint(segment.length));
        segments.forEach(out::bytes);
        byte[] stream = out.toByteArray();
        return Arrays.copyOf(stream, Math.max(stream.length, StreamHeader.leastLength(hard, shape.total())));
    }

    private static MaskTensor read(MaskReader reader, MaskShape part, int first, MaskShape shape) {
        byte[] all = new byte[Math.toIntExact(part.total())];
        byte[] frame = new byte[part.pixels()];
        for (int i = 0; i < part.frames(); i++) {
            ClassMaskCoder.readFrame(reader, frame, first + i, shape);
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return new MaskTensor(part, all);
    }

    private static MaskShape segment(MaskShape shape, int interval, int first) {
        return new MaskShape(
                Math.min(interval, shape.frames() - first), shape.height(), shape.width(), shape.classes());
    }

    /**
     * Decodes a stream lazily, as {@link ClassMaskCoder#decode} does. The lengths and headers of all segments are
     * checked at once.
     *
     * @param stream a whole stream, not to be changed afterwards
     * @param shape the shape it was encoded with
     * @throws FormatException if the stream cannot be one for a tensor of that shape
     */
    public static RestartableMasks decode(byte[] stream, MaskShape shape) {
        ByteReader reader = new ByteReader(ClassMaskCoder.SECTION, stream);
        int interval = reader.uvarintInt(MAX_INTERVAL);
        reader.verify(interval > 0, "restart points every 0 frames");
        int count = Math.ceilDiv(shape.frames(), interval);
        reader.verify(count <= reader.remaining(), "too short for " + count + " segments");
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = reader.uvarintInt(Integer.MAX_VALUE);
        }
        int[] offsets = new int[count + 1];
        offsets[0] = reader.offset();
        long hard = 0;
        long memory = 0;
        for (int i = 0; i < count; i++) {
            if (lengths[i] > stream.length - offsets[i]) {
                throw new FormatException(ClassMaskCoder.SECTION, stream.length, "truncated: segment " + i);
            }
            offsets[i + 1] = offsets[i] + lengths[i];
            MaskShape part = segment(shape, interval, i * interval);
            StreamHeader header = header(stream, offsets[i], lengths[i], part);
            hard += header.hardPixels();
            memory = Math.max(memory, header.memory(part));
        }
        // Many short segments would demand as much work as one long one, so the same length holds for them together.
        int least = StreamHeader.leastLength(hard, shape.total());
        if (stream.length < least) {
            throw new FormatException(ClassMaskCoder.SECTION, stream.length, "too short for what it announces");
        }
        StreamHeader.verifyPadding(stream, offsets[count], least);
        return new RestartableMasks(stream, shape, interval, offsets, memory);
    }

    private static StreamHeader header(byte[] stream, int offset, int length, MaskShape part) {
        try {
            return StreamHeader.parse(Arrays.copyOfRange(stream, offset, offset + length), part);
        } catch (FormatException e) {
            throw e.shifted(offset);
        }
    }

    @Override
    public MaskShape shape() {
        return shape;
    }

    @Override
    public int restartInterval() {
        return interval;
    }

    @Override
    public long readerMemory() {
        return readerMemory;
    }

    @Override
    public MaskReader open() {
        return new Reader(0);
    }

    @Override
    public MaskReader open(int first) {
        return MaskReader.skipping(new Reader(first / interval), first % interval);
    }

    private final class Reader implements MaskReader {
        private int segment;
        private @Nullable MaskReader reader;

        Reader(int segment) {
            this.segment = segment;
        }

        @Override
        public boolean next(byte[] frame) {
            try {
                while (segment < offsets.length - 1) {
                    if (reader == null) {
                        reader = begin();
                    }
                    if (reader.next(frame)) {
                        return true;
                    }
                    reader.close();
                    reader = null;
                    segment++;
                }
                return false;
            } catch (FormatException e) {
                throw e.shifted(offsets[segment]);
            }
        }

        private MaskReader begin() {
            byte[] part = Arrays.copyOfRange(stream, offsets[segment], offsets[segment + 1]);
            return ClassMaskCoder.decode(part, RestartableMasks.segment(shape, interval, segment * interval))
                    .open();
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
            }
            segment = offsets.length - 1;
        }
    }
}
