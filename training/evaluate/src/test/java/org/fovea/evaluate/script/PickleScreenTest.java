package org.fovea.evaluate.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pickles are texts here, one letter a byte, as torch.jit.save and its enemies write them. */
class PickleScreenTest {
    private static final String TRAINING = text("training") + "\u0089";

    @TempDir
    Path folder;

    private static String text(String text) {
        return "X" + number(text.length()) + text;
    }

    private static String number(int number) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
        return new String(bytes, ISO_8859_1);
    }

    private static String object(String name, String state) {
        return "c__torch__\n" + name + "\n)\u0081}(" + state + "ub";
    }

    private static String numbers(int... numbers) {
        StringBuilder tuple = new StringBuilder("(");
        for (int number : numbers) {
            tuple.append('J').append(number(number));
        }
        return tuple.append('t').toString();
    }

    private static String storage(String key, int count) {
        return "(" + text("storage") + "ctorch\nFloatStorage\n" + text(key) + text("cpu") + "J" + number(count) + "tQ";
    }

    private static String tensor(int count, int from, int side, int step) {
        return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage("0", count) + "J" + number(from) + numbers(side)
                + numbers(step) + "\u0089ccollections\nOrderedDict\n)RtR";
    }

    private static String program(String attribute, String result) {
        return "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + attribute
                + "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return " + result + "\n";
    }

    /** A network of one module whose other attributes are a pickle's. */
    private Path network(String code, String attributes, Map<String, String> others) throws IOException {
        Map<String, String> members = new LinkedHashMap<>(others);
        members.put("data.pkl", "\u0080\u0002" + object("M", TRAINING + attributes) + ".");
        members.put("code/__torch__.py", code);
        members.putIfAbsent("constants.pkl", "\u0080\u0002).");
        members.put("version", "3\n");
        members.put("data/0", "\0\0\u0080?\0\0\0@\0\0@@\0\0\u0080@");
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        members.forEach((name, text) -> bytes.put("archive/" + name, text.getBytes(ISO_8859_1)));
        return TinyNetworks.zip(folder.resolve("network.pt"), bytes);
    }

    private static void open(Path file) throws IOException {
        ScriptNetwork.open(file, Optional.empty(), Optional.empty()).close();
    }

    private void refuses(String code, String attributes, Map<String, String> others, String word) throws IOException {
        Path file = network(code, attributes, others);
        assertThatThrownBy(() -> open(file))
                .as(word)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(word);
    }

    private void refuses(String attributes, String word) throws IOException {
        refuses(program("", "x"), attributes, Map.of(), word);
    }

    @Test
    void tensors_lie_within_their_data() throws IOException {
        String code = program("  w : Tensor\n", "torch.add(self.w, 0)");
        open(network(code, text("w") + tensor(4, 0, 4, 1), Map.of()));
        open(network(code, text("w") + tensor(4, 1, 2, 2), Map.of()));
        open(network(code, text("w") + tensor(4, 0, 4000, 0), Map.of()));
        open(network(code, text("w") + tensor(0, 0, 0, 1), Map.of()));
        for (String tensor : new String[] {
            tensor(4000, 0, 4000, 1),
            tensor(5, 0, 4, 1),
            tensor(-1, 0, 4, 1),
            tensor(4, 0, 5, 1),
            tensor(4, 0, 3, 2),
            tensor(4, 2_000, 12, 1),
            tensor(4, 4, 1, 1),
            tensor(4, -1, 1, 1),
            tensor(4, 0, -4, 1),
            tensor(4, 3, 4, -1),
            tensor(0, 0, 1, 1),
            tensor(4, 0, 4, 1).replace(text("0"), text("1"))
        }) {
            refuses(code, text("w") + tensor, Map.of(), "beyond its data");
        }
        refuses(
                code,
                text("w") + tensor(4, 0, 4, 1),
                Map.of("constants.pkl", "\u0080\u0002" + tensor(1, 0, 1, 1) + "\u0085."),
                "beyond its data");
    }

    @Test
    void data_that_libtorch_would_not_read_are_refused() throws IOException {
        String code = program("  w : Tensor\n", "torch.add(self.w, 0)");
        Path file = network(code, text("w") + tensor(4, 0, 4, 1), Map.of());
        String bytes = Files.readString(file, ISO_8859_1);
        int entry = bytes.lastIndexOf("archive/data/0") - 46;
        assertThat(bytes.startsWith("PK\u0001\u0002", entry)).isTrue();
        String marked = bytes.substring(0, entry + 38) + "\u0010" + bytes.substring(entry + 39);
        Files.writeString(file, marked, ISO_8859_1);
        assertThrown(FormatException.class, () -> open(file), "marked as a folder");
    }

    @Test
    void values_that_nest_or_repeat_each_other_without_end_take_neither_the_stack_nor_time() throws IOException {
        StringBuilder doubling = new StringBuilder(")q\0");
        for (int i = 0; i < 40; i++) {
            doubling.append('h').append((char) i).append('h').append((char) i).append("\u0086q");
            doubling.append((char) (i + 1));
        }
        for (String value : new String[] {
            ")" + "\u0085".repeat(1_000_000), "((" + doubling + "tt", ")".repeat(2_000_000), "(".repeat(4_000_000)
        }) {
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> refuses(text("m") + value, "too many"));
        }
        Map<String, String> debug =
                Map.of("code/__torch__.py.debug_pkl", "\u0080\u0002)" + "\u0085".repeat(1_000_000) + ".");
        refuses(program("", "x"), "", debug, "nest too deep");
    }

    @Test
    void a_list_that_holds_itself_is_refused() throws IOException {
        refuses(text("m") + "]q\0(h\0e", "unusual");
        refuses(
                text("m") + "]" + text("List[Any]") + "\u0086q\0ctorch.jit._pickle\nrestore_type_tag\nh\0R(h\0e",
                "unusual");
        refuses(text("m") + "r" + number(2_000_000_000), "unusual");
    }

    @Test
    void only_what_libtorch_writes_is_called() throws IOException {
        refuses(text("m") + "cos\nsystem\n" + text("true") + "\u0085R", "calls os.system");
        refuses(text("m") + "ctorch._utils\n_rebuild_sparse_tensor\n)R", "calls torch._utils._rebuild_sparse_tensor");
        refuses(text("m") + "c__torch__.torch\nclasses.dist_c10d.Store\n)R", "torch.classes");
        refuses(text("m") + "c__torch__.torch.classes.dist_c10d\nStore\n)R", "torch.classes");
        refuses(text("m") + "K\u0001)R", "unusual");
        refuses(text("m") + "I1\n", "unusual");
        refuses(text("m") + "ctorch.jit._pickle\nbuild_intlist\n](" + text("one") + "e\u0085R", "unusual");
        refuses(text("m") + "\u0085", "unusual");
        refuses(text("m") + "X" + number(-1), "unusual");
        refuses(text("m") + "(" + object("M", "") + "t", "an object in a list");
        refuses(
                program("", "x"),
                "",
                Map.of("constants.pkl", "\u0080\u0002" + object("M", TRAINING) + "\u0085."),
                "an object in a list");
    }

    @Test
    void enums_have_the_members_that_the_program_names() throws IOException {
        String code = "class Mode(Enum):\n  near = \"nearest\"\n  line = \"bilinear\"\n"
                + program("  mode : __torch__.Mode\n", "x");
        String mode = text("mode") + "c__torch__\nMode\n";
        open(network(code, mode + text("bilinear") + "R", Map.of()));
        refuses(code, mode + text("cubic") + "R", Map.of(), "unusual");
        refuses(code, text("mode") + object("Mode", ""), Map.of(), "unusual");
    }

    @Test
    void attributes_hold_objects_of_the_classes_that_the_program_says() throws IOException {
        StringBuilder big = new StringBuilder("class Big(Module):\n  training : bool\n");
        for (int i = 0; i < 60; i++) {
            big.append("  f").append(i).append(" : Tensor\n");
        }
        String code = big + "class Small(Module):\n  training : bool\n";
        String part = text("b") + object("Small", TRAINING);
        refuses(
                code + program("  b : __torch__.Big\n", "torch.add((self.b).f50, x)"),
                part,
                Map.of(),
                "holds an object of another class");
        open(network(code + program("  b : __torch__.Small\n", "x"), part, Map.of()));
        assertThat(folder.resolve("network.pt")).exists();
    }
}
