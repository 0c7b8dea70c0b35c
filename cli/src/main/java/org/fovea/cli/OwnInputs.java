package org.fovea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** No command overwrites what it is told to read, whatever {@code --force} says: the clip would be gone when its archive is made. */
final class OwnInputs {
    private static final Set<String> OUTPUTS = Set.of("--output", "--json", "--report", "--csv", "--svg");

    private OwnInputs() {}

    /** @throws ParameterException where a file that is there is both */
    static void verifyKept(ParseResult all) {
        ParseResult parsed = all;
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        List<Path> read = files(parsed, false);
        for (Path output : files(parsed, true)) {
            if (read.stream().anyMatch(input -> isSame(input, output))) {
                throw new ParameterException(
                        parsed.commandSpec().commandLine(),
                        output + " is read and would be overwritten; name another output");
            }
        }
    }

    private static List<Path> files(ParseResult parsed, boolean outputs) {
        return parsed.matchedArgs().stream()
                .filter(argument -> isOutput(argument) == outputs)
                .flatMap(argument -> argument.originalStringValues().stream())
                .filter(OwnInputs::isFile)
                .map(Path::of)
                .toList();
    }

    private static boolean isOutput(ArgSpec argument) {
        return argument instanceof OptionSpec option && OUTPUTS.contains(option.longestName());
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
