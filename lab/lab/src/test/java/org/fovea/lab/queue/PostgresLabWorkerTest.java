package org.fovea.lab.queue;

import org.fovea.lab.store.TestPostgres;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class PostgresLabWorkerTest extends LabWorkerContract {
    @Override
    String newDatabase() {
        return TestPostgres.newDatabase();
    }
}
