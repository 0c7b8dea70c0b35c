package org.fovea.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.doctor.Check.State;
import org.fovea.evaluate.torch.CudaLibraries;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path home;

    private static Check find(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_this_build_needs_is_there() throws IOException {
        List<Check> checks = new Doctor(home, System.getenv()).examine();
        assertThat(checks).noneMatch(check -> check.state() == State.MISSING);
        assertThat(find(checks, "FFmpeg").found()).startsWith("8.");
        assertThat(find(checks, "LibTorch").found()).startsWith("LibTorch 2.");
        assertThat(find(checks, "Java").state()).isEqualTo(State.GOOD);
    }

    @Test
    void what_is_not_there_comes_with_its_fix() throws IOException {
        Files.createFile(home.resolve("pom.xml"));
        List<Check> checks = new Doctor(home, Map.of("MAVEN_USER_HOME", home.toString())).examine();
        for (String name : List.of("Maven", "start cache", "test data", "browser")) {
            assertThat(find(checks, name).state()).as(name).isEqualTo(State.NOTE);
            assertThat(find(checks, name).fix()).as(name).isNotEmpty();
        }
    }

    @Test
    void an_installed_program_is_not_asked_for_what_builds_and_tests_need() throws IOException {
        assertThat(new Doctor(home, Map.of()).examine())
                .extracting(Check::name)
                .contains("Java", "disk", "start cache")
                .doesNotContain("Maven", "test data", "browser");
    }

    @Test
    void test_data_is_found_beside_the_repository_or_where_told() throws IOException {
        Path repository = Files.createDirectories(home.resolve("repository"));
        Files.createFile(repository.resolve("pom.xml"));
        Files.createDirectories(home.resolve("shared/data/qzs3"));
        assertThat(find(new Doctor(repository, Map.of()).examine(), "test data").state())
                .isEqualTo(State.GOOD);
        assertThat(find(new Doctor(repository, Map.of("FOVEA_SHARED", "/none")).examine(), "test data")
                        .state())
                .isEqualTo(State.NOTE);
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
