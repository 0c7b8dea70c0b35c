package org.fovea.evaluate.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "flags\t\t: fpu avx2 avx512f amx_bf16 amx_tile, true",
        "flags : fpu avx512f avx512_bf16, true",
        "flags : fpu avx2 avx512f, false",
        "flags : fpu not_amx_bf16x, false",
        "model name : amx_bf16, false"
    })
    void units_are_told_by_the_flags_of_the_processor(String line, boolean expected) throws IOException {
        assertThat(described("processor : 0\n" + line + "\nbogomips : 1\n").hasBfloat16())
                .isEqualTo(expected);
    }

    @Test
    void the_first_processor_counts() throws IOException {
        assertThat(described("vendor_id : A\nmodel name : A of ten\nflags : one\n\nvendor_id : B\nflags : two\n"))
                .isEqualTo(new Processor("A", "A of ten", Set.of("one")));
    }

    @Test
    void of_a_system_without_a_description_nothing_is_known() {
        Processor unknown = Processor.of(folder.resolve("nothing"));
        assertThat(unknown).isEqualTo(new Processor("", "", Set.of()));
        assertThat(unknown.hasBfloat16()).isFalse();
    }

    private Processor described(String text) throws IOException {
        return Processor.of(Files.writeString(folder.resolve("cpuinfo"), text));
    }
}
