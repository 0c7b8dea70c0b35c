package org.fovea.lab.queue;

import org.fovea.lab.store.TestPostgres;

final class PostgresJobQueueTest extends JobQueueContract {
    @Override
    String newDatabase() {
        return TestPostgres.newDatabase();
    }
}
