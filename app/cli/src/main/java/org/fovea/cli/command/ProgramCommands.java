package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Versions;
import org.fovea.app.doctor.Check;
import org.fovea.app.doctor.Check.State;
import org.fovea.app.doctor.Doctor;
import org.fovea.app.text.Table;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profiles;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about the program itself. */
public final class ProgramCommands {
    private ProgramCommands() {}

    @Command(
            name = "doctor",
            header = "Check what Fovea needs from this machine.",
            description = "Exit code 1 if something is missing that a command needs.",
            footer = "  fovea doctor")
    public static final class DoctorCommand extends LeafCommand {
        @Mixin
        private final JsonOption json = new JsonOption();

        @Option(
                names = "--device",
                paramLabel = "D",
                description = "Also compare gradients of this device with the CPU's, and measure its speed.")
        private String device;

        /** What was found, for programs. */
        record Document(boolean good, List<Check> checks) {}

        @Override
        public Integer call() throws IOException {
            List<Check> checks = new ArrayList<>(new Doctor(System.getenv()).examine());
            try {
                checks.addAll(Doctor.device(Optional.ofNullable(device)));
            } catch (IllegalArgumentException e) {
                throw AppException.usage("--device: " + e.getMessage());
            }
            boolean missing = checks.stream().anyMatch(check -> check.state() == State.MISSING);
            if (json.wanted()) {
                printJson(new Document(!missing, checks));
            } else {
                Table table = Table.of("lll");
                for (Check check : checks) {
                    table.row(check.state().label(), check.name(), check.found());
                    if (!check.fix().isEmpty() && check.state() != State.GOOD) {
                        table.row("", "", "→ " + check.fix());
                    }
                }
                out().print(table.render(""));
            }
            return missing ? ExitCode.NOT_HELD : ExitCode.DONE;
        }
    }

    /** {@code fovea help COMMAND}: the same as {@code fovea COMMAND --help}. */
    @Command(
            name = "help",
            header = "Show the help of a command.",
            footer = {"  fovea help inflate", "  fovea help clip encode"})
    public static final class HelpCommand extends LeafCommand {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "COMMAND",
                arity = "0..*",
                description = "Such as inflate, or clip encode. Default: all.",
                showDefaultValue = Visibility.NEVER)
        private List<String> path = List.of();

        @Override
        public Integer call() {
            CommandLine found = spec.root().commandLine();
            for (String name : path) {
                CommandLine next = found.getSubcommands().get(name);
                if (next == null) {
                    throw AppException.usage(
                            "fovea help: '" + String.join(" ", path) + "' is not a command; see fovea --help");
                }
                found = next;
            }
            out().print(found.getUsageMessage());
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "version",
            header = "Print the versions of Fovea, Java and the libraries.",
            footer = "  fovea version")
    public static final class VersionCommand extends LeafCommand {
        @Override
        public Integer call() throws IOException {
            Versions.lines().forEach(out()::println);
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "completion",
            header = "Print a script that completes commands and options in bash or zsh.",
            description =
                    "Source it in the shell's start-up file; zsh needs autoload -U bashcompinit && bashcompinit first.",
            footer = {"  fovea completion bash > ~/.fovea-completion", "  source ~/.fovea-completion"})
    public static final class CompletionCommand extends LeafCommand {
        /** Shells that the script is for; it is the same one. */
        enum Shell {
            bash,
            zsh
        }

        @Spec
        private CommandSpec spec;

        @Parameters(arity = "0..1", paramLabel = "bash|zsh", defaultValue = "bash", description = "The shell.")
        private Shell shell;

        @Override
        public Integer call() {
            // zsh reads scripts for bash after bashcompinit
            out().print(AutoComplete.bash("fovea", spec.root().commandLine()));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "profiles",
            header = "List and print profiles of compress.",
            description = "Lists the profiles that come with Fovea, or prints one, to read or to start your own from.",
            footer = "  fovea profiles standard/masks > mine.yaml "
                    + "&& fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml --profile mine.yaml")
    public static final class ProfilesCommand extends LeafCommand {
        @Parameters(
                paramLabel = "PROFILE",
                arity = "0..1",
                description = "A name, or a file of your own, which is checked.")
        private String name;

        @Mixin
        private final JsonOption json =
                new JsonOption("Print every setting, defaults included, with the hash that names them.");

        /** A profile, for programs; settings are those of the YAML, defaults included. */
        record Document(String profile, String sha256, Map<String, Object> settings) {}

        @Override
        public Integer call() throws IOException {
            if (name == null) {
                Table table = Table.of("ll");
                for (String known : Profiles.names()) {
                    table.row(known, title(Profiles.find(known)));
                }
                out().print(table.render(""));
                return ExitCode.DONE;
            }
            Profiles.Text text;
            try {
                text = Profiles.find(name);
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea profiles: " + e.getMessage());
            }
            Plan profile = text.plan();
            print(
                    json,
                    () -> new Document(name, profile.hash(), profile.document()),
                    () -> new String(text.yaml(), StandardCharsets.UTF_8));
            return ExitCode.DONE;
        }

        /** The first comment of a profile. */
        private static String title(Profiles.Text text) {
            String first = new String(text.yaml(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return first.replaceFirst("^#\\s*[\\w/-]+:\\s*", "");
        }
    }
}
