package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.Section;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands within this process; {@link FoveaIT} runs the real program. */
class MainTest {
    @TempDir
    Path folder;

    private Result last;

    private int run(String line, Object... values) {
        last = CommandDoor.result(line, values);
        return last.exitCode();
    }

    private String out() {
        return last.out();
    }

    private String err() {
        return last.err();
    }

    static Stream<String> commands() {
        return CommandDoor.commands().stream().map(CommandDoor::path);
    }

    @ParameterizedTest(name = "fovea {0} --help")
    @MethodSource("commands")
    void every_command_describes_itself_with_an_example(String path) {
        assertThat(run((path + " --help").strip())).isZero();
        if (!path.isEmpty() && !path.equals("lab")) {
            assertThat(out().lines()).as("a screen").hasSizeLessThanOrEqualTo(40);
        }
        assertThat(run((path + " --help=all").strip())).isZero();
        assertThat(out())
                .contains("Example:")
                .contains("  fovea " + path.strip())
                .contains("--quiet");
        // Examples are copied, so that they are never broken into lines.
        assertThat(out().substring(0, out().indexOf("Example:")).lines()).allMatch(line -> line.length() <= 100);
        assertThat(out().lines().findFirst().orElseThrow()).endsWith(".");
        assertThat(err()).isEmpty();
    }

    @Test
    void the_overview_lists_every_command_once() {
        run("--help");
        List<String> overview = out().lines().toList();
        CommandDoor.commands().stream()
                .filter(command -> !CommandDoor.isGroup(command)
                        && !command.getCommandSpec().usageMessage().hidden())
                .map(CommandDoor::path)
                .forEach(path -> assertThat(overview)
                        .as(path)
                        .filteredOn(line -> line.startsWith("  " + path + "  "))
                        .hasSize(1));
    }

    @Test
    void options_of_long_commands_are_in_sections() {
        run("compress --help");
        assertThat(out())
                .contains("Input and output:\n  -o,", "\nNetworks:\n", "\nEffort:\n", "\nRun:\n", "\nSafety:\n")
                .contains("--minutes", "--pairs", "--help=all")
                .doesNotContain("--target-trials", "--quiet");
        run("compress --help=all");
        assertThat(out()).contains("--target-trials", "\nProgram:\n", "--quiet").doesNotContain("shows the rest");
        run("inspect --help");
        assertThat(out()).contains("--quiet").doesNotContain("Input and output:");
        assertThat(run("compress --help=most")).isEqualTo(2);
        assertThat(err()).startsWith("fovea compress: Invalid value for option '--help': 'most' is not all");
    }

    @Test
    void the_version_names_the_libraries() {
        assertThat(run("--version")).isZero();
        assertThat(out())
                .startsWith("Fovea 0.")
                .contains(
                        "Java 25",
                        "FFmpeg 8.",
                        "picocli 4.",
                        "Jackson 3.",
                        "LibTorch 2.",
                        "ONNX Runtime 1.",
                        "DuckDB 2.");
        assertThat(out()).doesNotContain("${");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inspct|fovea: ",
                "--quiet inspect|fovea inspect: ",
                "inspect|fovea inspect: ",
                "inspect a b|fovea inspect: ",
                "inspect a --challenge --original-bytes 5|fovea inspect: ",
                "repack a -o b --effort hard|fovea repack: ",
                "repack a|fovea repack: ",
                "repack a -o -|-: this command writes no standard output",
                "package a -o -|-: this command writes no standard output",
                "inflate a|fovea inflate: ",
                "inflate a -o b --pairs 5|fovea inflate: ",
                "inflate a -o b --pairs 5..4|fovea inflate: ",
                "mask encode a -o b|fovea mask encode: ",
                "mask encode a --frames 0 --height 1 --width 1 -o b|--frames 0",
                "mask encode a --frames 1 --height 1 --width 1 --classes 257 -o b|--classes 257",
                "mask show a -o b.png --frame one|fovea mask show: ",
                "inspect a --threads many|fovea inspect: ",
                "inspect a --threads 0|fovea inspect: ",
                "--threads -1 inspect a|fovea: ",
                "mask encode a --frames 50000000 --height 1 --width 1 -o b|--frames 50000000",
                "samples generate -o a --pairs two|fovea samples generate: Invalid value for option '--pairs': 'two' "
                        + "is not a whole number below 2,147,483,648; see",
                "samples generate -o a --seed 1.5|fovea samples generate: Invalid value for option '--seed': '1.5' "
                        + "is not a whole number; see",
                "inspect a --challenge --original-bytes 3|fovea inspect: --original-bytes=N, --challenge are "
                        + "mutually exclusive",
                "fleet retry a --conf b|fovea fleet retry: Value for option '--conf' (KEY=VALUE) should be",
                "compress a -o b --device gpu|--device: 'gpu' is none of auto, cpu, cuda and cuda:N",
                "compress a -o b --minutes soon|fovea compress: Invalid value for option '--minutes': 'soon' is not "
                        + "a number; see",
            })
    void wrong_usage_is_one_line_and_exit_code_2(String line, String beginning) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err().lines()).hasSize(1).first().asString().startsWith(beginning);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inspct|fovea: 'inspct' is not a command; did you mean inspect",
                "clip encod|fovea clip: 'encod' is not a command; did you mean encode",
                "check sub|fovea: 'check' is not a command; did you mean challenge check or evaluators check?",
                "init|fovea: 'init' is not a command; did you mean lab init or evaluators init?",
                "inflate a -o b --pair 1|fovea inflate: '--pair' is not an option; did you mean --pairs",
                "inspect a b|fovea inspect: 'b' is not expected here; see fovea inspect --help",
            })
    void names_that_are_not_known_are_answered_with_similar_ones(String line, String beginning) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err().lines()).hasSize(1).first().asString().startsWith(beginning);
    }

    @Test
    void help_and_version_are_commands_too() {
        assertThat(run("help clip encode")).isZero();
        String help = out();
        assertThat(run("clip encode --help")).isZero();
        assertThat(out()).isEqualTo(help);
        assertThat(run("help")).isZero();
        assertThat(out()).contains("  inflate ", "  completion ");
        assertThat(run("help clip encod")).isEqualTo(2);
        assertThat(run("version")).isZero();
        String version = out();
        run("--version");
        assertThat(version).isEqualTo(out());
    }

    @Test
    void profiles_are_listed_by_what_they_are_for() {
        assertThat(run("profiles")).isZero();
        assertThat(out().lines())
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).matches("[a-z/]+ {2,}[a-z][^#]*"));
    }

    @Test
    void bash_takes_the_completion_script_and_completes() throws Exception {
        assertThat(run("completion bash")).isZero();
        Path script = Files.writeString(folder.resolve("fovea.bash"), out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script
                                + "; COMP_WORDS=(fovea infl); COMP_CWORD=1; _complete_fovea; echo \"${COMPREPLY[@]}\"")
                .redirectError(ProcessBuilder.Redirect.DISCARD) // outside a completion, bash complains about compopt
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("inflate");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void what_is_read_is_not_overwritten_even_if_forced() throws Exception {
        byte[] content = SmallArchive.file();
        Path archive = Files.write(folder.resolve("a.zip"), content);
        Path link = Files.createSymbolicLink(folder.resolve("link"), archive.getFileName());
        for (String line : List.of(
                "repack %s -o %s --force",
                "compress %s --output=" + link + " --force", "score --original %s --candidate x --json %s --force")) {
            assertThat(run(line.replace("%s", archive.toString()))).as(line).isEqualTo(2);
            assertThat(err())
                    .startsWith("fovea " + line.split(" ")[0] + ": ")
                    .contains(" is read and would be overwritten; name another output");
        }
        assertThat(archive).hasBinaryContent(content);
        Files.delete(link); // JUnit warns of links
    }

    @Test
    void nothing_is_overwritten_unless_forced() throws Exception {
        Path input = Files.write(folder.resolve("ids.u8"), new byte[] {0, 1, 1, 0});
        Path output = Files.writeString(folder.resolve("masks.fva"), "precious");
        String line = "mask encode %s --frames 1 --height 2 --width 2 --effort fast -o %s";
        assertThat(run(line, input, output)).isEqualTo(2);
        assertThat(err()).contains("--force");
        assertThat(run("compress %s -o %s --resume", input, output)).isEqualTo(2); // there is no run
        assertThat(output).hasContent("precious");
        assertThat(run(line + " --force", input, output)).isZero();
        assertThat(Files.readAllBytes(output)).startsWith('F', 'V', 'A', '1');
    }

    @Test
    void a_defect_is_one_line_without_debug() {
        assertThat(run("inspect %s", "\0")).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
    }

    @Test
    void debug_prints_the_stack_trace() {
        assertThat(run("inspect %s --debug", folder.resolve("none"))).isEqualTo(3);
        assertThat(err()).contains("no such file").contains("\tat org.fovea.cli");
    }

    @Test
    void a_device_without_end_is_a_bad_input() {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero), "this system has no /dev/zero");
        assertThat(run("inspect %s", zero)).isEqualTo(3);
        assertThat(err()).startsWith("/dev/zero: more than 67.1 MB is too large");
    }

    @Test
    void a_link_to_a_device_is_no_output() throws Exception {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "this system has no /dev/null");
        Path archive = Files.write(folder.resolve("a.zip"), SmallArchive.file());
        Path link = Files.createSymbolicLink(folder.resolve("link"), device);
        assertThat(run("mask decode %s -o %s --force", archive, link)).isEqualTo(2);
        assertThat(err()).contains("is a device or pipe");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void optional_sections_that_are_not_known_are_named_when_they_are_left_out() throws Exception {
        Archive known = ArchiveFile.open(SmallArchive.file()).archive();
        List<Section> more = new ArrayList<>(known.sections());
        more.add(new Section(73, true, 7, new byte[] {1, 2}, 0));
        Path archive = Files.write(folder.resolve("a.fva"), new Archive(known.header(), more).toBytes());
        Path smaller = folder.resolve("b.zip");
        assertThat(run("repack %s -o %s --effort fast", archive, smaller)).isZero();
        assertThat(err()).contains("left out: section kind 73, 2 bytes");
        assertThat(run("repack %s -o %s --effort fast", smaller, folder.resolve("c.zip")))
                .isZero();
        assertThat(err()).doesNotContain("left out");
    }
}
