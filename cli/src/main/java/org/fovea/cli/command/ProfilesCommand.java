package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea profiles}. */
@Command(
        name = "profiles",
        header = "List and print profiles of compress.",
        description = "Lists the profiles that come with Fovea, or prints one, to read or to start your own from.",
        footerHeading = "%nExample:%n",
        footer = "  fovea profiles standard/masks > mine.yaml "
                + "&& fovea compress drive.mp4 -o drive.zip --profile mine.yaml")
public final class ProfilesCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

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
            fovea.terminal().out().print(table.render(""));
            return ExitCode.DONE;
        }
        Profiles.Text text;
        try {
            text = Profiles.find(name);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea profiles: " + e.getMessage());
        }
        Plan profile = text.plan();
        if (json.wanted()) {
            fovea.print(new Document(name, profile.hash(), profile.document()));
        } else {
            fovea.terminal().out().print(new String(text.yaml(), StandardCharsets.UTF_8));
        }
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
