package org.fovea.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.Reporter;
import org.fovea.app.Versions;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.Terminal;
import org.fovea.config.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fovea} itself: the options that every command understands. */
@Command(
        name = "fovea",
        scope = ScopeType.INHERIT,
        versionProvider = FoveaCommand.VersionLines.class,
        sortOptions = false,
        showDefaultValues = true,
        usageHelpWidth = 100,
        header = "Fovea: a video codec for machine vision.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea demo",
            "  fovea repack submission.zip -o smaller.zip && fovea inflate smaller.zip -o frames",
            "",
            "fovea COMMAND --help shows more. Exit codes: 0 done, 1 a check failed, 2 wrong usage,",
            "3 bad input file, 4 environment, 70 a bug in Fovea, 130 interrupted, 143 terminated."
        })
public final class FoveaCommand implements Callable<Integer>, LabOption.Caller {
    /** What {@code --version} prints. */
    static final class VersionLines implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return Versions.lines().toArray(String[]::new);
        }
    }

    /** Reads a number of threads. */
    static final class ThreadCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("0*[1-9]\\d{0,8}")) {
                throw new TypeConversionException("'" + text + "' is not a number of threads, 1 or more");
            }
            return Integer.valueOf(text);
        }
    }

    /** More are no use to anybody, and each has memory of its own. */
    private static final int MAX_THREADS = 256;

    private final Terminal terminal;
    private final Optional<LabOption.Agent> agent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results and errors only.",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            order = 90)
    private boolean quiet;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error.",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            order = 91)
    private boolean debug;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            scope = ScopeType.INHERIT,
            description = "Most threads to compute with. Default: one per processor.",
            order = 92)
    private Integer threads;

    @Option(
            names = {"-h", "--help"},
            arity = "0..1",
            paramLabel = "all",
            usageHelp = true,
            converter = OptionSections.Extent.class,
            scope = ScopeType.INHERIT,
            description = "Show help; --help=all shows every option.",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            order = 93)
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the versions of Fovea, Java and the libraries.",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            order = 94)
    private boolean version;

    /** For a process that prints to {@code terminal}. */
    public FoveaCommand(Terminal terminal) {
        this(terminal, Optional.empty());
    }

    /** For an agent, if there is one. */
    public FoveaCommand(Terminal terminal, Optional<LabOption.Agent> agent) {
        this.terminal = terminal;
        this.agent = agent;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return ExitCode.USAGE;
    }

    public Terminal terminal() {
        return terminal;
    }

    @Override
    public Optional<LabOption.Agent> agent() {
        return agent;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean debug() {
        return debug;
    }

    /** Threads to compute with, 1 to 256. */
    public int threads() {
        return Math.min(
                MAX_THREADS, threads != null ? threads : Runtime.getRuntime().availableProcessors());
    }

    /** Prints a result for programs: records, maps, lists, numbers and texts as a JSON document. */
    public void print(Object document) {
        terminal.out().println(Json.of(document));
    }

    /** Shows progress and notes at the terminal, unless they are not wanted. */
    public Reporter reporter() {
        return new Reporter() {
            @Override
            public Task begin(String task, long total, String unit) {
                return new Progress(terminal, quiet, task, total, unit);
            }

            @Override
            public void note(String line) {
                FoveaCommand.this.note(line);
            }

            @Override
            public void say(String line) {
                if (!quiet) {
                    terminal.out().println(line);
                    terminal.out().flush();
                }
            }
        };
    }

    public void note(String line) {
        if (!quiet) {
            terminal.err().println(line);
        }
    }
}
