package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code docs/commands.md} is made from the same model as {@code --help}. The system property
 * {@code fovea.docs.rewrite} set to true writes it again.
 */
class CommandReferenceTest {
    private static final Path FILE = Fovea.ROOT.resolve("docs/commands.md");
    private static final int MAX_WORDS = 7000;
    private static final int WIDTH = 120;

    /** Options that every command has; they are described once. */
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version", "--quiet", "--debug", "--threads");

    private static String reference() {
        List<CommandLine> commands = CommandDoor.commands();
        StringBuilder out = new StringBuilder("""
                # Commands
                Generated from the commands; `CommandReferenceTest` keeps it current. `fovea COMMAND --help` has
                more, with examples. Every command also takes:

                """);
        commands.getFirst().getCommandSpec().options().forEach(option -> out.append(line(option)));
        commands.stream()
                .filter(command -> !CommandDoor.isGroup(command))
                .forEach(command -> add(out, command.getCommandSpec()));
        return out.toString();
    }

    /** Lines of a description as one text, without the markup and the variables that picocli knows. */
    private static String words(String[] lines) {
        return Arrays.stream(lines)
                .map(line -> Ansi.OFF
                        .string(line)
                        .replace("%n", " ")
                        .replace("%%", "%")
                        .replaceAll("\\s*(Default: )?\\$\\{DEFAULT-VALUE}\\.?", "")
                        .replaceAll("\\s+", " ")
                        .strip())
                .collect(Collectors.joining(" "));
    }

    private static void add(StringBuilder out, CommandSpec spec) {
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !EVERYWHERE.contains(option.longestName()))
                .toList();
        out.append("\n## ")
                .append(spec.qualifiedName().substring("fovea ".length()))
                .append('\n');
        out.append("`").append(OptionSections.synopsis(spec)).append("`\n\n");
        out.append(wrapped(words(spec.usageMessage().header()), ""));
        if (!spec.positionalParameters().isEmpty() || !options.isEmpty()) {
            out.append('\n');
        }
        spec.positionalParameters().forEach(each -> out.append(line(each)));
        if (OptionSections.many(spec)) {
            OptionSections.of(spec, true).forEach((title, section) -> {
                if (options.containsAll(section)) {
                    out.append("\n*").append(title).append("*\n\n");
                    section.forEach(each -> out.append(line(each)));
                }
            });
        } else {
            options.forEach(each -> out.append(line(each)));
        }
    }

    private static String name(OptionSpec option, String names) {
        String label = option.paramLabel();
        return names + (option.arity().max() == 0 ? "" : option.arity().min() == 0 ? "[=" + label + "]" : " " + label);
    }

    private static String line(ArgSpec each) {
        String name =
                each instanceof OptionSpec option ? name(option, String.join(", ", option.names())) : each.paramLabel();
        String text = words(each.description());
        boolean counted = each.defaultValue() != null && !each.defaultValue().equals("false");
        String usual = counted && !text.contains("Default") ? " Default: " + each.defaultValue() + "." : "";
        return wrapped("- `" + name + "` " + text + usual, "  ");
    }

    private static String wrapped(String text, String indent) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append('\n').append(indent);
                column = indent.length();
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.append('\n').toString();
    }

    @Test
    void it_is_current_and_short() throws IOException {
        if (Boolean.getBoolean("fovea.docs.rewrite")) {
            Files.writeString(FILE, reference());
        }
        assertThat(Files.readString(FILE))
                .as("docs/commands.md; run this test with -Dfovea.docs.rewrite=true")
                .isEqualTo(reference());
        assertThat(reference().split("\\s+")).hasSizeLessThan(MAX_WORDS);
    }
}
