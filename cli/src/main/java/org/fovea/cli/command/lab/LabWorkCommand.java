package org.fovea.cli.command.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.score.Machine;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.app.workshop.WorkLog;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.lab.queue.LabWorker;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.WorkerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab work}. */
@Command(
        name = "work",
        header = "Run a worker: process the queue until Ctrl-C.",
        description = {
            "Start one per machine, all with the same database; with PostgreSQL, several machines share a lab. They "
                    + "should share the lab's folder too, or each rebuilds what it does not find.",
            "A worker may be killed at any moment: another one, or the next start, continues its work."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab work", "  fovea lab work --until-idle --cores 2"})
final class LabWorkCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1 << 20;

    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Option(names = "--until-idle", description = "Exit when nothing is left that this worker could do.")
    private boolean untilIdle;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Cores it offers. Default: all processors, at least 2.",
            showDefaultValue = Visibility.NEVER)
    private Integer cores;

    @Option(
            names = "--memory",
            paramLabel = "GB",
            description = "Memory it offers. Default: the machine's.",
            showDefaultValue = Visibility.NEVER)
    private Double memory;

    @Option(names = "--gpu", description = "It has a GPU.")
    private boolean gpu;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Its name, unique in the lab. Default: host and process.",
            showDefaultValue = Visibility.NEVER)
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FoveaCommand fovea = lab.fovea();
        WorkerSettings settings = settings();
        try (OpenLab open = where.open();
                FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), fovea.threads());
                WorkLog log = new WorkLog(fovea.reporter(), fovea.terminal().out(), open);
                LabWorker worker = new LabWorker(
                        open.database(), open.queue(), open.folder().path(), workshop, open.judge(), settings)) {
            Interruption.leaves("finished work is in the ledger; fovea lab work continues");
            fovea.note(settings.name() + ": " + settings.offer().cores() + " cores, "
                    + settings.offer().memoryMb() / 1024 + " GB; Ctrl-C stops");
            worker.start();
            while (!(log.look() && untilIdle)) {
                Thread.sleep(500);
            }
        }
        return ExitCode.DONE;
    }

    private WorkerSettings settings() {
        int offered = cores == null ? Math.max(2, Runtime.getRuntime().availableProcessors()) : cores;
        long megabytes = memory == null
                ? Machine.memory().orElse(Runtime.getRuntime().maxMemory()) / MEGABYTE
                : Math.round(memory * 1024);
        try {
            return WorkerSettings.usual(name == null ? usualName() : name, new Needs(offered, megabytes, gpu));
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea lab work: " + e.getMessage());
        }
    }

    private static String usualName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "worker";
        }
        return host.substring(0, Math.min(host.length(), 30)) + "-"
                + ProcessHandle.current().pid();
    }
}
