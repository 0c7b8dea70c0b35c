package org.fovea.app.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawMaskFileTest {
    @TempDir
    Path folder;

    private Path file(int... ids) throws IOException {
        byte[] bytes = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = (byte) ids[i];
        }
        return Files.write(folder.resolve("ids.u8"), bytes);
    }

    @Test
    void gives_the_frames_again_and_again() throws IOException {
        RawMaskFile masks = RawMaskFile.open(file(0, 1, 2, 3, 2, 1, 0, 0, 1, 1, 2, 3), 2, 2, 3, 0);
        assertThat(masks.shape().classes()).isEqualTo(4);
        for (int i = 0; i < 2; i++) {
            assertThat(MaskTensor.of(masks).frame(1)).containsExactly(0, 0, 1, 1, 2, 3);
        }
    }

    @Test
    void a_single_class_counts_as_two() throws IOException {
        assertThat(RawMaskFile.open(file(0, 0), 1, 1, 2, 0).shape().classes()).isEqualTo(2);
    }

    @Test
    void another_length_is_refused_with_both_lengths() throws IOException {
        Path path = file(0, 1, 2);
        assertThatThrownBy(() -> RawMaskFile.open(path, 2, 1, 2, 0))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("has 3 bytes")
                .hasMessageEndingWith("would be 4; check --frames, --height and --width");
    }

    @Test
    void an_id_that_is_no_class_is_refused_with_its_place() throws IOException {
        RawMaskFile told = RawMaskFile.open(file(0, 1, 2, 1), 1, 2, 2, 2);
        assertThatThrownBy(() -> MaskTensor.of(told)).hasMessageContaining("class id 2 is not in 0..1");
        RawMaskFile many = RawMaskFile.open(file(0, 200, 0, 0), 1, 2, 2, 0);
        assertThat(many.shape().classes()).isEqualTo(201);
    }
}
