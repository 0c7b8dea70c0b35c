package org.fovea.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.cli.command.BaseCommand;
import org.fovea.cli.command.BenchCommand;
import org.fovea.cli.command.ChallengeCommand;
import org.fovea.cli.command.ClipCommand;
import org.fovea.cli.command.CompareCommand;
import org.fovea.cli.command.CompressCommand;
import org.fovea.cli.command.DemoCommand;
import org.fovea.cli.command.EvaluatorsCommand;
import org.fovea.cli.command.FleetCommand;
import org.fovea.cli.command.GroupCommand;
import org.fovea.cli.command.InflateCommand;
import org.fovea.cli.command.InspectCommand;
import org.fovea.cli.command.LabCommand;
import org.fovea.cli.command.MaskCommand;
import org.fovea.cli.command.PackageCommand;
import org.fovea.cli.command.PlayCommand;
import org.fovea.cli.command.ProgramCommands;
import org.fovea.cli.command.RepackCommand;
import org.fovea.cli.command.SamplesCommand;
import org.fovea.cli.command.ScoreCommand;
import org.fovea.cli.command.SiteCommand;
import org.fovea.cli.command.WatchCommand;
import org.fovea.cli.option.Values;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of {@code fovea}. Only what the arguments ask for is set up, because that is a quarter of the time of a
 * start.
 */
final class Commands {
    private static final Map<String, Class<?>> ALL = all();
    /** In the short help of a long command. */
    private static final int FEW_EXAMPLES = 3;

    private static final Set<String> VERSION = Set.of("--version", "-V");
    private static final Set<String> ABOUT_ALL = Set.of("help", "completion");

    private Commands() {}

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("doctor", ProgramCommands.DoctorCommand.class);
        commands.put("compress", CompressCommand.class);
        commands.put("encode", CompressCommand.class);
        commands.put("base", BaseCommand.class);
        commands.put("watch", WatchCommand.class);
        commands.put("profiles", ProgramCommands.ProfilesCommand.class);
        commands.put("fleet", FleetCommand.class);
        commands.put("lab", LabCommand.class);
        commands.put("site", SiteCommand.class);
        commands.put("inspect", InspectCommand.class);
        commands.put("repack", RepackCommand.class);
        commands.put("inflate", InflateCommand.class);
        commands.put("decode", InflateCommand.class);
        commands.put("play", PlayCommand.class);
        commands.put("score", ScoreCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("package", PackageCommand.class);
        commands.put("challenge", ChallengeCommand.class);
        commands.put("mask", MaskCommand.class);
        commands.put("clip", ClipCommand.class);
        commands.put("evaluators", EvaluatorsCommand.class);
        commands.put("samples", SamplesCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("help", ProgramCommands.HelpCommand.class);
        commands.put("version", ProgramCommands.VersionCommand.class);
        commands.put("completion", ProgramCommands.CompletionCommand.class);
        return commands;
    }

    /** Adds the command that the first argument names; all commands where it names none, so that help can list them. */
    static void addTo(CommandLine fovea, String... args) {
        String first = args.length == 0 ? "" : args[0];
        if (ALL.containsKey(first) && !ABOUT_ALL.contains(first)) {
            fovea.addSubcommand(ALL.get(first));
        } else if (args.length != 1 || !VERSION.contains(first)) {
            new LinkedHashSet<>(ALL.values()).forEach(fovea::addSubcommand);
        }
        Values.register(fovea);
        writeHelp(fovea);
    }

    /**
     * Examples are there to be copied, so that they are never broken into lines; a group alone does nothing, so that
     * its COMMAND is not in brackets.
     */
    private static void writeHelp(CommandLine command) {
        command.getCommandSpec().usageMessage().footerHeading("%nExample:%n");
        if (command.getCommand() instanceof GroupCommand || command.getCommand() instanceof FoveaCommand) {
            command.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
        }
        command.getHelpSectionMap()
                .putAll(Map.of(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS, OptionSections::synopsis,
                        UsageMessageSpec.SECTION_KEY_DESCRIPTION, OptionSections::description,
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSections::list,
                        UsageMessageSpec.SECTION_KEY_FOOTER, Commands::footer));
        command.getSubcommands().values().forEach(Commands::writeHelp);
    }

    private static String footer(CommandLine.Help help) {
        String[] lines = help.commandSpec().usageMessage().footer();
        Stream<String> shown =
                Arrays.stream(lines).limit(OptionSections.all(help.commandSpec()) ? lines.length : FEW_EXAMPLES);
        return shown.map(line -> String.format(line + "%n")).collect(Collectors.joining());
    }
}
