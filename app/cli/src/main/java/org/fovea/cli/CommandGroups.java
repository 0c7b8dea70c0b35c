package org.fovea.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;

/** Lists the commands in groups by what they are for. */
final class CommandGroups implements IHelpSectionRenderer {
    private static final int NAME_COLUMNS = 28;

    /**
     * Commands that belong together.
     *
     * @param title above them
     * @param commands names
     */
    private record Group(String title, List<String> commands) {
        Group(String title, String commands) {
            this(title, List.of(commands.split(", ")));
        }
    }

    /** {@code HelpTest} finds a command that is in none of them. */
    private static final List<Group> GROUPS = List.of(
            new Group("Start here", "demo, doctor"),
            new Group("Encode", "compress, watch, profiles"),
            new Group("Archives", "inflate, play, inspect, repack"),
            new Group("Scores", "score, compare"),
            new Group("Networks", "evaluators init, evaluators check, evaluators pseudo-official"),
            new Group("Clips", "clip info, clip decode, clip encode, samples generate"),
            new Group("Class masks", "mask look, mask encode, mask decode, mask show"),
            new Group("Measure", "bench rd"),
            new Group("The challenge", "package, challenge check"),
            new Group("Many clips", "base train, base show, fleet run, fleet status, fleet retry, fleet report"),
            new Group(
                    "Experiments",
                    "lab init, lab floor set, lab floor, lab benchmark, lab try, lab study start, lab study, "
                            + "lab work, lab status, lab results, lab show, lab diff, "
                            + "lab promote, lab reject, lab reopen, lab deadends, lab deadends add, "
                            + "lab invalidate, lab note, lab pause, lab resume, "
                            + "lab skip, lab retry, lab export, lab import, "
                            + "lab doctor, lab mcp"),
            new Group("The report", "site build, site serve"),
            new Group("This program", "help, version, completion"));

    @Override
    public String render(Help help) {
        StringBuilder out = new StringBuilder();
        for (Group group : GROUPS) {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAME_COLUMNS, 2, Overflow.SPAN),
                    new Column(help.commandSpec().usageMessage().width() - NAME_COLUMNS, 2, Overflow.WRAP));
            for (String command : group.commands()) {
                CommandSpec found = help.commandSpec();
                for (String name : command.split(" ", -1)) {
                    found = found.subcommands().get(name).getCommandSpec();
                }
                table.addRowValues(
                        command, String.join(" ", found.usageMessage().header()));
            }
            out.append(System.lineSeparator()).append(group.title()).append(':').append(System.lineSeparator());
            out.append(table);
        }
        return out.toString();
    }
}
