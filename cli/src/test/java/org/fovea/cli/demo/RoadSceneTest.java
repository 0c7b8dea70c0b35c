package org.fovea.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class RoadSceneTest {
    /** CRC-32 of six small frames; only a change of the scene may change it. */
    private static final long GOLDEN = 3354217554L;

    private static long checksum(MaskTensor masks) {
        CRC32 crc = new CRC32();
        crc.update(masks.classIds());
        return crc.getValue();
    }

    @Test
    void the_same_seed_draws_the_same_drive_on_every_machine() {
        assertThat(checksum(RoadScene.draw(6, 96, 128, 1))).isEqualTo(GOLDEN);
        assertThat(checksum(RoadScene.draw(6, 96, 128, 2))).isNotEqualTo(GOLDEN);
    }

    @Test
    void every_frame_shows_all_classes_and_differs_from_the_one_before() {
        MaskTensor masks = RoadScene.draw(48, 192, 256, 1);
        byte[] before = null;
        for (int frame = 0; frame < 48; frame++) {
            byte[] ids = masks.frame(frame);
            int[] counts = new int[RoadScene.CLASSES.size()];
            for (byte id : ids) {
                counts[id]++;
            }
            for (int id = 0; id < counts.length; id++) {
                assertThat(counts[id])
                        .as("%s in frame %d", RoadScene.CLASSES.get(id), frame)
                        .isGreaterThan(50);
            }
            assertThat(ids).isNotEqualTo(before);
            before = ids;
        }
    }
}
