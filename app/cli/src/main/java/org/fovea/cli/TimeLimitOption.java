package org.fovea.cli;

import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --max-seconds}: for services that take files of strangers, each of which may cost more than it is worth. */
public final class TimeLimitOption {
    private static final int MOST = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--max-seconds",
            paramLabel = "N",
            description = "Give up after N seconds, with exit code 124 and no unfinished files.")
    void limit(int seconds) {
        if (seconds < 1 || seconds > MOST) {
            throw new ParameterException(command.commandLine(), "--max-seconds " + seconds + " is not in 1.." + MOST);
        }
        String line = command.qualifiedName() + ": not done after " + seconds + (seconds == 1 ? " second" : " seconds")
                + ", the limit of --max-seconds; nothing unfinished is left";
        Thread.ofPlatform().daemon().name("time-limit").start(() -> {
            try {
                Thread.sleep(1000L * seconds);
            } catch (InterruptedException e) {
                return;
            }
            Interruption.end(line, ExitCode.OUT_OF_TIME);
        });
    }
}
