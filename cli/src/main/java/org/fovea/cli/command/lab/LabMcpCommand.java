package org.fovea.cli.command.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.fovea.app.Versions;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Problem;
import org.fovea.lab.agent.AgentLab;
import org.fovea.lab.agent.AgentServer;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.Workshop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab mcp}. */
@Command(
        name = "mcp",
        header = "Serve the lab to an agent: a server of the Model Context Protocol on standard input and output.",
        description = {
            "Agents read the floor, their budget and dead ends, propose ideas, read the outcomes, judge with reasons "
                    + "and promote through all gates. agents in lab.yaml limits runs, hours and settings. fovea lab "
                    + "work does the computing.",
            "An agent's client starts this command; it ends with its input."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab mcp --lab mylab")
final class LabMcpCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FoveaCommand fovea = lab.fovea();
        PrintStream before = System.out;
        System.setOut(fovea.terminal().err()); // a library that prints must not break the protocol
        try (OpenLab open = where.open()) {
            AgentLab served = new AgentLab(
                    open.folder(),
                    open.ledger(),
                    open.queue(),
                    open.judge(),
                    new LateWorkshop(open.folder(), fovea.threads()),
                    thrown -> Problem.of(thrown).line());
            new AgentServer(served, Versions.all().get("Fovea"))
                    .serve(System.in, fovea.terminal().out());
        } finally {
            System.setOut(before);
        }
        return ExitCode.DONE;
    }

    /**
     * Opened when the first promotion needs it; never closed, because a promotion may still compute when the client
     * goes away and the process ends.
     */
    private static final class LateWorkshop implements Supplier<Workshop> {
        private final LabFolder folder;
        private final int threads;
        private FoveaWorkshop workshop;

        LateWorkshop(LabFolder folder, int threads) {
            this.folder = folder;
            this.threads = threads;
        }

        @Override
        public synchronized Workshop get() {
            if (workshop == null) {
                try {
                    workshop = new FoveaWorkshop(folder, threads);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return workshop;
        }
    }
}
