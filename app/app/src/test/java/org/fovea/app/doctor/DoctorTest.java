package org.fovea.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.doctor.Check.State;
import org.fovea.evaluate.torch.CudaLibraries;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static Check find(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_this_build_needs_is_there() throws IOException {
        List<Check> checks = new Doctor(System.getenv()).examine();
        assertThat(checks).noneMatch(check -> check.state() == State.MISSING);
        assertThat(find(checks, "FFmpeg").found()).startsWith("8.");
        assertThat(find(checks, "LibTorch").found()).startsWith("LibTorch 2.");
        assertThat(find(checks, "Java").state()).isEqualTo(State.GOOD);
    }

    @Test
    void what_is_not_there_comes_with_its_fix() throws IOException {
        Check cache = find(new Doctor(Map.of()).examine(), "start cache");
        assertThat(cache.state()).isEqualTo(State.NOTE);
        assertThat(cache.fix()).isNotEmpty();
    }

    @Tag("slow")
    @Test
    void a_device_is_compared_with_the_processor_and_measured() {
        assertThat(Doctor.device(Optional.empty())).isEmpty();
        List<Check> checks = Doctor.device(Optional.of("cpu"));
        assertThat(find(checks, "gradients").found()).isEqualTo("cpu against cpu: cosine 1.000000");
        assertThat(find(checks, "pairs a second").found()).contains("1: ", ", 16: ");
    }

    @Test
    void a_gpu_that_is_not_there_is_missing_with_its_libraries() {
        assumeTrue(!CudaLibraries.wanted());
        List<Check> checks = Doctor.device(Optional.of("cuda"));
        assertThat(find(checks, "device").state()).isEqualTo(Check.State.MISSING);
        assertThat(find(checks, "CUDA libraries").fix()).contains("pip install", "LD_LIBRARY_PATH");
        assertThatThrownBy(() -> Doctor.device(Optional.of("gpu"))).isInstanceOf(IllegalArgumentException.class);
    }
}
