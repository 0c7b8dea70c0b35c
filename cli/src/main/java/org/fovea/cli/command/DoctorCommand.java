package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.doctor.Check;
import org.fovea.app.doctor.Check.State;
import org.fovea.app.doctor.Doctor;
import org.fovea.app.text.Table;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea doctor}. */
@Command(
        name = "doctor",
        header = "Check what Fovea needs from this machine.",
        description = "Exit code 1 if something is missing that a command needs.",
        footerHeading = "%nExample:%n",
        footer = "  fovea doctor")
public final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Mixin
    private final JsonOption json = new JsonOption();

    /** What was found, for programs. */
    record Document(boolean good, List<Check> checks) {}

    @Override
    public Integer call() throws IOException {
        Path home = Path.of(System.getProperty("fovea.home", "")).toAbsolutePath();
        List<Check> checks = new Doctor(home, System.getenv()).examine();
        boolean missing = checks.stream().anyMatch(check -> check.state() == State.MISSING);
        if (json.wanted()) {
            fovea.print(new Document(!missing, checks));
        } else {
            Table table = Table.of("lll");
            for (Check check : checks) {
                table.row(check.state().label(), check.name(), check.found());
                if (!check.fix().isEmpty() && check.state() != State.GOOD) {
                    table.row("", "", "→ " + check.fix());
                }
            }
            fovea.terminal().out().print(table.render(""));
        }
        return missing ? ExitCode.NOT_HELD : ExitCode.DONE;
    }
}
