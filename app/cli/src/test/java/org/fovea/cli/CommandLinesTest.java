package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.terminal.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Options and parameters drawn by lot, on files of the wrong kind: whatever is typed, the answer is a documented exit
 * code and no bug. {@code -Dfovea.fuzz.commands=N} types N lines.
 */
class CommandLinesTest {
    private static final int LINES = Integer.getInteger("fovea.fuzz.commands", 300);
    private static final long SEED = Long.getLong("fovea.fuzz.seed", 20);

    /** They work for long, wait, ask for the folder that the tests run in, or clear what this user keeps. */
    private static final Set<String> LEFT_OUT = Stream.of(("demo, watch, doctor, evaluators check"
                            + ", evaluators pseudo-official, fleet run, lab mcp, play, lab work, "
                            + "samples generate, site serve")
                    .split(", "))
            .map("fovea "::concat)
            .collect(Collectors.toSet());

    /** Asking for help is no command. */
    private static final Set<String> OPTIONS_LEFT_OUT = Set.of("--help", "--version", "--debug");

    private static final List<String> FILES =
            List.of(("archive.zip,cut.zip,empty,folder,lab,ledger.jsonl,loop,missing,archive.zip/inside,noise.mkv,"
                            + "two\nlines,plan.yaml,text.md")
                    .split(","));
    private static final List<String> WHOLE =
            List.of("1", "2", "3", "64", "0", "-1", "2147483647", "99999999999999999999");
    private static final List<String> REAL = List.of("0.5", "1", "0.001", "0", "-1", "NaN", "1e308", "half");
    private static final List<String> WORDS =
            List.of((" - = a=b a,b 1..2 2..1 64x48 0x0 all drive fast/masks R-0001 C-0001 J-0001 R-9999 [1,2 {a:b"
                            + " masks.minimumRegion=6 http://[::1 s3://bucket/object $(id) \u202e\u001b[31m "
                            + "z".repeat(10_000))
                    .split(" ", -1));

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @BeforeEach
    void files() throws IOException {
        Path archive = Fovea.ROOT.resolve("quality/conformance/compact.zip");
        Files.copy(archive, folder.resolve("archive.zip"));
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(Files.readAllBytes(archive), 200));
        Files.createFile(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        byte[] noise = new byte[50_000];
        random.nextBytes(noise);
        Files.write(folder.resolve("noise.mkv"), noise);
        Files.writeString(folder.resolve("two\nlines"), "x");
        Files.writeString(folder.resolve("plan.yaml"), "try: [latent\n");
        Files.write(folder.resolve("text.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path ledger = folder.resolve("ledger.jsonl");
        Files.copy(Fovea.ROOT.resolve("examples/lab/seeds/ledger.jsonl"), ledger);
        String lab = folder.resolve("lab").toString();
        assertThat(CommandDoor.run("lab init %s", lab)).isZero();
        assertThat(CommandDoor.run("lab import %s --lab %s --accept-floors", ledger, lab))
                .isZero();
    }

    private static List<CommandSpec> commands() {
        return CommandDoor.commands().stream()
                .filter(command -> command.getSubcommands().isEmpty())
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.qualifiedName().startsWith("fovea bench")
                        && !LEFT_OUT.contains(command.qualifiedName()))
                .sorted(Comparator.comparing(CommandSpec::qualifiedName))
                .toList();
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String value(ArgSpec argument, String name) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (name.equals("--lab") && random.nextInt(4) > 0) {
            return folder.resolve("lab").toString();
        }
        if (name.equals("--output") && random.nextInt(3) > 0) {
            return folder.resolve("out" + random.nextInt(1000)).toString();
        }
        if (type == Path.class || Set.of("--output", "--lab", "--json").contains(name)) {
            return folder.resolve(one(FILES)).toString();
        }
        if (Set.of(int.class, Integer.class, long.class, Long.class, OptionalInt.class, OptionalLong.class)
                .contains(type)) {
            return one(WHOLE);
        }
        if (Set.of(double.class, Double.class, OptionalDouble.class).contains(type)) {
            return one(REAL);
        }
        return random.nextInt(3) > 0 ? one(WORDS) : folder.resolve(one(FILES)).toString();
    }

    private List<String> line(CommandSpec command) {
        List<String> line = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
        line.removeFirst();
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            double often = option.required() ? 0.95 : name.equals("--lab") ? 0.9 : 0.12;
            if (OPTIONS_LEFT_OUT.contains(name) || random.nextDouble() > often) {
                continue;
            }
            line.add(name);
            if (option.arity().max() > 0) {
                line.add(value(option, name));
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            int count = Math.max(
                    parameter.arity().min(),
                    random.nextInt(Math.min(3, parameter.arity().max()) + 1));
            for (int i = 0; i < count; i++) {
                line.add(value(parameter, ""));
            }
        }
        return line;
    }

    @Tag("slow")
    @Test
    void nothing_that_is_typed_is_answered_with_a_bug() {
        List<CommandSpec> commands = commands();
        assertThat(commands).hasSizeGreaterThan(40);
        Set<Integer> documented =
                Set.of(ExitCode.DONE, ExitCode.NOT_HELD, ExitCode.USAGE, ExitCode.BAD_INPUT, ExitCode.ENVIRONMENT);
        int done = 0;
        for (int i = 0; i < LINES; i++) {
            List<String> line = line(commands.get(random.nextInt(commands.size())));
            Result result = CommandDoor.result(line);
            assertThat(documented).as("%s: %s", line, result.err()).contains(result.exitCode());
            assertThat(result.err()).as("%s", line).doesNotContain("Exception", "java.", "\tat ");
            done += result.exitCode() == ExitCode.DONE ? 1 : 0;
        }
        assertThat(done).as("lines that did something").isGreaterThan(LINES / 50);
    }

    @Test
    void a_note_without_a_word_is_wrong_usage() {
        String lab = folder.resolve("lab").toString();
        Result result = CommandDoor.result("lab note %s --title x --lab %s", folder.resolve("empty"), lab);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("no text was given\n");
    }

    @Test
    void a_folder_where_a_file_is_read_is_named() {
        String lab = folder.resolve("lab").toString();
        String wrong = folder.resolve("folder").toString();
        assertThat(CommandDoor.result("lab import %s --lab %s", wrong, lab).err())
                .isEqualTo(wrong + ": is a folder; name a file in it\n");
        assertThat(CommandDoor.result("lab init %s", folder.resolve("empty")).err())
                .endsWith("empty: is a file; name a folder\n");
    }
}
