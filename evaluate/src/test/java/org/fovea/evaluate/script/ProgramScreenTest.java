package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramScreenTest {
    @TempDir
    Path folder;

    private String source(String line) {
        return "def forward(self, x):\n    " + line + "\n    return torch.conv2d(x, self.w)\n";
    }

    @Test
    void a_network_that_writes_reads_prints_or_loops_for_ever_is_refused_before_it_is_loaded() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim.txt"), "precious bytes, only copy");
        Map<String, String> hostile = Map.of(
                "from_file",
                "x = torch.add(x, torch.sum(torch.from_file('" + victim + "', True, 16, dtype=0).fill_(66)))",
                "save",
                "torch.save(x, '" + folder.resolve("written") + "')",
                "print",
                "print(x)",
                "while",
                "while bool(torch.lt(torch.max(x), 1.0)):\n        x = x * 1.0");
        hostile.forEach((word, line) -> {
            Path file = TinyNetworks.save(folder, "hostile.pt", source(line));
            assertThatThrownBy(() -> ScriptNetwork.open(file, Optional.empty()))
                    .as(line)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(word)
                    .hasMessageContaining("which a network has no need of");
        });
        assertThat(victim).hasContent("precious bytes, only copy");
        assertThat(folder.resolve("written")).doesNotExist();
    }

    @Test
    void clean_networks_have_the_identity_that_they_always_had() throws IOException {
        Path file = TinyNetworks.segmentation(folder);
        ScriptNetwork network = ScriptNetwork.open(file, Optional.empty());
        assertThat(network.identity()).containsExactly("torchscript=" + network.sha256());
    }

    @Test
    void trust_is_given_to_a_file_by_its_hash() {
        String hash = "ab".repeat(32);
        assertThat(ScriptArchive.trusts(null, hash)).isFalse();
        assertThat(ScriptArchive.trusts("1", hash)).isFalse();
        assertThat(ScriptArchive.trusts("", hash)).isFalse();
        assertThat(ScriptArchive.trusts("cd, " + hash, hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = torch.save(y, \"f\")",
                "x = torch . from_file(\"f\")",
                "x = torch.\\\n  from_file(\"f\")",
                "x = (torch # why\n .from_file(\"f\"))",
                "x = y.save(\"f\")",
                "x = y. \\\n save(\"f\")",
                "print (x)",
                "  print(x)",
                "while True:\n  x = y",
                "x = y; while True:",
                "x = ops.aten.from_file(\"f\")",
                "x = ops.prim.Print(y)",
                "x = ops.rpc.anything(y)",
                "x = ops . aten.save(y)",
                "fork(f, x)",
                "torch.manual_seed(1)",
                "torch.warn(\"x\")",
                "torch.ops.load_library(\"f\")"
            })
    void what_reaches_outside_is_named(String code) {
        assertThat(ProgramScreen.complaint(code)).as(code).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_0 = torch._convolution(x, w, b, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)",
                "import __torch__.torch.nn.modules.conv",
                "input = __torch__.torch.nn.functional.relu(x, False, )",
                "for _0 in range(torch.len(sizes)):",
                "ops.prim.RaiseException(\"AssertionError: meanwhile, printing\")",
                "_1 = ops.prim.NumToTensor(torch.size(x, 0))",
                "meanwhile = torch.add(x, blueprint)"
            })
    void what_networks_are_made_of_passes(String code) {
        assertThat(ProgramScreen.complaint(code)).isEmpty();
    }
}
