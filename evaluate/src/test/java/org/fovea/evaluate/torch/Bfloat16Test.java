package org.fovea.evaluate.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "flags : fpu avx2 avx512f amx_bf16 amx_tile, true",
        "flags : fpu avx512f avx512_bf16, true",
        "flags : fpu avx2 avx512f, false",
        "flags : fpu not_amx_bf16x, false",
        "model name : amx_bf16, false"
    })
    void units_are_told_by_the_flags_of_the_processor(String line, boolean expected) throws IOException {
        Path file = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n" + line + "\nbogomips : 1\n");
        assertThat(Bfloat16.hasUnits(file)).isEqualTo(expected);
    }

    @Test
    void a_system_without_flags_has_none() {
        assertThat(Bfloat16.hasUnits(folder.resolve("nothing"))).isFalse();
    }
}
