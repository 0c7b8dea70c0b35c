package org.fovea.lab.queue;

final class SqliteJobQueueTest extends JobQueueContract {
    @Override
    String newDatabase() {
        return "jdbc:sqlite:" + lab.resolve("lab.db");
    }
}
