package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the help of commands says. */
class HelpTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** Commands of a line of a shell, without what is piped or redirected. */
    private static List<String> commands(String line) {
        List<String> commands = new ArrayList<>();
        for (String part : line.split("&&|;(?=\\s)|\\|(?=\\s)", -1)) {
            String command = part.strip().replaceFirst("\\s+>.*$", "").replaceFirst("\\s+#.*$", "");
            if (command.startsWith("fovea ")) {
                commands.add(command.substring("fovea ".length()));
            }
        }
        return commands;
    }

    private static String[] words(String command) {
        Matcher matcher = WORD.matcher(command);
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group().replace("\"", "").replace("'", ""));
        }
        return words.toArray(String[]::new);
    }

    @Test
    void what_works_without_a_subcommand_says_so() {
        List<String> alone = new ArrayList<>();
        for (CommandLine command : CommandDoor.commands()) {
            if (command.getSubcommands().isEmpty() || CommandDoor.isGroup(command)) {
                continue;
            }
            alone.add(command.getCommandName());
            assertThat(command.getUsageMessage())
                    .as(command.getCommandSpec().qualifiedName())
                    .contains(" [COMMAND]");
        }
        assertThat(alone).containsExactlyInAnyOrder("floor", "study", "deadends");
    }

    @Test
    void every_example_can_be_copied() {
        List<String> wrong = new ArrayList<>();
        int parsed = 0;
        List<CommandLine> all = CommandDoor.commands();
        for (CommandLine command : all) {
            String footer = String.join(
                            "\n", command.getCommandSpec().usageMessage().footer())
                    .replace("%n", "\n")
                    .replaceAll("\\\\\\s*\\n\\s*", " ");
            for (String line : footer.split("\n", -1)) {
                for (String example : commands(line)) {
                    try {
                        all.getFirst().parseArgs(words(example));
                        parsed++;
                    } catch (ParameterException e) {
                        wrong.add(example + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(parsed).isGreaterThan(70);
    }

    /** A list that begins empty has no default that says anything, and what a description tells is not told again. */
    @Test
    void the_help_of_every_command_keeps_its_examples_on_lines_of_their_own_and_tells_defaults_once() {
        for (CommandLine command : CommandDoor.commands()) {
            command.parseArgs("--help=all");
            String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
            assertThat(help)
                    .as(command.getCommandSpec().qualifiedName())
                    .doesNotContain("Default: []", "Default: {}", "Default: null")
                    .doesNotContainPattern("Default: [^.\\n]*\\.?\\s+Default: ");
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                for (String each : line.split("%n", -1)) {
                    assertThat(help.lines())
                            .as(command.getCommandSpec().qualifiedName())
                            .contains(each.stripTrailing());
                }
            }
        }
    }

    @Test
    void every_option_of_a_long_command_has_a_section() {
        List<CommandLine> all = CommandDoor.commands();
        assertThat(all)
                .allSatisfy(command -> assertThat(OptionSections.of(command.getCommandSpec(), true))
                        .as("name the option in OptionSections")
                        .satisfiesAnyOf(
                                _ -> assertThat(OptionSections.many(command.getCommandSpec()))
                                        .isFalse(),
                                sections -> assertThat(sections).doesNotContainKey("Other")));
        assertThat(all)
                .filteredOn(command -> OptionSections.many(command.getCommandSpec()))
                .hasSizeGreaterThan(4);
    }
}
