package org.fovea.cli.terminal;

/** Says a word when the process is ended from outside. Unfinished files are removed by those who write them. */
public final class Interruption {
    private static volatile String left = "no unfinished files are left";
    private static volatile boolean toldByAnother;
    private volatile boolean over;

    /** From now on, until {@link #over()}. */
    public Interruption(Terminal terminal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!over && !toldByAnother) {
                                terminal.err().println();
                                terminal.err().println("interrupted; " + left);
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

    /** The command has ended by itself. */
    public void over() {
        over = true;
    }
}
