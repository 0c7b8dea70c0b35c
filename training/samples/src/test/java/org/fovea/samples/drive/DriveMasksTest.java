package org.fovea.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class DriveMasksTest {
    @Test
    void a_stride_of_two_takes_the_second_frame_of_every_pair() {
        DriveSettings settings = new DriveSettings(new FrameSize(64, 48), 7, 3, TimeOfDay.DAY);
        MaskTensor all = DriveMasks.draw(settings, 1);
        MaskTensor second = DriveMasks.draw(settings, 2);
        assertThat(all.shape().frames()).isEqualTo(7);
        assertThat(second.shape().frames()).isEqualTo(3);
        assertThat(second.shape().classes()).isEqualTo(DriveClass.labels().size());
        for (int pair = 0; pair < 3; pair++) {
            assertThat(second.frame(pair)).isEqualTo(all.frame(2 * pair + 1));
        }
    }
}
