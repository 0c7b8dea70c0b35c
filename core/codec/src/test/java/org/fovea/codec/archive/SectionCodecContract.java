package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What every section codec promises; each codec's test inherits it.
 *
 * @param <T> what the section holds
 */
abstract class SectionCodecContract<T> {
    /** How often streams are damaged; {@code -Dfovea.fuzz=100000} for a long run. */
    static final int MUTATIONS = Integer.getInteger("fovea.fuzz", 700);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Of one decoding, freed or not; what is held at once is less. */
    private static final long MAX_ALLOCATED = 1L << 30;

    private static final int HOSTILE_STREAMS = 8;

    /** Pixels of a mask tensor that is still read completely. */
    private static final long WHOLE_TENSOR = 1 << 20;

    /** A piece of content with the header that it belongs to. */
    record Sample<T>(String name, ArchiveHeader header, T content) {}

    /** The codec as an encoder. */
    final SectionCodec<T> codec;

    /** SHA-256 of the first sample's stream, first 16 hex digits. A change is a change of the format. */
    final String goldenHash;

    /** A header whose dimensions do not fit the first sample. */
    private final ArchiveHeader otherHeader;

    SectionCodecContract(SectionCodec<T> codec, String goldenHash, ArchiveHeader otherHeader) {
        this.codec = codec;
        this.goldenHash = goldenHash;
        this.otherHeader = otherHeader;
    }

    /** Small pieces of content, the first one is the golden one. All are coded in well under a second. */
    abstract List<Sample<T>> samples();

    /** What a stream holds. */
    T decode(byte[] stream, ArchiveHeader header) {
        return codec.decode(stream, header);
    }

    /** Content in a form that can be compared, read completely. */
    Object comparable(T content) {
        return content;
    }

    /** How often this codec's streams are damaged; a slow codec may do it less often. */
    int mutations() {
        return MUTATIONS;
    }

    /** Smallest share of the golden stream's truncations, in percent, that the codec itself must refuse. */
    int refusedTruncations() {
        return 0;
    }

    /** The golden header with as many and as large pairs as a hostile file may claim. */
    ArchiveHeader hugeHeader() {
        ArchiveHeader golden = samples().getFirst().header();
        MaskShape masks = new MaskShape(1_000_000, 4096, 4096, golden.masks().classes());
        return new ArchiveHeader(
                golden.outputWidth(), golden.outputHeight(), masks, golden.family(), golden.parameters());
    }

    /** Bytes between two tried truncations. */
    int truncationStep() {
        return 1;
    }

    @Test
    void reads_back_exactly_what_it_wrote() {
        for (Sample<T> sample : samples()) {
            byte[] stream = codec.encode(sample.content(), sample.header());
            assertThat(comparable(decode(stream, sample.header())))
                    .as(sample.name())
                    .isEqualTo(comparable(sample.content()));
            assertThat(codec.encode(sample.content(), sample.header()))
                    .as("%s again", sample.name())
                    .isEqualTo(stream);
        }
    }

    @Test
    void golden_stream_is_unchanged() {
        assertThat(StreamChecks.hash(golden()))
                .as("a change of this stream is a change of the format")
                .isEqualTo(goldenHash);
    }

    /**
     * A short coded stream, cut, can be the whole stream of other content; the container's checksum is what tells. So a
     * codec may read something else of the right dimensions, and the archive must refuse.
     */
    @Test
    void truncation_at_every_byte_is_refused_by_the_archive_and_harmless_to_the_codec() {
        Sample<T> first = samples().getFirst();
        byte[] stream = golden();
        int tried = 0;
        int refused = 0;
        for (int length = 0; length < stream.length; length += truncationStep()) {
            tried++;
            refused += refuses(Arrays.copyOf(stream, length), first.header(), "cut to " + length + " bytes") ? 1 : 0;
        }
        assertThat(refused * 100)
                .as("refused of %d truncations", tried)
                .isGreaterThanOrEqualTo(tried * refusedTruncations());
        Section section = Section.required(codec.kind(), codec.id(), stream);
        byte[] file = ArchiveFile.zipped(new Archive(first.header(), List.of(section)));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ArchiveFile.open(cut))
                    .as("archive cut to %d of %d bytes", length, file.length)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void surplus_bytes_are_noticed() {
        byte[] stream = golden();
        ArchiveHeader header = samples().getFirst().header();
        for (int more = 1; more < 20; more++) {
            byte[] longer = Arrays.copyOf(stream, stream.length + more);
            assertThatThrownBy(() -> comparable(decode(longer, header)))
                    .as("%d bytes more", more)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void mutations_give_content_or_a_format_exception() {
        Random random = new Random(17);
        List<Sample<T>> samples = samples();
        List<byte[]> streams = samples.stream()
                .map(sample -> codec.encode(sample.content(), sample.header()))
                .toList();
        for (int i = 0; i < mutations(); i++) {
            Sample<T> sample = samples.get(i % samples.size());
            byte[] damaged = mutate(streams.get(i % samples.size()), random);
            refuses(damaged, sample.header(), sample.name() + ", mutation " + i);
        }
    }

    @Test
    void wrong_dimensions_are_noticed_or_harmless() {
        assertThrown(
                IllegalArgumentException.class,
                () -> codec.encode(samples().getFirst().content(), otherHeader));
        refuses(golden(), otherHeader, "wrong dimensions");
    }

    @Test
    void random_bytes_give_content_or_a_format_exception() {
        Random random = new Random(18);
        ArchiveHeader header = samples().getFirst().header();
        for (int i = 0; i < mutations() / 4; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            refuses(bytes, header, "random bytes " + i);
        }
    }

    @Test
    void a_huge_header_costs_neither_time_nor_memory() {
        Random random = new Random(19);
        ArchiveHeader header = hugeHeader();
        refuses(golden(), header, "golden stream");
        for (int i = 0; i < HOSTILE_STREAMS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3000)];
            random.nextBytes(bytes);
            refuses(bytes, header, "random bytes " + i);
        }
    }

    private byte[] golden() {
        Sample<T> first = samples().getFirst();
        return codec.encode(first.content(), first.header());
    }

    /** Whether the codec refuses; any other end than that or content, in time and memory, is a failure. */
    final boolean refuses(byte[] stream, ArchiveHeader header, String what) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        boolean refused = false;
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            read(decode(stream, header));
        } catch (FormatException e) {
            refused = true;
            assertThat(e.section()).as(what).isEqualTo(codec.kind().label());
            assertThat(e.offset()).as(what).isBetween(0L, (long) stream.length);
        } catch (RuntimeException | Error e) {
            Assertions.fail(what + " of " + HexFormat.of().formatHex(stream), e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time of %s", what)
                .isLessThan(LONGEST);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .as("memory of %s", what)
                .isLessThan(MAX_ALLOCATED);
        return refused;
    }

    /** Masks are read as they are wanted: all of a small tensor, one frame of a large one. */
    private void read(T content) {
        assertThat(content).isNotNull();
        if (content instanceof MaskFrames masks && masks.shape().total() > WHOLE_TENSOR) {
            try (MaskReader reader = masks.open()) {
                assertThat(reader.next(new byte[masks.shape().pixels()])).isTrue();
            }
        } else {
            assertThat(comparable(content)).isNotNull();
        }
    }

    /** Of a clip of {@code pairs} pairs. */
    static ArchiveHeader ofPairs(int pairs) {
        return new ArchiveHeader(32, 24, new MaskShape(pairs, 8, 16, 5), 1, List.of(8, 10, 4));
    }

    static byte[] mutate(byte[] stream, Random random) {
        byte[] damaged = stream.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            case 1 -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(20));
            default -> {
                for (int changes = 1 + random.nextInt(4); changes > 0 && damaged.length > 0; changes--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return damaged;
    }
}
