package org.fovea.lab.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fovea.lab.Records;
import org.fovea.lab.record.Note;
import org.fovea.lab.store.LabDatabase;

/** A worker in a process of its own, to be killed. Ends when its input does. */
final class WorkerProcess {
    /** Notes each run, and asks for every experiment to be repeated once if its hash is even. */
    static final Judge JUDGE = (ledger, experiment, run) -> {
        ledger.add(new Note("judged " + run.key(), "once", List.of(run.key()), Records.ADA, Records.NOON));
        return repeated(experiment) ? List.of(new Judge.Wanted(repetition(experiment), 1)) : List.<Judge.Wanted>of();
    };

    private WorkerProcess() {}

    static boolean repeated(Experiment experiment) {
        return experiment.repetition() == 0 && experiment.candidate().charAt(0) % 2 == 0;
    }

    static Experiment repetition(Experiment experiment) {
        return new Experiment(
                experiment.benchmark(),
                experiment.candidate(),
                experiment.study(),
                experiment.rung(),
                experiment.replaced(),
                experiment.subset(),
                experiment.built(),
                1);
    }

    /** Arguments: URL, folder of the lab, name, cores, milliseconds of each part of a step. */
    public static void main(String[] arguments) throws IOException {
        try (LabDatabase database = LabDatabase.open(arguments[0]);
                LabWorker worker = new LabWorker(
                        database,
                        new JobQueue(database),
                        Path.of(arguments[1]),
                        new ScriptedWorkshop(Long.parseLong(arguments[4])),
                        JUDGE,
                        QueueLab.settings(arguments[2], QueueLab.cores(Integer.parseInt(arguments[3]))))) {
            Runtime.getRuntime().addShutdownHook(new Thread(worker::abandon)); // as fovea lab work does
            worker.start();
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
