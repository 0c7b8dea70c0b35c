package org.fovea.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_default_get_buffer2;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Finds parts of a picture that the decoder did not write. Damage can make FFmpeg's HEVC decoder end a picture early
 * without a word; what it leaves out then shows whatever was in that memory before. So memory is filled with a pattern
 * before a picture is decoded, and a decoded picture must not hold the pattern any more. Luma is enough: no decoder
 * writes chroma alone.
 */
final class UndrawnBlocks {
    /**
     * The pattern repeats at every address that is a multiple of this; the smallest block that HEVC can leave out has
     * this side too.
     */
    private static final int BLOCK = 16;

    /**
     * Deblocking of a written neighbour changes up to four samples of a block that was not written; the middle stays.
     */
    private static final int MARGIN = 4;

    private static final byte[] PATTERN = new byte[BLOCK];
    private static final long MIDDLE;

    /** Held here, because native code has only its address. */
    private static final AVCodecContext.Get_buffer2_AVCodecContext_AVFrame_int ALLOCATOR =
            new Allocator().retainReference();

    static {
        // Noise: eight samples that occur in a picture by chance once in 2^64.
        new SplittableRandom(1).nextBytes(PATTERN);
        MIDDLE = MemorySegment.ofArray(PATTERN).get(ValueLayout.JAVA_LONG_UNALIGNED, MARGIN);
    }

    private static final class Allocator extends AVCodecContext.Get_buffer2_AVCodecContext_AVFrame_int {
        @Override
        public int call(AVCodecContext context, AVFrame frame, int flags) {
            int code = avcodec_default_get_buffer2(context, frame, flags);
            if (code >= 0) {
                UndrawnBlocks.fill(frame);
            }
            return code;
        }
    }

    private UndrawnBlocks() {}

    /** Makes a decoder, not yet opened, write to patterned memory. */
    static void prepare(AVCodecContext context) {
        context.get_buffer2(ALLOCATOR);
    }

    private static void fill(AVFrame frame) {
        long address = frame.data(0).address();
        long size = (long) frame.linesize(0) * frame.height();
        MemorySegment plane = MemorySegment.ofAddress(address).reinterpret(size);
        // One repetition by hand, the rest by doubling what is there.
        for (int i = 0; i < BLOCK && i < size; i++) {
            plane.set(ValueLayout.JAVA_BYTE, i, PATTERN[(int) (address + i & BLOCK - 1)]);
        }
        for (long done = BLOCK; done < size; done *= 2) {
            long length = Math.min(done, size - done);
            MemorySegment.copy(plane, 0, plane, done, length);
        }
    }

    /** Whether a block of the shown part of a picture was not written. */
    static boolean isAny(AVFrame frame) {
        long stride = frame.linesize(0);
        MemorySegment plane = MemorySegment.ofAddress(frame.data(0).address())
                .reinterpret(stride * (frame.height() - 1) + frame.width());
        long first = -plane.address() & BLOCK - 1;
        for (long y = Math.min(BLOCK / 2, frame.height() - 1); y < frame.height(); y += BLOCK) {
            for (long x = first + MARGIN; x + Long.BYTES <= frame.width(); x += BLOCK) {
                if (plane.get(ValueLayout.JAVA_LONG_UNALIGNED, y * stride + x) == MIDDLE) {
                    return true;
                }
            }
        }
        return false;
    }
}
