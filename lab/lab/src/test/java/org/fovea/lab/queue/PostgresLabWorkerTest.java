package org.fovea.lab.queue;

import org.fovea.lab.store.TestPostgres;

final class PostgresLabWorkerTest extends LabWorkerContract {
    @Override
    String newDatabase() {
        return TestPostgres.newDatabase();
    }
}
