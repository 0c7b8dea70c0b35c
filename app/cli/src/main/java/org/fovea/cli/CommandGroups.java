package org.fovea.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lists the commands in groups by what they are for. */
final class CommandGroups implements IHelpSectionRenderer {
    private static final int NAME_COLUMNS = 28;

    /**
     * Commands that belong together.
     *
     * @param title above them
     * @param commands names
     */
    private record Group(String title, List<String> commands) {}

    private static final List<Group> GROUPS = List.of(
            new Group("Start here", List.of("demo", "doctor")),
            new Group("Encode", List.of("compress", "watch", "profiles", "robust sweep")),
            new Group("Many clips", List.of("fleet run", "fleet status", "fleet retry", "fleet report")),
            new Group(
                    "Experiments",
                    List.of(
                            "lab init",
                            "lab floor set",
                            "lab try",
                            "lab study start",
                            "lab work",
                            "lab status",
                            "lab results",
                            "lab")),
            new Group("The report", List.of("site build", "site serve")),
            new Group("Archives and submissions", List.of("inspect", "repack", "inflate")),
            new Group("Class masks", List.of("mask look", "mask encode", "mask decode", "mask show")),
            new Group("Scores", List.of("score", "compare", "cache show", "cache clear")),
            new Group("The challenge", List.of("package", "challenge verify", "challenge fetch")),
            new Group("Clips", List.of("clip info", "clip decode", "clip encode", "clip frame")),
            new Group("Networks", List.of("evaluators check", "evaluators pseudo-official")),
            new Group("Synthetic drives", List.of("samples generate")),
            new Group("Measure", List.of("bench rd", "bench ladder", "bench")),
            new Group("This program", List.of("help", "version", "completion")));

    @Override
    public String render(Help help) {
        StringBuilder out = new StringBuilder();
        for (Group group : GROUPS) {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAME_COLUMNS, 2, Overflow.SPAN),
                    new Column(help.commandSpec().usageMessage().width() - NAME_COLUMNS, 2, Overflow.WRAP));
            for (String command : group.commands()) {
                Help found = help;
                for (String name : command.split(" ", -1)) {
                    found = found.allSubcommands().get(name);
                }
                table.addRowValues(
                        command,
                        String.join(" ", found.commandSpec().usageMessage().header()));
            }
            out.append(System.lineSeparator()).append(group.title()).append(':').append(System.lineSeparator());
            out.append(table);
        }
        return out.toString();
    }
}
