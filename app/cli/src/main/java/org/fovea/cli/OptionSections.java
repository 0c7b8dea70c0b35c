package org.fovea.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Puts the options of a command that has many into sections. {@code --help} shows the most used, {@code --help=all} the
 * rest. An option means the same in every command, so it has one place here.
 */
final class OptionSections {
    /** A command with more options of its own has sections. */
    private static final int FEW = 10;

    private static final String PROGRAM = "Program";
    private static final String UNKNOWN = "Other";

    /**
     * A section.
     *
     * @param title above it
     * @param most names without dashes that {@code --help} shows, in this order
     * @param more what {@code --help=all} adds
     */
    private record Section(String title, List<String> most, List<String> more) {
        Section(String title, String most, String more) {
            this(title, List.of(most.split(" ")), List.of(more.split(" ")));
        }

        Stream<String> names(boolean all) {
            return all ? Stream.concat(most.stream(), more.stream()) : most.stream();
        }
    }

    /** An option of a long command that is in none of them fails {@code HelpTest}. */
    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "Input and output",
                    "output original candidate labels clip archive pairs lab benchmark",
                    "json report payload original-bytes trust-layout"),
            new Section("Networks", "evaluators", "also no-cache"),
            new Section(
                    "Effort",
                    "profile minutes estimate target-bytes target-loss set codecs stride",
                    "stages init base base-clips seed device target-trials scale crf refine preset rungs bar"),
            new Section(
                    "Record",
                    "mechanism reason name",
                    "family tag by review despite expect-bytes expect-segmentation expect-pose"),
            new Section("Filter", "study whole text", "family verdict tag"),
            new Section("Order", "sort limit", "descending"),
            new Section("Run", "resume force", "run no-verdict"),
            new Section("Safety", "isolate", "trust-network"),
            new Section(PROGRAM, "", "help version quiet debug threads"));

    /** Reads what {@code --help} is given: nothing, or {@code all}. */
    static final class Extent implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            if (!text.matches("all|true|false")) { // the last two are picocli's own
                throw new TypeConversionException("'" + text + "' is not all, as in --help=all");
            }
            return !text.equals("false");
        }
    }

    private OptionSections() {}

    static boolean many(CommandSpec command) {
        List<String> program = SECTIONS.getLast().more();
        return command.options().stream()
                        .filter(option -> !option.hidden() && !program.contains(name(option)))
                        .count()
                > FEW;
    }

    /** The options of a long command by the titles of their sections. */
    static Map<String, List<OptionSpec>> of(CommandSpec command, boolean all) {
        Map<String, OptionSpec> left = command.options().stream()
                .filter(option -> !option.hidden())
                .collect(Collectors.toMap(
                        OptionSections::name, option -> option, (first, _) -> first, LinkedHashMap::new));
        Map<String, List<OptionSpec>> found = new LinkedHashMap<>();
        for (Section section : SECTIONS) {
            section.names(all)
                    .filter(left::containsKey)
                    .forEach(name -> found.computeIfAbsent(section.title(), _ -> new ArrayList<>())
                            .add(left.remove(name)));
        }
        if (all && !left.isEmpty()) {
            found.put(UNKNOWN, List.copyOf(left.values()));
        }
        return found;
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** The list of options in the help of a command. */
    static String list(Help help) {
        CommandSpec command = help.commandSpec();
        if (!many(command)) {
            return help.optionList();
        }
        boolean all = all(command);
        StringBuilder out = new StringBuilder();
        of(command, all).forEach((title, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            out.append(title).append(":\n").append(layout);
        });
        return out + (all ? "" : "--help=all shows the rest.\n");
    }

    /** Whether everything is shown: of a short command, or because {@code --help=all} asks for it. */
    static boolean all(CommandSpec command) {
        ParseResult parsed = command.commandLine().getParseResult();
        OptionSpec asked = parsed == null ? null : parsed.matchedOption("help");
        return !many(command) || asked != null && asked.stringValues().contains("all");
    }

    /** What a command does: of a long one the first paragraph. */
    static String description(Help help) {
        String[] paragraphs = help.commandSpec().usageMessage().description();
        if (all(help.commandSpec()) || paragraphs.length == 0) {
            return help.description();
        }
        Help.TextTable table = Help.TextTable.forColumnWidths(
                help.colorScheme(), help.commandSpec().usageMessage().width());
        table.addRowValues(paragraphs[0]);
        return table.toString();
    }

    /** The line of usage: of a long command only what it needs. */
    static String synopsis(Help help) {
        return many(help.commandSpec())
                ? synopsis(help.commandSpec()) + "\n"
                : help.synopsis(help.synopsisHeadingLength());
    }

    /** A command with what it needs; the other options are in the list. */
    static String synopsis(CommandSpec command) {
        Stream<String> needed = Stream.concat(
                command.positionalParameters().stream().map(OptionSections::positional),
                command.options().stream()
                        .filter(option -> option.required() && option.group() == null && !option.hidden())
                        .map(option ->
                                option.names()[0] + (option.arity().max() == 0 ? "" : " " + option.paramLabel())));
        return Stream.concat(Stream.of(command.qualifiedName()), needed).collect(Collectors.joining(" "))
                + " [OPTIONS]";
    }

    private static String positional(PositionalParamSpec each) {
        String label = each.paramLabel() + (each.arity().max() > 1 ? "…" : "");
        return each.arity().min() == 0 ? "[" + label + "]" : label;
    }
}
