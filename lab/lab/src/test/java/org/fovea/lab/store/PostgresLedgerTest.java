package org.fovea.lab.store;

final class PostgresLedgerTest extends LedgerContract {
    @Override
    String newDatabase() {
        return TestPostgres.newDatabase();
    }
}
