package org.fovea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.app.Versions;
import org.fovea.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Manual pages from the same words as {@code --help}: {@code fovea.1}, and one for each command,
 * {@code fovea-clip-encode.1}. Picocli's own generator writes AsciiDoc, which would need a converter.
 */
public final class ManPages {
    private static final String EXIT_CODES = """
            0  done
            1  what was asked for did not hold
            2  wrong usage, or an output that already exists
            3  an input file is missing, damaged or of unknown kind
            4  the environment: disk full, no permission, too little memory
            70  a bug in Fovea
            124  not done within --max-seconds
            130  interrupted
            143  terminated
            """;

    private ManPages() {}

    /** Writes all pages into a folder, the only argument. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> page : all().entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** The pages by their file names. */
    static Map<String, String> all() throws IOException {
        CommandLine fovea = new CommandLine(new FoveaCommand(Terminal.ofProcess()));
        Commands.addTo(fovea);
        Map<String, String> pages = new LinkedHashMap<>();
        add(pages, fovea, Versions.fovea());
        return pages;
    }

    private static void add(Map<String, String> pages, CommandLine command, String version) {
        String name = command.getCommandSpec().qualifiedName("-");
        pages.put(name + ".1", page(name, command, version));
        for (CommandLine below : new LinkedHashSet<>(command.getSubcommands().values())) {
            add(pages, below, version);
        }
    }

    private static String page(String name, CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        StringBuilder out = new StringBuilder();
        out.append(".TH \"")
                .append(name.toUpperCase(Locale.ROOT))
                .append("\" \"1\" \"\" \"Fovea ")
                .append(version)
                .append("\" \"Fovea\"\n");
        section(out, "NAME");
        out.append(text(name))
                .append(" \\- ")
                .append(text(words(usage.header())))
                .append('\n');
        section(out, "SYNOPSIS");
        out.append(".nf\n").append(lines(command.getHelp().synopsis(0))).append(".fi\n");
        if (usage.description().length > 0) {
            section(out, "DESCRIPTION");
            for (String paragraph : usage.description()) {
                out.append(".PP\n").append(text(plain(paragraph))).append('\n');
            }
        }
        options(out, spec);
        Collection<CommandLine> below =
                new LinkedHashSet<>(command.getSubcommands().values());
        if (!below.isEmpty()) {
            section(out, "COMMANDS");
            for (CommandLine one : below) {
                CommandSpec sub = one.getCommandSpec();
                item(out, sub.name(), words(sub.usageMessage().header()) + " See " + sub.qualifiedName("-") + "(1).");
            }
        }
        if (usage.footer().length > 0) {
            section(out, "EXAMPLES");
            out.append(".nf\n").append(lines(String.join("\n", usage.footer()))).append(".fi\n");
        }
        section(out, "EXIT STATUS");
        out.append(".nf\n").append(lines(EXIT_CODES)).append(".fi\n");
        if (spec.parent() != null) {
            section(out, "SEE ALSO");
            out.append(text(spec.parent().qualifiedName("-"))).append("(1)\n");
        }
        return out.toString();
    }

    private static void options(StringBuilder out, CommandSpec spec) {
        List<PositionalParamSpec> positional = spec.positionalParameters();
        List<OptionSpec> options =
                spec.options().stream().filter(option -> !option.hidden()).toList();
        if (positional.isEmpty() && options.isEmpty()) {
            return;
        }
        section(out, "OPTIONS");
        for (PositionalParamSpec one : positional) {
            if (!one.hidden()) {
                item(out, one.paramLabel(), words(one.description()));
            }
        }
        for (OptionSpec one : options) {
            String names = Arrays.stream(one.names()).collect(Collectors.joining(", "));
            String label = one.arity().max() == 0 ? "" : " " + one.paramLabel();
            item(out, names + label, words(one.description()));
        }
    }

    private static void section(StringBuilder out, String title) {
        out.append(".SH ").append(title).append('\n');
    }

    private static void item(StringBuilder out, String term, String words) {
        out.append(".TP\n\\fB")
                .append(text(term))
                .append("\\fR\n")
                .append(text(words))
                .append('\n');
    }

    /** Lines of a description as one text. */
    static String words(String[] lines) {
        return Arrays.stream(lines).map(ManPages::plain).collect(Collectors.joining(" "));
    }

    /** Without the markup and the variables that picocli knows. */
    private static String plain(String line) {
        return Ansi.OFF
                .string(line)
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("\\s*(Default: )?\\$\\{DEFAULT-VALUE}\\.?", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String lines(String text) {
        return text.replace("%n", "\n")
                .replace("%%", "%")
                .lines()
                .map(ManPages::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** As roff prints it: no escapes, no requests, ASCII alone, hyphens that can be copied. */
    static String text(String line) {
        StringBuilder ascii = new StringBuilder();
        line.replace("\\", "\\e").replace("-", "\\-").codePoints().forEach(letter -> {
            if (letter < 127) {
                ascii.appendCodePoint(letter);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\[u%04X]", letter));
            }
        });
        String escaped = ascii.toString();
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
