package org.fovea.cli.terminal;

import java.util.Optional;

/** Says a word when the process is ended from outside. Unfinished files are removed by those who write them. */
public final class Interruption {
    private static volatile String left = "no unfinished files are left";
    private static volatile Optional<String> reason = Optional.empty();
    private static volatile boolean toldByAnother;
    private volatile boolean over;

    /** From now on, until {@link #over()}. */
    public Interruption(Terminal terminal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!over && !toldByAnother) {
                                terminal.err().println();
                                terminal.err().println(reason.orElse("interrupted; " + left));
                            }
                        },
                        "interruption"));
    }

    /**
     * What an interruption leaves behind from now on, for people; of the process, because that is what is interrupted.
     */
    public static void leaves(String what) {
        left = what;
    }

    /** From now on another process, which is interrupted with this one, says that word. */
    public static void isToldByAnother() {
        toldByAnother = true;
    }

    /** Ends the process from inside, in the middle of a command, with a line of its own. */
    public static void end(String line, int exitCode) {
        reason = Optional.of(line);
        System.exit(exitCode);
    }

    /** The command has ended by itself. */
    public void over() {
        over = true;
    }
}
