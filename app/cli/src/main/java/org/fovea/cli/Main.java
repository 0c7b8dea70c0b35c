package org.fovea.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fovea.app.open.OwnInputs;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Problem;
import org.fovea.cli.terminal.Terminal;
import org.fovea.fleet.work.Program;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of {@code ./fovea}. */
public final class Main {
    /** Options that name a file to write. */
    private static final Set<String> OUTPUTS = Set.of("--output", "--json", "--report");

    /** How picocli, and Java, complain, and how people do. */
    private static final Map<String, String> WORDS = Map.of(
            "an int$", "a whole number below 2,147,483,648",
            "a long$", "a whole number",
            "a double$", "a number",
            "a boolean$", "true or false",
            "option option", "option",
            "^Error: ", "");

    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        System.setErr(terminal.err()); // what libraries log and threads die of holds names of files, too
        Interruption interruption = new Interruption(terminal);
        if (Boolean.getBoolean(Program.ENDS_WITH_INPUT)) {
            Thread.ofPlatform().daemon().name("input").start(Main::endWithInput);
        }
        int code = run(terminal, args);
        interruption.over();
        System.exit(code);
    }

    /** A worker of a fleet ends with the process that started it and holds the other end of its standard input. */
    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as at its end
        }
        System.exit(ExitCode.TERMINATED);
    }

    /** Runs one command; gives the exit code. */
    static int run(Terminal terminal, String... args) {
        FoveaCommand fovea = new FoveaCommand(terminal);
        try {
            return run(fovea, args);
        } catch (Error thrown) {
            return failure(fovea, thrown);
        }
    }

    /** Runs one command; gives the exit code, unless it met an {@link Error}. */
    public static int run(FoveaCommand fovea, String... args) {
        Terminal terminal = fovea.terminal();
        CommandLine commandLine = new CommandLine(fovea);
        Commands.addTo(commandLine, args);
        // else "--archive a.zip --mistyped" would look for a file of that name
        commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
        commandLine // settings reach only the commands that were added before
                .setOut(new PrintWriter(terminal.out(), false, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setExecutionStrategy(Main::runLast)
                .setParameterExceptionHandler((problem, _) -> usageError(terminal, problem))
                .setExecutionExceptionHandler((thrown, _, _) -> failure(fovea, thrown));
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        commandLine.setExpandAtFiles(fovea.agent().isEmpty()); // an agent names no files
        int code = commandLine.execute(args);
        commandLine.getOut().flush();
        if (terminal.out().checkError()) {
            terminal.err().println("standard output cannot be written; is its disk full?");
            return code == ExitCode.DONE ? ExitCode.ENVIRONMENT : code;
        }
        return code;
    }

    private static int runLast(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        ParseResult last = command;
        OwnInputs.overwritten(words(command, false), words(command, true)).ifPresent(file -> {
            throw new ParameterException(
                    last.commandSpec().commandLine(), file + " is read and would be overwritten; name another output");
        });
        return new RunLast().execute(parsed);
    }

    private static List<String> words(ParseResult command, boolean outputs) {
        return command.matchedArgs().stream()
                .filter(one -> outputs == (one instanceof OptionSpec option && OUTPUTS.contains(option.longestName())))
                .flatMap(one -> one.originalStringValues().stream())
                .toList();
    }

    private static int usageError(Terminal terminal, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(command + ": " + reason(problem) + "; see " + command + " --help");
        return ExitCode.USAGE;
    }

    /** What is wrong in a line; for what is not known, with the names that are most like it. */
    private static String reason(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            String text = problem.getMessage().replaceAll("\\s*\\R\\s*", " ");
            for (Map.Entry<String, String> word : WORDS.entrySet()) {
                text = text.replaceAll(word.getKey(), word.getValue());
            }
            return text;
        }
        String first = unmatched.getUnmatched().getFirst();
        boolean group = !problem.getCommandLine().getSubcommands().isEmpty();
        String reason = "'" + first + "' is not "
                + (unmatched.isUnknownOption() ? "an option" : group ? "a command" : "expected here");
        List<String> alike = group ? pathsTo(first, problem.getCommandLine()) : List.of();
        if (alike.isEmpty()) {
            alike = unmatched.getSuggestions();
        }
        return alike.isEmpty() || !group && !unmatched.isUnknownOption()
                ? reason
                : reason + "; did you mean " + String.join(" or ", alike.subList(0, Math.min(2, alike.size()))) + "?";
    }

    /** Commands of this name inside groups, with the groups. */
    private static List<String> pathsTo(String name, CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .filter(group -> group.getSubcommands().containsKey(name)
                        && !group.getSubcommands()
                                .get(name)
                                .getCommandSpec()
                                .usageMessage()
                                .hidden())
                .map(group -> group.getCommandName() + " "
                        + group.getSubcommands().get(name).getCommandName())
                .toList();
    }

    private static int failure(FoveaCommand fovea, Throwable thrown) {
        Problem problem = Problem.of(thrown);
        fovea.terminal().out().flush();
        fovea.terminal().err().println(problem.line());
        if (!problem.copy().isEmpty()) {
            fovea.terminal().err().println();
            problem.copy().forEach(fovea.terminal().err()::println);
        }
        if (fovea.debug()) {
            thrown.printStackTrace(fovea.terminal().err());
        }
        return problem.exitCode();
    }
}
