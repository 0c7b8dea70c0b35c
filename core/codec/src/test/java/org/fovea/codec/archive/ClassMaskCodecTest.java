package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.mask.SampleMasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassMaskCodecTest extends SectionCodecContract<MaskFrames> {
    ClassMaskCodecTest() {
        super(
                new ClassMaskCodec(MaskEffort.FAST, null),
                "47d9997fabf0c458",
                ArchiveHeader.ofMasks(new MaskShape(4, 32, 24, 5)));
    }

    @Override
    List<Sample<MaskFrames>> samples() {
        return masks();
    }

    static List<Sample<MaskFrames>> masks() {
        return List.of(
                sample("moving discs", discs(new MaskShape(4, 24, 32, 5))),
                sample("noise", SampleMasks.noise(new MaskShape(2, 9, 7, 16), 9)),
                sample("noise of many classes", SampleMasks.noise(new MaskShape(2, 9, 7, 256), 9)),
                sample("discs of many classes", discs(new MaskShape(3, 24, 32, 19))),
                sample("one pixel", SampleMasks.noise(new MaskShape(1, 1, 1, 2), 9)));
    }

    @Override
    int refusedTruncations() {
        return 90;
    }

    /** A million frames need a long stream: one frame is what a short one may claim. */
    @ParameterizedTest
    @CsvSource({"16, 1", "16, 2", "16, 3", "256, 1", "256, 2", "256, 3"})
    void a_huge_frame_of_a_short_stream_costs_little(int classes, int effort) {
        MaskShape shape = new MaskShape(1, 4096, 4096, classes);
        byte[] stream = new byte[2000];
        new Random(20).nextBytes(stream);
        stream[0] = (byte) (classes > 16 ? 31 + effort : 15 + effort);
        // The number of hard pixels, 10,000.
        stream[1] = (byte) (10_000 & 127 | 128);
        stream[2] = (byte) (10_000 >> 7);
        if (classes > 16) {
            // All 256 classes occur.
            stream[3] = (byte) 255;
            for (int id = 0; id < 256; id++) {
                stream[4 + id] = (byte) id;
            }
        }
        assertThat(refuses(stream, ArchiveHeader.ofMasks(shape), "effort " + effort))
                .isTrue();
    }

    /** All but one in 65,536 of those that change anything are noticed. */
    @ParameterizedTest
    @EnumSource
    void damage_is_noticed_at_every_effort(MaskEffort effort) {
        Random random = new Random(5);
        for (int classes : new int[] {5, 19}) {
            MaskTensor tensor = discs(new MaskShape(3, 24, 32, classes));
            byte[] stream = new ClassMaskCodec(effort, null).encode(tensor, ArchiveHeader.ofMasks(tensor.shape()));
            for (int i = 0; i < 40; i++) {
                byte[] damaged = mutate(stream, random);
                assertThat(refuses(damaged, ArchiveHeader.ofMasks(tensor.shape()), "mutation " + i))
                        .isEqualTo(!Arrays.equals(damaged, stream));
            }
        }
    }

    @Override
    Object comparable(MaskFrames content) {
        return whole(content);
    }

    static Object whole(MaskFrames content) {
        MaskTensor tensor = MaskTensor.of(content);
        return List.of(tensor.shape(), ByteBuffer.wrap(tensor.classIds()));
    }

    private static Sample<MaskFrames> sample(String name, MaskTensor tensor) {
        return new Sample<>(name, ArchiveHeader.ofMasks(tensor.shape()), tensor);
    }

    static MaskTensor discs(MaskShape shape) {
        byte[] ids = new byte[(int) shape.total()];
        int at = 0;
        for (int t = 0; t < shape.frames(); t++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int nearest = 0;
                    for (int c = 1; c < shape.classes(); c++) {
                        int dx = x - 6 * c - t;
                        int dy = y - 4 * c;
                        if (dx * dx + dy * dy < 30 - 4 * c) {
                            nearest = c;
                        }
                    }
                    ids[at++] = (byte) nearest;
                }
            }
        }
        return new MaskTensor(shape, ids);
    }
}
