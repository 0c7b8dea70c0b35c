package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;

/**
 * Feeds damaged input to a reader: it may succeed or throw a {@link FormatException}, and nothing else, soon and with
 * little memory. The system property {@code fovea.fuzz} sets the number of mutations of each reader.
 */
public final class Mutations {
    /** Mutations of one reader. */
    public static final int COUNT = Integer.getInteger("fovea.fuzz", 3000);

    private static final long MAX_NANOS = 10_000_000_000L;

    /** Of one call, freed or not; what is held at once is less. */
    private static final long MAX_ALLOCATED = 1L << 30;

    private Mutations() {}

    /** Damages {@code data} in many seeded ways; at least one in {@code oneIn} must be noticed. */
    public static void run(byte[] data, int oneIn, Consumer<byte[]> reader) {
        run(data, oneIn, COUNT, reader);
    }

    /** As above, with a number of mutations of its own. */
    public static void run(byte[] data, int oneIn, int count, Consumer<byte[]> reader) {
        int refused = 0;
        for (int i = 0; i < count; i++) {
            refused += refuses(mutate(data, new Random(i)), reader, "mutation " + i) ? 1 : 0;
        }
        assertThat(refused).as("damaged inputs that were noticed").isGreaterThanOrEqualTo(count / oneIn);
    }

    /** Cuts {@code data} short at every length, or at {@code most} of them. */
    public static void truncate(byte[] data, int most, Consumer<byte[]> reader) {
        int step = Math.max(1, data.length / most);
        for (int length = 0; length < data.length; length += step) {
            assertThat(refuses(Arrays.copyOf(data, length), reader, "length " + length))
                    .as("cut to " + length + " of " + data.length + " bytes")
                    .isTrue();
        }
    }

    /** Reads as many frames of their classes as there should be. */
    public static void readAll(MaskFrames masks) {
        byte[] frame = new byte[masks.shape().pixels()];
        int count = 0;
        try (MaskReader reader = masks.open()) {
            for (; reader.next(frame); count++) {
                for (byte id : frame) {
                    if (id < 0 || id >= masks.shape().classes()) { // an assertThat of each pixel takes gigabytes
                        throw new AssertionError("class " + id + " in frame " + count);
                    }
                }
            }
        }
        assertThat(count).isEqualTo(masks.shape().frames());
    }

    private static boolean refuses(byte[] damaged, Consumer<byte[]> reader, String what) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean refused = false;
        try {
            reader.accept(damaged);
        } catch (FormatException e) {
            refused = true;
            assertThat(e.section()).as(what).isNotEmpty();
            assertThat(e.offset()).as(what).isNotNegative();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + " made the reader throw " + e, e);
        }
        assertThat(System.nanoTime() - start).as("time of " + what).isLessThan(MAX_NANOS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .as("memory of " + what)
                .isLessThan(MAX_ALLOCATED);
        return refused;
    }

    private static byte[] mutate(byte[] data, Random random) {
        byte[] damaged = data.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            int at = random.nextInt(damaged.length);
            int near = Math.min(at, random.nextInt(32));
            switch (random.nextInt(8)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                case 3 -> damaged[near] ^= (byte) (1 << random.nextInt(8));
                case 4 -> damaged[near] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 5 -> damaged = insert(damaged, at, random.nextInt(256));
                case 6 -> damaged = remove(damaged, at);
                default -> {
                    int length = Math.min(1 + random.nextInt(16), damaged.length - at);
                    System.arraycopy(damaged, random.nextInt(damaged.length - length + 1), damaged, at, length);
                }
            }
        }
        return damaged;
    }

    private static byte[] insert(byte[] data, int at, int value) {
        byte[] longer = Arrays.copyOf(data, data.length + 1);
        System.arraycopy(data, at, longer, at + 1, data.length - at);
        longer[at] = (byte) value;
        return longer;
    }

    private static byte[] remove(byte[] data, int at) {
        byte[] shorter = Arrays.copyOf(data, data.length - 1);
        System.arraycopy(data, at + 1, shorter, at, data.length - at - 1);
        return shorter;
    }
}
