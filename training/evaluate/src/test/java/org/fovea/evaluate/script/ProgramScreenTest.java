package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramScreenTest {
    private static final String HEADER = "def forward(self: __torch__.Tiny,";

    @TempDir
    Path folder;

    private String source(String line) {
        return "def forward(self, x):\n    " + line + "\n    return torch.conv2d(x, self.w)\n";
    }

    /**
     * A small network whose program is another one, as nobody's exporter would write it; member names are those behind
     * the archive's own.
     */
    private Path hostile(Map<String, String> others, String inClass, String inForward) throws IOException {
        Path clean = TinyNetworks.segmentation(folder);
        Path file = folder.resolve("hostile.pt");
        try (ZipFile in = new ZipFile(clean.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            String root = "";
            for (ZipEntry entry : Collections.list(in.entries())) {
                root = entry.getName().substring(0, entry.getName().indexOf('/') + 1);
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".py")) {
                    String code = new String(bytes, StandardCharsets.UTF_8);
                    int at = code.indexOf("  " + HEADER);
                    int body = code.indexOf('\n', code.indexOf("->", at)) + 1;
                    assertThat(at).isPositive();
                    code = code.substring(0, at)
                            + inClass
                            + code.substring(at, body)
                            + inForward
                            + code.substring(body);
                    bytes = code.getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
            for (Map.Entry<String, String> other : others.entrySet()) {
                out.putNextEntry(new ZipEntry(root + other.getKey()));
                out.write(other.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }

    private static void open(Path file) throws IOException {
        ScriptNetwork.open(file, Optional.empty(), Optional.empty()).close();
    }

    private void refuses(Path file, String word) {
        assertThrown(FormatException.class, () -> open(file), word, "which a network has no need of");
    }

    @Test
    void a_network_that_writes_reads_or_prints_is_refused_before_it_runs() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim.txt"), "precious bytes, only copy");
        Map<String, String> hostile = Map.of(
                "from_file",
                "x = torch.add(x, torch.sum(torch.from_file('" + victim + "', True, 16, dtype=0).fill_(66)))",
                "save",
                "torch.save(x, '" + folder.resolve("written") + "')",
                "print",
                "print(x)");
        hostile.forEach((word, line) -> {
            Path file = TinyNetworks.save(folder, "hostile.pt", source(line));
            refuses(file, word);
        });
        assertThat(victim).hasContent("precious bytes, only copy");
        assertThat(folder.resolve("written")).doesNotExist();
    }

    @Test
    void clean_networks_have_the_identity_that_they_always_had() throws IOException {
        Path file = TinyNetworks.segmentation(folder);
        ScriptNetwork network = ScriptNetwork.open(file, Optional.empty(), Optional.empty());
        assertThat(network.identity()).singleElement().asString().startsWith("torchscript=");
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
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "aten::save|    torch.save(x, \"f\")",
                "aten::from_file|    x = torch.from_file(\"f\", True, 16)",
                "aten::from_file|    x = torch . from_file(\"f\", True, 16)",
                "aten::from_file|    x = ops.aten.from_file(\"f\", True, 16)",
                "aten::from_file|    x = (torch\\n      .from_file(\"f\", True, 16))",
                "aten::save|    _0 = ops . aten.save(x, \"f\")",
                "print|    print(x)",
                "print|    print (x)",
                "fork|    x = torch.wait(fork(__torch__.other.g, x))",
                "aten::manual_seed|    torch.manual_seed(1)",
                "profiler::_record|    x = ops.profiler._record_function_enter(\"x\")",
                "print|    if torch.gt(torch.dim(x), 9):\\n      if torch.gt(torch.dim(x), 8):\\n        "
                        + "print(x)\\n      else:\\n        pass\\n    else:\\n      pass",
                "print|    x = __torch__.other.f(x)",
                "computed (getattr)|    q = getattr(getattr(__torch__, \"torch\"), \"classes\")",
                "_reshape_alias|    x = torch._reshape_alias(x, [4000], [1])",
                "_fft_c2r|    x = torch._fft_c2r(x, [0], 0, 4000)",
                "native_batch_norm|    a, b, c = torch.native_batch_norm(x, None, None, None, None, True, 0.1, "
                        + "1e-05)\\n    x = a",
                "replace|    s = torch.replace(\"abc\", \"\", \"\")\\n    x = torch.add(x, torch.len(s))",
            })
    void what_reaches_outside_is_named(String word, String lines) throws IOException {
        String other = "def f(x: Tensor) -> Tensor:\n  print(x)\n  return x\ndef g(x: Tensor) -> Tensor:\n  return "
                + "torch.neg(x)\n";
        refuses(hostile(Map.of("code/__torch__/other.py", other), "", lines.replace("\\n", "\n") + "\n"), word);
    }

    @Test
    void objects_are_neither_cast_nor_sorted() throws IOException {
        String classes = """
                class Small:
                  a : int
                  def __init__(self: __torch__.other.Small, a: int) -> NoneType:
                    self.a = a
                    return None
                  def __lt__(self: __torch__.other.Small, other: __torch__.other.Small) -> bool:
                    return True
                """;
        Map<String, String> other = Map.of("code/__torch__/other.py", classes);
        refuses(
                hostile(
                        other,
                        "",
                        "    s = annotate(Any, 5)\n    b = unchecked_cast(__torch__.other.Small, s)\n    x = "
                                + "torch.add(x, b.a)\n"),
                "a cast to an object");
        refuses(
                hostile(
                        other,
                        "",
                        "    l = [__torch__.other.Small(1)]\n    m = torch.sorted(l)\n    x = torch.add(x, "
                                + "(m[0]).a)\n"),
                "a list of objects that is sorted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    for i in range(torch.size(x, 2)):\n      x = torch.add(x, i)\n",
                "    while torch.lt(torch.max(x), 0.0):\n      x = torch.add(x, 1)\n",
                "    print0 = torch.dict([(\"while\", x)])\n    fork0 = torch.keys(print0)\n",
                "    torch.warn(\"nobody reads this\")\n",
                "    if torch.is_scripting():\n      x = torch.neg(x)\n    else:\n      x = torch.neg(x)\n",
                "    l = annotate(List[Tensor], [])\n    for i in range(4):\n      _0 = torch.append(l, x)\n"
            })
    void what_networks_are_made_of_passes(String lines) throws IOException {
        open(hostile(Map.of(), "", lines));
    }

    @Test
    void methods_and_functions_that_nobody_calls_are_read_too() throws IOException {
        String method = "  def hidden(self: __torch__.Tiny, x: Tensor) -> Tensor:\n    print(x)\n    return x\n";
        refuses(hostile(Map.of(), method, ""), "print");
    }

    @Test
    void nothing_runs_while_a_file_is_loaded() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim.txt"), "precious bytes, only copy");
        String call = "torch.fill_(torch.from_file(\"" + victim + "\", True, 16, dtype=0), 66)";
        Map<String, String> parts = Map.of(
                "the default of an argument",
                "  def hidden(self: __torch__.Tiny, x: Tensor=" + call + ") -> Tensor:\n    return x\n",
                "a constant of a class",
                "  k : Final[int] = torch.dim(" + call + ")\n",
                "a method that loading calls",
                "  def __getstate__(self: __torch__.Tiny) -> Tensor:\n    return self.w\n"
                        + "  def __setstate__(self: __torch__.Tiny, w: Tensor) -> NoneType:\n    _0 = " + call
                        + "\n    self.w = w\n");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            refuses(hostile(Map.of(), part.getValue(), ""), "at loading");
            assertThat(victim).as(part.getKey()).hasContent("precious bytes, only copy");
        }
    }

    @Test
    void text_that_libtorch_might_read_otherwise_is_refused() throws IOException {
        for (String text : List.of(
                "    # a comment\n",
                "    _0 = \\\n 1\n",
                "    _0 = 'one'\n",
                "    _0 = \"\"\"one\"\"\"\n",
                "    _0 = 1; _1 = 2\n",
                "\t_0 = 1\n",
                "    \u00e4 = 1\n",
                "    _0 = \"one\n",
                "    _0 = 1)\n")) {
            refuses(hostile(Map.of(), "", text), "unusual");
        }
        refuses(hostile(Map.of("CODE/__TORCH__/OTHER.PY", "# hidden\n"), "", ""), "unusual");
        refuses(
                hostile(Map.of(), "  p : __torch__.torch.classes.quantized.Conv2dPackedParamsBase\n", ""),
                "torch.classes");
        refuses(
                hostile(Map.of("data/other.pkl", "c__torch__.torch\nclasses.dist_c10d.Store\n"), "", ""),
                "torch.classes");
        assertThrown(FormatException.class, () -> open(hostile(Map.of("model.json", "{}"), "", "")), "PyTorch 1.0");
    }

    @Test
    void text_that_nests_without_end_takes_neither_the_stack_nor_time() {
        List<String> bodies = new ArrayList<>(List.of(
                "    _0 = " + "(".repeat(200_000) + "1" + ")".repeat(200_000) + "\n",
                "    _0 = " + "-".repeat(200_000) + "1\n",
                "    _0 = 1" + " + 1".repeat(200_000) + "\n",
                "    _0 = x" + ".x".repeat(200_000) + "\n",
                "    _0 = " + "1 if True else ".repeat(200_000) + "1\n",
                "    _0 = " + "not ".repeat(200_000) + "True\n",
                "\n".repeat(200_000),
                IntStream.range(0, 2_000)
                                .mapToObj(i -> " ".repeat(4 + i) + "if True:\n")
                                .collect(Collectors.joining())
                        + " ".repeat(2_010) + "pass\n"));
        Assertions.assertThat(bodies)
                .allSatisfy(body -> org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(20),
                        () -> assertThatThrownBy(() -> open(hostile(Map.of(), "", body)))
                                .isInstanceOf(FormatException.class)
                                .hasMessageContaining("which a network has no need of")));
    }

    @Test
    void functions_that_call_each_other_in_a_long_row_do_not_end_the_process() throws IOException {
        int count = 15_000;
        String chain = IntStream.range(0, count)
                .mapToObj(i -> "def f" + i + "(x: Tensor) -> Tensor:\n  return "
                        + (i + 1 < count ? "__torch__.other.f" + (i + 1) + "(x)" : "x") + "\n")
                .collect(Collectors.joining());
        open(hostile(Map.of("code/__torch__/other.py", chain), "", "    _0 = __torch__.other.f0(x)\n"));
        refuses(
                hostile(
                        Map.of(
                                "code/__torch__/other.py",
                                chain + "def g(x: Tensor) -> Tensor:\n  return x\n".repeat(6_000)),
                        "",
                        ""),
                "functions");
    }
}
