package org.fovea.cli.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.fovea.app.Reporter;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command uses of {@code fovea}: output, notes, progress, threads. */
public abstract class LeafCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** This command's place among the others. */
    final CommandSpec spec() {
        return spec;
    }

    /** The program, with the options that every command understands. */
    final FoveaCommand fovea() {
        return (FoveaCommand) spec.root().userObject();
    }

    final PrintStream out() {
        return fovea().terminal().out();
    }

    final void printJson(Object document) {
        fovea().print(document);
    }

    /** Prints a result: for programs, where they ask for it, or else for people. */
    final void print(JsonOption json, Supplier<?> document, Supplier<String> text) {
        if (json.wanted()) {
            printJson(document.get());
        } else {
            out().print(text.get());
        }
    }

    /** Prints a line that is not part of the result to standard error. */
    final void note(String line) {
        fovea().note(line);
    }

    final int threads() {
        return fovea().threads();
    }

    final Reporter reporter() {
        return fovea().reporter();
    }

    final Progress progress(String task, long total, String unit) {
        return new Progress(fovea().terminal(), fovea().quiet(), task, total, unit);
    }
}
