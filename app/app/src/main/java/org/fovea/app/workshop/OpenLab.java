package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.study.StudyJudge;

/** A lab whose ledger and queue are open. */
public final class OpenLab implements AutoCloseable {
    private final LabFolder folder;
    private final LabDatabase database;
    private final boolean owner;

    private OpenLab(LabFolder folder, LabDatabase database, boolean owner) {
        this.folder = folder;
        this.database = database;
        this.owner = owner;
    }

    /**
     * Opens a lab.
     *
     * @throws LedgerException where its database is missing or empty, which a new one would hide
     */
    public static OpenLab open(LabFolder folder) throws IOException {
        Optional<Path> file = folder.databaseFile();
        if (file.isPresent() && (!Files.exists(file.get()) || Files.size(file.get()) == 0)) {
            throw new LedgerException("the ledger " + file.get() + " is "
                    + (Files.exists(file.get()) ? "empty" : "missing")
                    + ", as a bad copy or a crash leaves it; restore it from a copy, or make a new lab "
                    + "with fovea lab init and import an export into it");
        }
        return create(folder);
    }

    /** Opens a lab, whose database is made where it is missing. */
    public static OpenLab create(LabFolder folder) throws IOException {
        return new OpenLab(folder, LabDatabase.open(folder.database()), true);
    }

    /** The same for who closes it before this is closed. */
    public OpenLab borrowed() {
        return new OpenLab(folder, database, false);
    }

    public LabFolder folder() {
        return folder;
    }

    public Ledger ledger() {
        return database.ledger();
    }

    public LabDatabase database() {
        return database;
    }

    public JobQueue queue() {
        return new JobQueue(database, FoveaWorkshop::needs, JobQueue.USUAL_ATTEMPTS);
    }

    public StudyJudge judge() {
        return AgentBudget.judge(folder, queue());
    }

    /** Where the ledger is, without passwords. */
    public String where() throws IOException {
        return folder.config().database().replaceAll("password=[^&]*", "password=…");
    }

    @Override
    public void close() {
        if (owner) {
            database.close();
        }
    }
}
