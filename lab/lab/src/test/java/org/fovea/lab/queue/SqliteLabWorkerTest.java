package org.fovea.lab.queue;

final class SqliteLabWorkerTest extends LabWorkerContract {
    @Override
    String newDatabase() {
        return "jdbc:sqlite:" + lab.resolve("lab.db");
    }
}
