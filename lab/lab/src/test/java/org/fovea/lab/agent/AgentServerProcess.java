package org.fovea.lab.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.ScriptedWorkshop;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.RunQuery;

/** A server in a process of its own. */
final class AgentServerProcess {
    private AgentServerProcess() {}

    /** Argument: folder of the lab. */
    public static void main(String[] arguments) throws Exception {
        LabFolder folder = new LabFolder(Path.of(arguments[0]));
        try (LabDatabase database = LabDatabase.open(folder.database())) {
            JobQueue queue = new JobQueue(database);
            AgentLab lab = new AgentLab(
                    folder,
                    database.ledger(),
                    queue,
                    AgentBudget.judge(folder, queue),
                    () -> new Repeating(database.ledger()),
                    thrown -> "internal error: " + thrown);
            new AgentServer(lab, "test").serve(System.in, System.out);
        }
    }

    /** Frames are the archive's bytes, and lose what the candidate's run says. */
    private static final class Repeating extends ScriptedWorkshop {
        private final Ledger ledger;

        Repeating(Ledger ledger) {
            super(0);
            this.ledger = ledger;
        }

        @Override
        public Drawn inflate(Task task, Path archive, Path frames, ProgressListener watcher) throws IOException {
            watcher.update("inflate", 1, 2);
            Files.copy(archive, frames);
            return new Drawn(Sha256.of(frames), true);
        }

        @Override
        public Scored score(Task task, Path archive, Path frames, Path folder, ProgressListener watcher) {
            String key = ledger.runs(RunQuery.all().ofCandidate(task.candidate().key()))
                    .getFirst()
                    .key();
            Run run = ledger.find(Run.class, key).orElseThrow().record();
            return new Scored(
                    run.segmentation(), run.pose(), run.pairs(), run.bytes().original(), "{}");
        }
    }
}
